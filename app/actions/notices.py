"""Tell people what happened, in the application and, as each has chosen, by mail."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
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
    article_id: int,
    actor_id: int | None,
    text: str = "",
) -> None:
    """Leave a notice for each person but the one who acted; mail goes through jobs."""
    told = sorted(set(person_ids) - {actor_id})
    notices = [
        Notice(
            person_id=person_id,
            kind=kind,
            article_id=article_id,
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
