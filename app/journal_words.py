"""The journal in words: each action that is recorded, what it is done to, what it changed.

A test reads every call of `record` and fails for an action that has no words here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.journal_actions import ACTIONS
from app.queries.key_names import KeyNames
from app.rules.site_rights import Right
from app.setting_words import SETTINGS
from app.wording import key_in_words, right_name

SUBJECTS: Mapping[str, LazyString] = {
    "article": _l("Article"),
    "rubrique": _l("Rubrique"),
    "person": _l("Account"),
    "group": _l("Group"),
    "batch": _l("Change of many articles"),
    "media": _l("File"),
    "site_right": _l("Right on the site"),
    "journal": _l("Journal"),
    "directory": _l("Directory"),
    "job": _l("Job"),
    "school": _l("School"),
    "service": _l("Service"),
    "setting": _l("Settings of the site"),
    "announcement": _l("Announcement"),
    "event": _l("Event"),
    "layout": _l("Composition of a page"),
    "data_request": _l("Request about personal data"),
}

DETAILS: Mapping[str, LazyString] = {
    "title": _l("title"),
    "name": _l("name"),
    "key": _l("for"),
    "right": _l("right"),
    "kind": _l("kind"),
    "reason": _l("reason"),
    "fault": _l("what the check found"),
    "place": _l("words"),
    "revision": _l("text no."),
    "restored": _l("restored from text no."),
    "model": _l("copied from article no."),
    "filters": _l("filters"),
    "choice": _l("mail"),
    "address_changed": _l("new address"),
    "total": _l("number"),
    "people": _l("accounts no."),
    "events": _l("and events no."),
    "person": _l("account no."),
    "visible": _l("visible"),
    "facts": _l("changed"),
    "kept": _l("what it was"),
    "until": _l("until"),
    "page": _l("page"),
    "at": _l("from"),
    "restored_layout": _l("restored from composition no."),
    "adult": _l("account no."),
    "added": _l("added"),
    "changed": _l("changed"),
    "leaving": _l("left"),
    "returning": _l("came back"),
}
"""What is told beside a change; other names are shown as they are recorded."""

VALUES: Mapping[str, LazyString] = {
    "draft": _l("draft"),
    "pending": _l("to approve"),
    "online": _l("online"),
    "trashed": _l("trash"),
    "declined": _l("declined"),
    "public": _l("public"),
    "private": _l("private"),
    "visitor": _l("visitor"),
    "writer": _l("writer"),
    "publisher": _l("publisher"),
    "moderator": _l("moderator"),
    "manager": _l("manager"),
    "at_once": _l("at once"),
    "daily": _l("once a day"),
    "none": _l("never"),
    "public_home": _l("home page"),
    "personal_home": _l("personal page"),
    "alt": _l("alternative text"),
    "credit": _l("credit"),
    "source_url": _l("source"),
    "licence": _l("licence"),
    "shows_people": _l("recognisable people"),
    "consent": _l("permission"),
    "consent_ends_on": _l("end of the permission"),
    "keywords": _l("keywords"),
}
LONGEST = 200
FROM_TO = (("from", "to"), ("before", "after"))


def parted(action: str, subject: str) -> tuple[str, str]:
    """Return an action and its family: "grant.give" is `give` of `grant`, "save" of its subject."""
    family, dot, verb = action.rpartition(".")
    return (verb, family) if dot else (action, subject)


def action_words(action: str, subject: str) -> str:
    """Say what was done; an action without words is shown as it is recorded."""
    verb, family = parted(action, subject)
    return str(ACTIONS.get(family, {}).get(verb, action))


def subject_words(subject: str, subject_id: int | None) -> str:
    """Say what a line is about when its name cannot be shown."""
    words = str(SUBJECTS.get(subject, subject))
    return words if subject_id is None else _("%(thing)s no. %(id)d", thing=words, id=subject_id)


def detail_words(details: Mapping[str, Any], holders: KeyNames) -> Iterator[str]:
    """Say what changed: first from what to what, then the rest; `holders` name keys."""
    told = dict(details)
    if "key" in told:
        told["key"] = key_in_words(str(told["key"]), holders)
    if told.get("right") in list(Right):
        told["right"] = right_name(Right(told["right"]))
    for first, second in FROM_TO:
        if first in told or second in told:
            before, after = told.pop(first, None), told.pop(second, None)
            yield _("%(before)s → %(after)s", before=_value(before), after=_value(after))
    for name, value in told.items():
        label = str(DETAILS.get(name, name))
        yield _("%(label)s: %(value)s", label=label, value=_value(value))


def _named(name: str) -> str:
    """Return the name of a setting in words, another as it is recorded."""
    return str(SETTINGS.get(name, name))


def _value(value: Any) -> str:
    if value is None or value == "":
        return "–"
    elif isinstance(value, bool):
        text = str(_("yes") if value else _("no"))
    elif isinstance(value, str):
        text = str(VALUES.get(value, value))
    elif isinstance(value, dict):
        text = ", ".join(f"{_named(name)} {_value(one)}" for name, one in value.items()) or "–"
    elif isinstance(value, list):
        text = ", ".join(_value(one) for one in value) or "–"
    else:
        text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
