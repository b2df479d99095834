"""One import as a page: how far it is, why it is refused, what it would do, what it has done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext, pgettext

from app.directory.report import ends_much, leaves_much
from app.import_words import fault_words, place_words, stored_fault
from app.kept_imports import read_progress
from app.models import DirectoryImport
from app.models.directory_import import ImportState
from app.rules.audience import Duty, Profile
from app.wording import duty_name, profile_name
from blueprints.directory.forms import ConfirmImportForm

AT_WORK = (ImportState.READING, ImportState.APPLYING)
STATE_LOOKS = {
    ImportState.READING: ("hourglass", "warn"),
    ImportState.READY: ("eye", "info"),
    ImportState.APPLYING: ("hourglass", "warn"),
    ImportState.DONE: ("circle-check", "ok"),
    ImportState.FAILED: ("octagon-alert", "alert"),
    ImportState.DISCARDED: ("x", "info"),
}
FIELDS = {
    "external_id": _l("identifier"),
    "login": _l("login"),
    "last_name": _l("last name"),
    "first_name": _l("first name"),
    "functions": _l("functions"),
    "title": _l("title"),
    "email": _l("mail address"),
    "name": _l("name"),
    "kind": _l("kind"),
    "level": _l("level"),
}
KINDS = {"level": _l("level"), "class": _l("class"), "teaching": _l("teaching group")}


@dataclass(frozen=True)
class Group:
    """A part of the report: its title, how many there are, and the first of them in words."""

    title: str
    total: int
    lines: Sequence[tuple[str, str]]


def state_name(found: DirectoryImport) -> str:
    """Return what the state of an import is called; what broke down was not refused."""
    if _broke(found):
        return str(pgettext("an import", "Failed"))
    words: dict[ImportState, str] = {
        ImportState.READING: _("Being read"),
        ImportState.READY: _("To decide on"),
        ImportState.APPLYING: _("Being carried out"),
        ImportState.DONE: _("Imported"),
        ImportState.FAILED: _("Refused"),
        ImportState.DISCARDED: _("Given up"),
    }
    return words[found.state]


def _broke(found: DirectoryImport) -> bool:
    return bool(found.problems.get("broke"))


def import_page(
    found: DirectoryImport, form: ConfirmImportForm, renames: Sequence[str] | None = None
) -> str:
    """Render the page of an import in whatever state it is."""
    report = found.report
    proposed = report.get("renames", [])
    chosen = renames if renames is not None else [one["external_id"] for one in proposed]
    faults = [stored_fault(one) for one in found.problems.get("faults", ())]
    done, total = read_progress(found.files["folder"]) if found.state in AT_WORK else (0, 0)
    much = leaves_much(report) if report else []
    bare = ends_much(report) if report else []
    return render_template(
        "directory/import.html",
        found=found,
        state=state_name(found),
        look=STATE_LOOKS[found.state],
        form=form,
        at_work=found.state in AT_WORK,
        percent=100 * done // total if total else 0,
        faults=[(place_words(one), fault_words(one)) for one in faults],
        broke=_broke(found),
        is_other=bool(found.problems.get("other")),
        report=report,
        groups=list(_groups(report)) if report else [],
        much=[
            _(
                "%(profile)s: %(leaving)d of %(known)d leave.",
                profile=profile_name(Profile(one)),
                **report["profiles"][one],
            )
            for one in much
        ],
        bare=[_ending(one, report["bonds"][one]) for one in bare],
        in_charge=[one for one in report.get("leaving", ()) if one["duties"]],
        proposed=proposed,
        chosen=set(chosen),
    )


def _ending(name: str, counts: Mapping[str, int]) -> str:
    if name == "ties":
        return str(
            _("Ties to guardians: %(leaving)d of %(known)d end and no other is there.", **counts)
        )
    return str(
        _("Members of groups: %(leaving)d of %(known)d are in no other group instead.", **counts)
    )


def _groups(report: Mapping[str, Any]) -> Iterator[Group]:
    counts = report["counts"]
    people = (
        (_("People who leave"), "leaving", _what_they_are),
        (_("New people"), "added", _profiles),
        (_("People who change"), "changed", _fields),
        (_("People who come back"), "returning", _profiles),
    )
    for title, name, words in people:
        if counts[name]:
            lines = [(one["name"], words(one)) for one in report[name]]
            yield Group(title, counts[name], lines)
    plain = (
        (_("New groups"), "new_groups"),
        (_("Groups that end"), "ended_groups"),
        (_("Groups that come back"), "returning_groups"),
    )
    for title, name in plain:
        if counts[name]:
            yield Group(title, counts[name], [(one, "") for one in report[name]])
    if counts["changed_groups"]:
        lines = [(one["name"], _fields(one)) for one in report["changed_groups"]]
        yield Group(_("Groups that change"), counts["changed_groups"], lines)
    if report["rights"]:
        lines = [(one["name"], _effects(one)) for one in report["rights"]]
        yield Group(_("Rights and audiences that change"), len(lines), lines)
    if report["duplicates"]:
        lines = [(one["name"], _twins(one)) for one in report["duplicates"]]
        yield Group(_("Guardians who may be there twice"), len(lines), lines)


def _profiles(one: Mapping[str, Any]) -> str:
    return ", ".join(profile_name(Profile(profile)) for profile in one["profiles"])


def _what_they_are(one: Mapping[str, Any]) -> str:
    duties = [duty_name(Duty(duty)) for duty in one["duties"]]
    return ", ".join([_profiles(one), *duties])


def _fields(one: Mapping[str, Any]) -> str:
    return " · ".join(
        _(
            "%(field)s: %(before)s → %(after)s",
            field=FIELDS[name],
            before=KINDS.get(before, before) or "–",
            after=KINDS.get(after, after) or "–",
        )
        for name, before, after in one["fields"]
    )


def _effects(one: Mapping[str, Any]) -> str:
    uses = ", ".join(_uses(one))
    if one["what"] == "leaves":
        return str(_("leaves; held %(uses)s", uses=uses))
    elif one["what"] == "ends":
        return str(_("ends; %(uses)s reach nobody any more", uses=uses))
    return str(
        _(
            "%(joining)d in, %(parting)d out; concerns %(uses)s",
            joining=one["joining"],
            parting=one["parting"],
            uses=uses,
        )
    )


def _uses(one: Mapping[str, Any]) -> Iterator[str]:
    if number := one.get("grants"):
        yield ngettext("%(num)d role in a rubrique", "%(num)d roles in rubriques", number)
    if number := one.get("rights"):
        yield ngettext("%(num)d right on the site", "%(num)d rights on the site", number)
    if number := one.get("announcements"):
        yield ngettext("%(num)d announcement", "%(num)d announcements", number)
    if number := one.get("tiles"):
        yield ngettext("%(num)d tile", "%(num)d tiles", number)
    if number := one.get("services"):
        yield ngettext("%(num)d service", "%(num)d services", number)


def _twins(one: Mapping[str, Any]) -> str:
    ids = ", ".join(one["ids"])
    if not one["children"]:
        return str(_("same name and mail address: %(ids)s", ids=ids))
    return str(
        _("same name, child %(children)s: %(ids)s", children=", ".join(one["children"]), ids=ids)
    )
