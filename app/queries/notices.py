"""What a person is told: in the application, and what of it is still worth a mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import (
    Announcement,
    Article,
    Event,
    ExternalFeed,
    MailChoice,
    Notice,
    NoticeKind,
    Person,
    Revision,
    Rubrique,
)
from app.queries.announcement_work import announcements_at_work
from app.queries.drafts import composes_pages
from app.queries.event_work import workable_events
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.work import rubriques_where, workable_articles
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role
from app.rules.visibility import roles_in

LATEST = 20


@dataclass(frozen=True)
class NoticeLine:
    """A notice with the names of who and what it is about, as the newsroom shows them."""

    id: int
    kind: NoticeKind
    at: datetime
    read_at: datetime | None
    text: str
    article_id: int | None
    announcement_id: int | None
    event_id: int | None
    title: str
    """Empty for a feed that never said what it is called: its address is the text."""
    rubrique: str
    """That of an article or an event; empty for an announcement."""
    actor: str
    """Who did it; empty when that account is gone."""


def count_unread(session: Session, person_id: int) -> int:
    """Count what a person who writes or approves has not read yet."""
    statement = select(func.count()).where(
        Notice.person_id == person_id, Notice.read_at.is_(None), _is_of_work()
    )
    return session.scalar(statement) or 0


def latest_notices(
    session: Session, viewer: Viewer, roles: Mapping[int, Role], limit: int = LATEST
) -> list[NoticeLine]:
    """Return the newest notices of a viewer, read or not, in one query.

    A line shows what an article, an announcement or an event is called now: whoever works on it no
    more is told nothing of it.
    """
    statement = _lines().where(
        Notice.person_id == viewer.person_id, _is_of_work(), _is_at_work(viewer, roles)
    )
    return _read(session, statement.order_by(Notice.at.desc(), Notice.id.desc()).limit(limit))


def notices_to_mail(session: Session, person_id: int, ids: Sequence[int] = ()) -> list[NoticeLine]:
    """Return what is unread, was not mailed, and still concerns the person; oldest first.

    Rights are asked again here: between a notice and its mail a role may have been taken away, and
    a submission that somebody has decided needs nobody any more. `ids` narrows it to some notices.
    """
    viewer = viewer_of(session, person_id)
    roles = roles_in(nodes(session), viewer)
    deciding = rubriques_where(Permission.APPROVE, roles)
    statement = _lines().where(
        Notice.person_id == person_id,
        Notice.read_at.is_(None),
        Notice.mailed_at.is_(None),
        _is_of_work(),
        _is_at_work(viewer, roles),
        (Notice.kind != NoticeKind.SUBMITTED)
        | (Article.waiting_since.is_not(None) & Article.rubrique_id.in_(deciding)),
        (Notice.kind != NoticeKind.ANNOUNCEMENT_SUBMITTED)
        | (Announcement.status == AnnouncementStatus.PENDING),
        (Notice.kind != NoticeKind.FEED_FAILING) | ExternalFeed.failing_since.is_not(None),
        (Notice.kind != NoticeKind.EVENT_SUBMITTED)
        | (Event.waiting_since.is_not(None) & Event.rubrique_id.in_(deciding)),
    )
    if ids:
        statement = statement.where(Notice.id.in_(ids))
    return _read(session, statement.order_by(Notice.at, Notice.id))


def people_to_write_to_daily() -> Select[int]:
    """Select the ids of those who chose one mail a day and have something unread in it."""
    told = select(Notice.person_id).where(
        Notice.read_at.is_(None), Notice.mailed_at.is_(None), _is_of_work()
    )
    return (
        select(Person.id)
        .where(
            Person.mail_choice == MailChoice.DAILY,
            Person.email.is_not(None),
            Person.is_active,
            Person.id.in_(told),
        )
        .order_by(Person.id)
    )


def _is_of_work() -> ColumnElement[bool]:
    """State that a notice is for who writes or approves; readers have mails of their own."""
    return Notice.kind != NoticeKind.ANNOUNCED


def _is_at_work(viewer: Viewer, roles: Mapping[int, Role]) -> ColumnElement[bool]:
    """State that a notice is about something on which the viewer works."""
    articles = workable_articles(viewer, roles).with_only_columns(Article.id)
    announcements = announcements_at_work(viewer).with_only_columns(Announcement.id)
    feeds = (Notice.kind == NoticeKind.FEED_FAILING) & composes_pages(viewer)
    events = workable_events(viewer, roles).with_only_columns(Event.id)
    return or_(
        Article.id.in_(articles),
        Announcement.id.in_(announcements),
        Event.id.in_(events),
        feeds,
    )


def _lines() -> Select[*tuple[Any, ...]]:
    actor = aliased(Person)
    title = func.coalesce(Revision.title, Announcement.title, Event.title, ExternalFeed.title, "")
    of_feed = (Notice.kind == NoticeKind.FEED_FAILING) & (ExternalFeed.url == Notice.text)
    return (
        select(Notice, title, Rubrique.name, actor.full_name)
        .outerjoin(Article, Article.id == Notice.article_id)
        .outerjoin(Event, Event.id == Notice.event_id)
        .outerjoin(Rubrique, Rubrique.id == func.coalesce(Article.rubrique_id, Event.rubrique_id))
        .outerjoin(Revision, Revision.id == Article.newest_revision_id)
        .outerjoin(Announcement, Announcement.id == Notice.announcement_id)
        .outerjoin(ExternalFeed, of_feed)
        .outerjoin(actor, actor.id == Notice.actor_id)
    )


def _read(session: Session, statement: Select[*tuple[Any, ...]]) -> list[NoticeLine]:
    return [
        NoticeLine(
            id=notice.id,
            kind=notice.kind,
            at=notice.at,
            read_at=notice.read_at,
            text=notice.text,
            article_id=notice.article_id,
            announcement_id=notice.announcement_id,
            event_id=notice.event_id,
            title=title,
            rubrique=rubrique or "",
            actor=actor or "",
        )
        for notice, title, rubrique, actor in session.execute(statement)
    ]
