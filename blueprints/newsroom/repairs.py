"""What a press of a button can mend in a text that is being written."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.rules.licences import Licence
from app.text.kinds import PERSONAL, Finding, Kind, Part

WRITTEN = (Part.TITLE, Part.SUMMARY, Part.BODY)
"""The parts that are words of the form: what stands beside files is mended in their own fields."""
WRITE, EMPTY = "write", "empty"
"""The two ways to mend: by what is typed (or proposed), and by nothing."""


@dataclass(frozen=True)
class Repair:
    """A button; where it `asks`, a field stands before it."""

    name: str
    label: str
    asks: str = ""
    value: str = ""


def repairs(finding: Finding) -> list[Repair]:
    """Return the buttons that mend a finding."""
    if finding.kind in PERSONAL:
        return _of_personal_data(finding)
    elif finding.kind is Kind.PICTURE_WITHOUT_ALT:
        shows = Repair(WRITE, _("Write this"), asks=_("What the picture shows"))
        return [shows, Repair(EMPTY, _("It is decorative"))]
    elif finding.kind in (Kind.WITHOUT_CREDIT, Kind.WITHOUT_LICENCE):
        return _of_rights(finding)
    elif finding.kind is Kind.FRAME_WITHOUT_TITLE:
        return [Repair(WRITE, _("Give this title"), asks=_("Title of the content"))]
    elif finding.kind is Kind.EMPTY_LINK:
        words = Repair(WRITE, _("Write this"), asks=_("Words of the link"))
        return [words, Repair(EMPTY, _("Remove the link"))]
    elif finding.kind in (Kind.VAGUE_LINK, Kind.BARE_ADDRESS, Kind.FILE_LINK):
        return [Repair(WRITE, _("Replace the words"), asks=_("Words of the link"))]
    else:
        labels = {
            Kind.HEADING_JUMP: _("Bring it to the right level"),
            Kind.EMPTY_HEADING: _("Remove it"),
            Kind.TABLE_WITHOUT_HEADERS: _("Make headers of the first row"),
            Kind.EXCLAMATIONS: _("Keep one of them"),
        }
        label = labels.get(finding.kind)
        return [Repair(EMPTY, label)] if label else []


def _of_rights(finding: Finding) -> list[Repair]:
    if finding.part in WRITTEN:
        return []
    elif finding.kind is Kind.WITHOUT_CREDIT:
        return [Repair(WRITE, _("Write this"), asks=_("Author or credit"))]
    else:
        label = _("It was made at the school, and its author agrees")
        return [Repair(WRITE, label, value=Licence.ALL_RIGHTS)]


def _of_personal_data(finding: Finding) -> list[Repair]:
    if finding.part not in WRITTEN:
        return []
    elif finding.short:
        label = _("Write “%(short)s” instead", short=finding.short)
        return [Repair(WRITE, label, value=finding.short)]
    else:
        return [Repair(EMPTY, _("Remove it from the text"))]
