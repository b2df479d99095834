"""Who is still to be told of a new announcement by mail, and what a mail still may say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from app.models import (
    Announcement,
    AnnouncementReading,
    MailChoice,
    Notice,
    NoticeKind,
    Person,
)
from app.queries.announcements import announcements_for
from app.queries.holders import holders
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus, Severity


@dataclass(frozen=True)
class AnnouncedLine:
    """An announcement in a mail, with the number of the notice by which it is told."""

    notice_id: int
    id: int
    severity: Severity
    title: str
    body: str
    starts_at: datetime
    ends_at: datetime


def people_to_tell(announcement_id: int, author_id: int | None, keys: Iterable[str]) -> Select[int]:
    """Select the ids of those whom keys reach, who want a mail and were not told; not the author's.

    In their order, so that whoever goes through them writes where he wrote before.
    """
    return (
        select(Person.id)
        .where(
            Person.id.in_(holders(keys)),
            Person.announcement_mail != MailChoice.NONE,
            Person.email.is_not(None),
            Person.id.is_distinct_from(author_id),
            Person.id.not_in(_told(announcement_id)),
        )
        .order_by(Person.id)
    )


def still_to_tell(announcement_id: int, ids: Sequence[int]) -> Select[Person]:
    """Select those of some people who were not told meanwhile and still want a mail."""
    return select(Person).where(
        Person.id.in_(ids),
        Person.is_active,
        Person.announcement_mail != MailChoice.NONE,
        Person.id.not_in(_told(announcement_id).where(Notice.person_id.in_(ids))),
    )


def announced_to_mail(
    session: Session, person_id: int, now: datetime, ids: Sequence[int] = ()
) -> list[AnnouncedLine]:
    """Return what was not mailed yet and still concerns the person, the gravest first.

    Rights are asked again here: since the notice, an announcement may have ended or been taken
    back, its audience may have changed, or the person's groups. What he has seen needs no mail.
    `ids` narrows it to some notices.
    """
    viewer = viewer_of(session, person_id)
    if viewer.is_anonymous:
        return []
    seen = exists().where(
        AnnouncementReading.announcement_id == Announcement.id,
        AnnouncementReading.person_id == person_id,
    )
    statement = (
        announcements_for(viewer, now)
        .add_columns(Notice.id)
        .join(Notice, Notice.announcement_id == Announcement.id)
        .where(
            Notice.person_id == person_id,
            Notice.kind == NoticeKind.ANNOUNCED,
            Notice.mailed_at.is_(None),
            ~seen,
        )
    )
    if ids:
        statement = statement.where(Notice.id.in_(ids))
    return [
        AnnouncedLine(
            notice_id, one.id, one.severity, one.title, one.body, one.starts_at, one.ends_at
        )
        for one, notice_id in session.execute(statement)
    ]


def people_to_tell_daily(now: datetime) -> Select[Person]:
    """Select those who chose one mail a day and were not mailed of something that still runs."""
    told = (
        select(Notice.person_id)
        .join(Announcement, Announcement.id == Notice.announcement_id)
        .where(
            Notice.kind == NoticeKind.ANNOUNCED,
            Notice.mailed_at.is_(None),
            Announcement.status == AnnouncementStatus.ONLINE,
            Announcement.ends_at > now,
        )
    )
    return (
        select(Person)
        .where(
            Person.announcement_mail == MailChoice.DAILY,
            Person.email.is_not(None),
            Person.is_active,
            Person.id.in_(told),
        )
        .order_by(Person.id)
    )


def _told(announcement_id: int) -> Select[int]:
    return select(Notice.person_id).where(
        Notice.announcement_id == announcement_id, Notice.kind == NoticeKind.ANNOUNCED
    )
