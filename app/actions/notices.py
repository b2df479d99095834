"""Tell people what happened, in the application and, as each has chosen, by mail."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.models import MailChoice, Notice, NoticeKind, Person

MAIL_NOTICE = "mail_notice"
"""The kind of job that mails one notice; its argument is `notice_id`."""


def notify(
    session: Session,
    now: datetime,
    kind: NoticeKind,
    person_ids: Iterable[int],
    *,
    actor_id: int | None,
    article_id: int | None = None,
    announcement_id: int | None = None,
    event_id: int | None = None,
    text: str = "",
) -> None:
    """Leave a notice for each person but the one who acted; mail goes through jobs.

    It is about an article, an announcement or an event.
    """
    told = sorted(set(person_ids) - {actor_id})
    notices = [
        Notice(
            person_id=person_id,
            kind=kind,
            article_id=article_id,
            announcement_id=announcement_id,
            event_id=event_id,
            actor_id=actor_id,
            text=text,
            at=now,
        )
        for person_id in told
    ]
    session.add_all(notices)
    session.flush()
    at_once = set(
        session.scalars(
            select(Person.id).where(
                Person.id.in_(told),
                Person.mail_choice == MailChoice.AT_ONCE,
                Person.email.is_not(None),
            )
        )
    )
    for notice in notices:
        if notice.person_id in at_once:
            enqueue(session, MAIL_NOTICE, notice_id=notice.id)


def mark_read(
    session: Session, person_id: int, now: datetime, ids: Iterable[int] | None = None
) -> None:
    """Mark a person's own notices as read, some of them or all; those of others stay untouched."""
    unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    if ids is not None:
        unread = unread.where(Notice.id.in_(sorted(ids)))
    session.execute(unread.values(read_at=now))


def mark_mailed(session: Session, ids: Iterable[int], now: datetime) -> None:
    """Remember that notices have gone out by mail."""
    session.execute(update(Notice).where(Notice.id.in_(sorted(ids))).values(mailed_at=now))
