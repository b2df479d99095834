"""The journal in words: each action that is recorded, what it is done to, what it changed.

A test reads every call of `record` and fails for an action that has no words here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.queries.key_names import KeyNames
from app.rules.site_rights import Right
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
    "announcement": _l("Announcement"),
    "data_request": _l("Request about personal data"),
}

ACTIONS: Mapping[str, Mapping[str, LazyString]] = {
    "article": {
        "create": _l("wrote an article"),
        "save": _l("changed a text"),
        "submit": _l("submitted an article"),
        "withdraw": _l("withdrew a submission"),
        "approve": _l("approved an article"),
        "refuse": _l("refused an article"),
        "publish": _l("put an article online"),
        "schedule": _l("scheduled an article"),
        "submit_change": _l("submitted a change"),
        "withdraw_change": _l("withdrew a change"),
        "approve_change": _l("approved a change"),
        "refuse_change": _l("refused a change"),
        "publish_change": _l("put a change online"),
        "discard_change": _l("gave up a change"),
        "unpublish": _l("took an article offline"),
        "trash": _l("put an article in the trash"),
        "restore": _l("restored an article"),
        "restore_text": _l("restored an earlier version"),
        "erase": _l("erased an earlier text"),
        "share_preview": _l("made a preview link"),
        "revoke_preview": _l("ended a preview link"),
        "undo": _l("put an article back as it was before a batch"),
        "move": _l("moved an article"),
        "change_author": _l("changed the author of an article"),
        "dates": _l("changed the dates of an article"),
        "waive": _l("confirmed what the check found"),
        "withdraw_waiver": _l("took a confirmation back"),
        "purge": _l("removed an article for good"),
    },
    "rubrique": {
        "create": _l("made a rubrique"),
        "change": _l("changed a rubrique"),
        "rename": _l("renamed a rubrique"),
        "move": _l("moved a rubrique"),
        "shift": _l("changed the order of rubriques"),
        "archive": _l("archived a rubrique"),
        "unarchive": _l("took a rubrique out of the archives"),
        "trash": _l("put a rubrique in the trash"),
        "restore": _l("restored a rubrique"),
        "delete": _l("deleted a rubrique"),
        "purge": _l("removed a rubrique for good"),
    },
    "grant": {
        "give": _l("gave a role"),
        "change": _l("changed a role"),
        "take": _l("took a role away"),
        "inherit": _l("changed whether roles are inherited"),
    },
    "right": {
        "give": _l("gave a right on the site"),
        "take": _l("took a right on the site away"),
    },
    "see_as": {
        "start": _l("looked at the site as somebody else"),
        "stop": _l("stopped looking as somebody else"),
    },
    "person": {
        "activate": _l("opened an account"),
        "ask_reset": _l("asked for a new password"),
        "change_mail": _l("changed a mail address or choice"),
        "change_announcement_mail": _l("chose which announcements come by mail"),
        "change_password": _l("changed a password"),
        "reset_password": _l("chose a new password"),
        "end_session": _l("closed a session"),
        "end_all_sessions": _l("logged out everywhere"),
        "issue_code": _l("printed an access code"),
        "erase": _l("erased an account"),
        "export": _l("downloaded all that is kept about oneself"),
        "suspend": _l("suspended an account"),
        "reactivate": _l("took an account back into use"),
        "correct": _l("corrected an account"),
        "tie_companion": _l("tied an accompanying adult to a pupil"),
        "untie_companion": _l("removed the tie of an accompanying adult"),
        "invite": _l("made the account of a guest"),
        "change_end": _l("changed the end of a guest’s access"),
        "leave": _l("left the school"),
    },
    "data_request": {
        "ask": _l("asked for a correction or an erasure of personal data"),
        "answer": _l("answered a request about personal data"),
    },
    "group": {
        "issue_codes": _l("printed the access codes of a group"),
        "create": _l("made a group"),
        "rename": _l("renamed a group"),
        "show": _l("made a group visible"),
        "hide": _l("hid a group"),
        "add_manager": _l("gave a group a manager"),
        "remove_manager": _l("took a manager from a group"),
        "add_members": _l("put people into a group"),
        "remove_members": _l("took people out of a group"),
        "restore_members": _l("put people back into a group"),
        "end": _l("ended a group"),
    },
    "duty": {
        "give": _l("gave a duty"),
        "take": _l("took a duty away"),
    },
    "batch": {
        "run": _l("changed many articles"),
        "undo": _l("undid a change of many articles"),
    },
    "media": {
        "describe": _l("said what a file is"),
        "collect": _l("put a file into the collection"),
        "uncollect": _l("took a file out of the collection"),
        "delete": _l("deleted a file"),
        "add": _l("added a file"),
        "replace": _l("replaced a file"),
        "crop": _l("cut a picture anew"),
        "purge": _l("removed a file for good"),
    },
    "job": {
        "relaunch": _l("ran a job again"),
        "abandon": _l("abandoned a job"),
    },
    "directory": {
        "import": _l("imported the directory"),
        "export": _l("exported the directory"),
    },
    "journal": {"export": _l("exported the journal")},
    "school": {"seed": _l("filled the demo school")},
    "service": {
        "add": _l("added a service"),
        "change": _l("changed a service"),
        "shift": _l("changed the order of services"),
        "shift_group": _l("changed the order of groups of services"),
        "delete": _l("took a service out of the menu"),
        "restore": _l("put a service back into the menu"),
    },
    "announcement": {
        "create": _l("wrote an announcement"),
        "edit": _l("changed the draft of an announcement"),
        "change": _l("changed an announcement that is out"),
        "send": _l("sent an announcement"),
        "submit": _l("submitted an announcement"),
        "withdraw": _l("withdrew the submission of an announcement"),
        "approve": _l("approved an announcement"),
        "refuse": _l("refused an announcement"),
        "recall": _l("called an announcement back"),
        "end": _l("ended an announcement"),
        "decline": _l("declined an announcement of the local authority"),
        "pass_on": _l("passed on an announcement that was declined"),
        "delete": _l("deleted the draft of an announcement"),
        "purge": _l("removed an announcement for good"),
    },
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
    "person": _l("account no."),
    "visible": _l("visible"),
    "facts": _l("changed"),
    "kept": _l("what it was"),
    "until": _l("until"),
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


def _value(value: Any) -> str:
    if value is None or value == "":
        return "–"
    elif isinstance(value, bool):
        text = str(_("yes") if value else _("no"))
    elif isinstance(value, str):
        text = str(VALUES.get(value, value))
    elif isinstance(value, dict):
        text = ", ".join(f"{name} {_value(one)}" for name, one in value.items()) or "–"
    elif isinstance(value, list):
        text = ", ".join(_value(one) for one in value) or "–"
    else:
        text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
