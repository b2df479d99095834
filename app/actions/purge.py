"""Remove for good what has been kept for as long as it may, a chunk at a time.

Each function removes at most a chunk and says how much that was, none when nothing is left: the
caller commits, lets others write, and asks again. Rows that somebody is just changing are left for
the next time. What is removed from the trash leaves a line in the journal, without its title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select, tuple_, update
from sqlalchemy.orm import Session

from app.actions.erasure import erase
from app.actions.log import record
from app.models import (
    Announcement,
    AnnouncementReading,
    Article,
    Batch,
    BatchItem,
    Event,
    EventSeries,
    Media,
    MediaForm,
    NewestText,
    Notice,
    Person,
    Revision,
    Rubrique,
    SearchDocument,
)
from app.models.base import Base
from app.queries.purge import (
    doomed_articles,
    doomed_events,
    doomed_people,
    emptied_rubriques,
    emptied_series,
    ended_announcements,
    old_batches,
    old_traces,
    unused_media,
)
from app.rules.workflow import Status

CHUNK = 200
FEW = 40
"""A chunk of what takes much else with it."""


@dataclass(frozen=True)
class Moments:
    """Now by the school's clock, which dates contents, and in real time, which dates the rest."""

    school: datetime
    real: datetime


def purge_articles(session: Session, moments: Moments) -> int:
    """Remove articles with their texts, their uses of files and what the search knows of them."""
    ids = _some(session, doomed_articles(moments.school), Article, FEW)
    session.execute(
        update(Article)
        .where(Article.id.in_(ids))
        .values(
            status=Status.DRAFT, trashed_at=None, online_revision_id=None, newest_revision_id=None
        )
        .execution_options(synchronize_session=False)
    )
    for table in (SearchDocument, NewestText, Revision):
        _delete(session, table, table.article_id.in_(ids))
    _delete(session, Article, Article.id.in_(ids))
    for article_id in ids:
        record(session, moments.school, None, "purge", "article", article_id)
    return len(ids)


def purge_events(session: Session, moments: Moments) -> int:
    """Remove events, and series of which nothing is left."""
    ids = _some(session, doomed_events(moments.school), Event, CHUNK)
    _delete(session, Event, Event.id.in_(ids))
    for event_id in ids:
        record(session, moments.school, None, "purge", "event", event_id)
    if ids:
        _delete(session, EventSeries, EventSeries.id.in_(emptied_series()))
    return len(ids)


def purge_rubriques(session: Session, moments: Moments) -> int:
    """Remove rubriques in which nothing is left, with their grants."""
    ids = _some(session, emptied_rubriques(moments.school), Rubrique, FEW)
    _delete(session, Rubrique, Rubrique.id.in_(ids))
    for rubrique_id in ids:
        record(session, moments.school, None, "purge", "rubrique", rubrique_id)
    return len(ids)


def purge_media(session: Session, moments: Moments) -> list[str]:
    """Remove files that nothing uses from the database; return the names to discard once done.

    A crash before they are discarded leaves files without a row, which the daily sweep removes.
    """
    ids = _some(session, unused_media(moments.school), Media, FEW)
    names = [
        *session.scalars(select(MediaForm.stored_name).where(MediaForm.media_id.in_(ids))),
        *session.scalars(
            select(Media.stored_name).where(Media.id.in_(ids), Media.stored_name.is_not(None))
        ),
    ]
    _delete(session, MediaForm, MediaForm.media_id.in_(ids))
    _delete(session, Media, Media.id.in_(ids))
    for media_id in ids:
        record(session, moments.school, None, "purge", "media", media_id)
    return [name for name in names if name is not None]


def purge_batches(session: Session, moments: Moments) -> int:
    """Remove old batches, their items first."""
    due = old_batches(moments.school)
    key = tuple_(BatchItem.batch_id, BatchItem.position)
    keys = session.execute(
        select(BatchItem.batch_id, BatchItem.position)
        .where(BatchItem.batch_id.in_(due))
        .limit(CHUNK)
    ).all()
    if keys:
        _delete(session, BatchItem, key.in_([tuple(one) for one in keys]))
        return len(keys)
    ids = _some(session, due, Batch, CHUNK)
    _delete(session, Batch, Batch.id.in_(ids))
    return len(ids)


def purge_announcements(session: Session, moments: Moments) -> int:
    """Remove announcements that ended long ago; who was told of them and has read them goes first.

    A school's readers are thousands for each: they go in chunks of their own.
    """
    due = ended_announcements(moments.school)
    for table, key in ((AnnouncementReading, AnnouncementReading.person_id), (Notice, Notice.id)):
        told = select(table.announcement_id, key).where(table.announcement_id.in_(due))
        rows = [tuple(row) for row in session.execute(told.limit(CHUNK))]
        if rows:
            _delete(session, table, tuple_(table.announcement_id, key).in_(rows))
            return len(rows)
    ids = _some(session, due, Announcement, FEW)
    _delete(session, Announcement, Announcement.id.in_(ids))
    for announcement_id in ids:
        record(session, moments.school, None, "purge", "announcement", announcement_id)
    return len(ids)


def purge_people(session: Session, moments: Moments) -> int:
    """Erase those who left long ago: what they published stays, without their names."""
    ids = _some(session, doomed_people(moments.school, moments.real), Person, FEW)
    if ids:
        erase(session, moments.school, None, ids)
    return len(ids)


def purge_traces(session: Session, moments: Moments) -> int:
    """Remove old lines of the journal, sessions, codes, wrong passwords, jobs and messages."""
    removed = 0
    for table, is_old in old_traces(moments.school, moments.real).items():
        [key] = table.__mapper__.primary_key
        keys = session.scalars(select(key).where(is_old).limit(CHUNK)).all()
        _delete(session, table, key.in_(keys))
        removed += len(keys)
    return removed


def _some(session: Session, due: Select[int], table: type[Base], limit: int) -> Sequence[int]:
    """Return the ids of a chunk, held against change until the end of the transaction."""
    locked = due.limit(limit).with_for_update(skip_locked=True, of=table)
    return session.scalars(locked).all()


def _delete(session: Session, table: type[Base], chosen: object) -> None:
    session.execute(
        delete(table).where(chosen).execution_options(synchronize_session=False)  # type: ignore[arg-type]
    )
