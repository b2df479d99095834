"""What the check of a text found, in words: what is wrong, how much, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.access import now, viewer
from app.extensions import db
from app.queries.checked import Report, Standards, checked_revision, judge
from app.queries.workpiece import Workpiece
from app.rules.consent import day_in_paris
from app.rules.names_told import may_hear_names
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.text.kinds import OF_FILES, WAIVABLE, Finding, Gravity, Kind, Part
from blueprints.newsroom.finding_words import WORDS
from blueprints.newsroom.repairs import Repair, repairs

MOST_PLACES = 5
"""Of one kind, the first places show; mending these shows the next ones."""

LOOKS: Mapping[Gravity, tuple[str, str, LazyString]] = {
    Gravity.BLOCKS: ("alert", "octagon-alert", _l("Blocking")),
    Gravity.WARNS: ("warn", "triangle-alert", _l("To correct")),
    Gravity.ADVISES: ("info", "lightbulb", _l("Advice")),
}
"""Colour, icon and word of each gravity."""

PARTS: Mapping[Part, LazyString] = {
    Part.TITLE: _l("Title"),
    Part.SUMMARY: _l("Summary"),
    Part.BODY: _l("Text"),
    Part.ILLUSTRATION: _l("Illustration"),
    Part.GALLERY: _l("Gallery"),
    Part.AUDIO: _l("Sound"),
    Part.VIDEO: _l("Film"),
    Part.ATTACHMENT: _l("Attachment"),
}

FIELDS: Mapping[Part, str] = {
    Part.ILLUSTRATION: "files-illustration",
    Part.GALLERY: "files-gallery",
    Part.AUDIO: "files-audio",
    Part.VIDEO: "files-video",
    Part.ATTACHMENT: "files-attachments",
}
"""The place of the form to go to, where it is not called as the part is."""


@dataclass(frozen=True)
class Place:
    """Where something was found; `handle` names it in forms, `field` is the one that holds it."""

    finding: Finding
    words: str
    where: str
    handle: str
    field: str
    repairs: tuple[Repair, ...]
    is_waivable: bool
    media_url: str = ""


@dataclass(frozen=True)
class Told:
    """All findings of one kind; `places` are the first of `count`."""

    title: str
    advice: str
    look: str
    icon: str
    gravity: str
    places: tuple[Place, ...]
    count: int


def standards_for(role: Role | None, *, own: bool) -> Standards:
    """Return what a text is compared with, as far as it is told to this viewer."""
    return Standards(db.session(), tells_names=may_hear_names(viewer(), role, own=own))


def report_of(work: Workpiece) -> Report:
    """Return what the newest text of an article still lacks, where it is to be read."""
    article = checked_revision(
        db.session(),
        work.newest,
        is_public=work.rubrique.visibility is Visibility.PUBLIC,
        today=day_in_paris(now()),
    )
    standards = standards_for(work.role, own=work.own)
    return judge(db.session(), article, work.article.id, standards)


def told(findings: Iterable[Finding]) -> list[Told]:
    """Return findings in words, one entry a kind, in their order."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    entries = []
    for kind, found in by_kind.items():
        title, advice = WORDS[kind]
        look, icon, gravity = LOOKS[found[0].gravity]
        places = tuple({place.handle: place for place in map(_place, found)}.values())
        entries.append(
            Told(
                str(title),
                str(advice),
                look,
                icon,
                str(gravity),
                places[:MOST_PLACES],
                len(found),
            )
        )
    return entries


def named(findings: Iterable[Finding], handle: str) -> Finding | None:
    """Return the finding of a handle, if it is still there."""
    return next((finding for finding in findings if handle_of(finding) == handle), None)


def handle_of(finding: Finding) -> str:
    """Return a name of a finding that holds as long as its words and its place do."""
    tag, number = finding.element or ("", 0)
    key = sha256(finding.key.encode()).hexdigest()[:8]
    return f"{finding.kind}.{finding.part}.{finding.position}.{tag}{number or ''}.{key}"


def _place(finding: Finding) -> Place:
    return Place(
        finding,
        finding.place,
        "" if finding.part is Part.BODY else str(PARTS[finding.part]),
        handle_of(finding),
        FIELDS.get(finding.part, str(finding.part)),
        tuple(repairs(finding)),
        finding.kind in WAIVABLE,
        _media_url(finding),
    )


def _media_url(finding: Finding) -> str:
    """Return the page of the file that a finding is about, where its facts are written."""
    if finding.kind in OF_FILES and finding.media_id:
        return url_for("newsroom.media_item", media_id=finding.media_id)
    return ""
