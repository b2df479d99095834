"""What has been kept for as long as it may: the trash, files that nothing uses, traces of people.

`now` is the school's clock, by which contents are dated, or real time for what is dated by it. A
clock that is set back finds nothing due; a day without purge is made up for by the next one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import (
    AccessCode,
    Announcement,
    Article,
    Batch,
    DataRequest,
    DirectoryImport,
    Event,
    EventSeries,
    Job,
    JobState,
    LogEntry,
    LoginFailure,
    Media,
    MediaForm,
    MediaUse,
    Notice,
    Person,
    PreviewLink,
    Rubrique,
    UserSession,
    WorkingCopy,
    WorkingFile,
)
from app.models.base import Base
from app.models.batch import BatchState
from app.rules.login_limits import WINDOW
from app.rules.retention import RETENTION, months_before
from app.rules.workflow import Status

HALF_WAY = (BatchState.QUEUED, BatchState.UNDOING)


def doomed_articles(now: datetime) -> Select[int]:
    """Select the articles whose time in the trash is over, their own or that of a rubrique."""
    return select(Article.id).where(
        or_(
            (Article.status == Status.TRASHED) & (Article.trashed_at <= _trash_ends(now)),
            Article.rubrique_id.in_(doomed_rubriques(now)),
        )
    )


def doomed_events(now: datetime) -> Select[int]:
    """Select the events whose time in the trash is over, their own or that of a rubrique."""
    return select(Event.id).where(
        or_(
            (Event.status == Status.TRASHED) & (Event.trashed_at <= _trash_ends(now)),
            Event.rubrique_id.in_(doomed_rubriques(now)),
        )
    )


def emptied_series() -> Select[int]:
    """Select the series of which no event is left."""
    return select(EventSeries.id).where(~exists().where(Event.series_id == EventSeries.id))


def doomed_rubriques(now: datetime) -> Select[int]:
    """Select the rubriques whose time in the trash is over, with all that is below them."""
    top = (
        select(Rubrique.id)
        .where(Rubrique.trashed_at <= _trash_ends(now))
        .cte("doomed", recursive=True)
    )
    child = aliased(Rubrique)
    tree = top.union(select(child.id).where(child.parent_id == top.c.id))
    return select(tree.c.id)


def emptied_rubriques(now: datetime) -> Select[int]:
    """Select the doomed rubriques in which nothing is left: the deepest come first."""
    child = aliased(Rubrique)
    return select(Rubrique.id).where(
        Rubrique.id.in_(doomed_rubriques(now)),
        ~exists().where(child.parent_id == Rubrique.id),
        ~exists().where(Article.rubrique_id == Rubrique.id),
        ~exists().where(Event.rubrique_id == Rubrique.id),
    )


def unused_media(now: datetime) -> Select[int]:
    """Select the files that nothing kept uses, and that are not in the common collection."""
    return select(Media.id).where(
        Media.in_collection.is_(False),
        Media.created_at <= now - timedelta(days=RETENTION.unused_media_days),
        ~exists().where(MediaUse.media_id == Media.id),
        ~exists().where(WorkingFile.media_id == Media.id),
    )


def names_kept(reader: Session | Connection, names: Iterable[str]) -> set[str]:
    """Return those among some names of stored files that a file of the school still has."""
    wanted = sorted(names)
    return {
        str(name)
        for column in (Media.stored_name, MediaForm.stored_name)
        for name in reader.scalars(select(column).where(column.in_(wanted)))
    }


def names_kept_from(reader: Session | Connection, start: str) -> set[str]:
    """Return the names of all stored files of the school that begin with a letter or digit."""
    return {
        str(name)
        for column in (Media.stored_name, MediaForm.stored_name)
        for name in reader.scalars(select(column).where(column.startswith(start)))
    }


def old_traces(now: datetime, real: datetime) -> Mapping[type[Base], ColumnElement[bool]]:
    """Return which rows are old among the traces of people and of work, table by table."""
    codes = real - timedelta(days=RETENTION.access_code_days)
    return {
        LogEntry: LogEntry.at <= months_before(now, RETENTION.journal_months),
        Notice: Notice.at <= months_before(now, RETENTION.notice_months),
        UserSession: UserSession.expires_at <= real - timedelta(days=RETENTION.session_days),
        AccessCode: or_(AccessCode.used_at <= codes, AccessCode.expires_at <= codes),
        LoginFailure: LoginFailure.at <= real - WINDOW,
        Job: Job.state.in_([JobState.DONE, JobState.FAILED])
        & (Job.ended_at <= real - timedelta(days=RETENTION.job_days)),
        WorkingCopy: WorkingCopy.seen_at <= real - timedelta(days=RETENTION.working_copy_days),
        DirectoryImport: DirectoryImport.created_at <= real - timedelta(days=RETENTION.import_days),
        PreviewLink: PreviewLink.expires_at <= real - timedelta(days=RETENTION.preview_link_days),
        DataRequest: DataRequest.answered_at <= months_before(real, RETENTION.data_request_months),
    }


def ended_announcements(now: datetime) -> Select[int]:
    """Select the announcements that have ended long ago."""
    ended = months_before(now, 12 * RETENTION.ended_announcement_years)
    return select(Announcement.id).where(Announcement.ends_at <= ended)


def doomed_people(now: datetime, real: datetime) -> Select[int]:
    """Select the accounts of those who left long ago.

    Whichever clock dated their leaving, it must have passed by both: none goes early.
    """
    left = months_before(min(now, real), RETENTION.departed_account_months)
    return select(Person.id).where(Person.left_at <= left).order_by(Person.id)


def old_batches(now: datetime) -> Select[int]:
    """Select the batches that can no longer be undone; one that is at work is not among them."""
    return select(Batch.id).where(
        Batch.created_at <= now - timedelta(days=RETENTION.batch_days),
        Batch.state.not_in(HALF_WAY),
    )


def _trash_ends(now: datetime) -> datetime:
    return now - timedelta(days=RETENTION.trash_days)
