"""The files of an announcement in its form: an illustration, and what is attached.

Each file that is sent is taken by itself, before the text is looked at: it stays with its owner
whatever becomes of the form, which then names it by its id.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from werkzeug.datastructures import FileStorage

from app.access import actor, school
from app.addresses import id_in
from app.arrivals import arrive
from app.extensions import db
from app.models import Media, MediaKind, MediaUse, Slot
from app.queries.announcement_work import AnnouncementWork
from app.queries.used_files import UsedFile
from app.refused_files import UploadRefused
from app.rules.lengths import LONGEST_ALT
from app.rules.quotas import LIMITS, MO, Excess, File, Limit, Place, violations
from app.text.body_files import media_ids
from app.text.typed import line_of


def body_limit() -> int:
    """Return how many bytes of files one form may carry: even too many are told in the form."""
    return _most() * _limit().file_size + school().limits[Place.IMAGES].file_size


@dataclass
class AnnouncementFiles:
    """What goes with an announcement; `refused` says what was not taken, or is too much."""

    illustration: Media | None = None
    alt: str = ""
    attachments: list[Media] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    work: AnnouncementWork | None = None
    """The announcement that has files already, some of them perhaps of somebody else."""

    def uses(self, html: str) -> frozenset[UsedFile]:
        """Return the files as they are stored, the pictures of the text among them."""
        found = {
            UsedFile(one.id, Slot.ATTACHMENT, place) for place, one in enumerate(self.attachments)
        }
        if self.illustration is not None:
            found.add(UsedFile(self.illustration.id, Slot.ILLUSTRATION, alt=self.alt))
        in_body = _usable(media_ids(html), self.work)
        found |= {UsedFile(id_, Slot.BODY, place) for place, id_ in enumerate(in_body)}
        return frozenset(found)

    @property
    def problems(self) -> list[dict[str, str]]:
        """What is wrong, for the head of the form."""
        return [{"id": "files", "label": _("Files"), "words": words} for words in self.refused]

    def check(self) -> bool:
        """Say what the places do not hold together; what is there may stay below a new limit."""
        files = [File(one.filename, one.size) for one in self.attachments]
        is_there = {one.id for one in self.attachments} <= self.held()
        limit = LIMITS[Place.ANNOUNCEMENT] if is_there else _limit()
        for excess in dict.fromkeys(one.excess for one in violations(limit, files)):
            self.refused.append(_too_much(excess))
        return not self.refused

    def held(self) -> set[int]:
        """Return the ids of the files that the announcement has as it is stored."""
        return set(db.session.scalars(_used(self.work))) if self.work else set()


def stored_files(uses: Iterable[UsedFile]) -> AnnouncementFiles:
    """Return the files of an announcement as it is stored."""
    uses = list(uses)
    ids = [use.media_id for use in uses]
    media = {one.id: one for one in db.session.scalars(select(Media).where(Media.id.in_(ids)))}
    found = AnnouncementFiles()
    for use in sorted(uses, key=lambda one: one.position):
        if use.slot is Slot.ILLUSTRATION:
            found.illustration, found.alt = media[use.media_id], use.alt or ""
        elif use.slot is Slot.ATTACHMENT:
            found.attachments.append(media[use.media_id])
    return found


def sent_files(work: AnnouncementWork | None) -> AnnouncementFiles:
    """Return the files that a form names and carries: its author's own, and those already there."""
    removed = set(request.form.getlist("attachment-remove"))
    named = [id_in(text) for text in request.form.getlist("attachment") if text not in removed]
    shown = id_in(request.form.get("illustration", ""))
    ids = list(dict.fromkeys(id_ for id_ in named if id_ is not None))[: _most() + 1]
    usable = _usable([*ids, *([shown] if shown else [])], work)
    alt = line_of(request.form.get("illustration-alt", ""))[:LONGEST_ALT]
    found = AnnouncementFiles(alt=alt, work=work)
    if shown in usable and "illustration-remove" not in request.form:
        found.illustration = _as_picture(usable[shown])
    found.attachments = [usable[id_] for id_ in ids if id_ in usable and _is_file(usable[id_])]
    if len(found.attachments) < len(ids):
        found.refused.append(_("A file is not there any more, or is not yours to use."))
    _take(found)
    return found


def _take(found: AnnouncementFiles) -> None:
    for file in _sent("illustration-file"):
        taken = _taken(found, file, Place.IMAGES)
        found.illustration = taken or found.illustration
    for file in _sent("attachment-files"):
        if len(found.attachments) >= _most():
            words = _("Not taken: there are too many files here.")
            found.refused.append(f"{file.filename}\u00a0: {words}")
            continue
        taken = _taken(found, file, Place.ANNOUNCEMENT)
        if taken is not None and taken not in found.attachments:
            found.attachments.append(taken)


def _taken(found: AnnouncementFiles, file: FileStorage, place: Place) -> Media | None:
    suits = _is_picture if place is Place.IMAGES else _is_file
    try:
        media, _known = arrive(file, place, lambda one: one.owner_id == actor() and suits(one))
    except UploadRefused as refusal:
        found.refused.append(f"{refusal.filename}\u00a0: {refusal.words}")
        return None
    return media


def _sent(name: str) -> Iterator[FileStorage]:
    return (file for file in request.files.getlist(name) if file.filename)


def _usable(ids: Sequence[int], work: AnnouncementWork | None) -> dict[int, Media]:
    """Return those of some files that this person may put here, looked at one by one."""
    own = Media.owner_id == actor()
    if work is not None:
        own = or_(own, Media.id.in_(_used(work)))
    if not ids:
        return {}
    return {one.id: one for one in db.session.scalars(select(Media).where(Media.id.in_(ids), own))}


def _used(work: AnnouncementWork) -> Select[int]:
    return select(MediaUse.media_id).where(MediaUse.announcement_id == work.announcement.id)


def _is_picture(media: Media) -> bool:
    return media.kind is MediaKind.PICTURE


def _is_file(media: Media) -> bool:
    return media.stored_name is not None and media.kind in (MediaKind.DOCUMENT, MediaKind.AUDIO)


def _as_picture(media: Media) -> Media | None:
    return media if _is_picture(media) else None


def _limit() -> Limit:
    return school().limits[Place.ANNOUNCEMENT]


def _most() -> int:
    return _limit().files or 0


def _too_much(excess: Excess) -> str:
    words: dict[Excess, str] = {
        Excess.FILES: _("At most %(number)d files can be attached.", number=_most()),
        Excess.FILE_SIZE: _(
            "A file weighs %(size)d MB at the most.", size=_limit().file_size // MO
        ),
        Excess.TOTAL_SIZE: _(
            "All files together weigh %(size)d MB at the most. Remove one.",
            size=(_limit().total_size or 0) // MO,
        ),
        Excess.EXTENSION: _("This kind of file cannot be attached."),
    }
    return words[excess]
