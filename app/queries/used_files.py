"""Which files a text uses, and what it says of each: values that the next text can take over."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.models import MediaUse, Slot


@dataclass(frozen=True)
class UsedFile:
    """A file in a place of a text.

    `alt` is none when nobody wrote it yet, and empty when the picture only decorates. Captions and
    posters have the `position` of their film.
    """

    media_id: int
    slot: Slot
    position: int = 0
    alt: str | None = None
    caption: str | None = None


def used_files(session: Session, revision_id: int) -> frozenset[UsedFile]:
    """Return the files of a text, those in its body too, in one query."""
    return _used(session, MediaUse.revision_id == revision_id)


def files_of_announcement(session: Session, announcement_id: int) -> frozenset[UsedFile]:
    """Return the files of an announcement, in one query."""
    return _used(session, MediaUse.announcement_id == announcement_id)


def _used(session: Session, condition: ColumnElement[bool]) -> frozenset[UsedFile]:
    rows = session.execute(
        select(
            MediaUse.media_id, MediaUse.slot, MediaUse.position, MediaUse.alt, MediaUse.caption
        ).where(condition)
    )
    return frozenset(UsedFile(*row) for row in rows)
