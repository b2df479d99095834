"""What is known before somebody is erased: what would be lost, and what would stay."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models import (
    Announcement,
    AnnouncementTarget,
    Article,
    Event,
    Grant,
    Group,
    GroupManager,
    Guardian,
    Media,
    Person,
    PersonDuty,
    ServiceAudience,
    SiteRight,
    TileAudience,
    WorkingCopy,
)
from app.queries.school import read_school
from app.rules.audience import Duty, user_key
from app.rules.erasure import KEPT_ALIVE
from app.rules.workflow import Status

KEYED: tuple[InstrumentedAttribute[str], ...] = (
    Grant.key,
    SiteRight.key,
    AnnouncementTarget.key,
    ServiceAudience.key,
    TileAudience.key,
)
"""Where the key of a person may stand; a test finds each column of this kind."""


@dataclass(frozen=True)
class Consequences:
    """How much of each kind hangs on a person."""

    articles: Mapping[Status, int]
    """They stay, signed by a former member."""
    announcements: int
    events: int
    files: int
    copies: int
    """What was typed and never saved: it goes."""
    rights: int
    """Roles, rights and audiences that name this person and nobody else: they go."""
    groups: list[str]
    """Free groups of which nobody else takes care."""
    tied: int
    """Pupils or adults that are tied to this person."""
    is_director: bool
    """Whether the legal notice names this person as publication director: the name stays."""

    @property
    def drafts(self) -> int:
        """How many texts are not online."""
        return sum(self.articles.values()) - self.articles.get(Status.ONLINE, 0)


def sole_duties(session: Session, person_id: int) -> set[Duty]:
    """Return what nobody but this person is in charge of, among what a school needs."""
    other = aliased(PersonDuty)
    someone_else = (
        select(other.person_id)
        .join(Person, Person.id == other.person_id)
        .where(other.duty == PersonDuty.duty, other.person_id != person_id, Person.is_active)
    )
    own = select(PersonDuty.duty).where(
        PersonDuty.person_id == person_id,
        PersonDuty.duty.in_(sorted(KEPT_ALIVE)),
        ~someone_else.exists(),
    )
    return set(session.scalars(own))


def consequences(session: Session, person_id: int) -> Consequences:
    """Return what hangs on a person."""
    articles = select(Article.status, func.count()).where(Article.author_id == person_id)
    tied = (Guardian.adult_id == person_id) | (Guardian.pupil_id == person_id)
    return Consequences(
        {row[0]: row[1] for row in session.execute(articles.group_by(Article.status))},
        _count(session, select(func.count()).where(Announcement.author_id == person_id)),
        _count(session, select(func.count()).where(Event.author_id == person_id)),
        _count(session, select(func.count()).where(Media.owner_id == person_id)),
        _count(session, select(func.count()).where(WorkingCopy.person_id == person_id)),
        sum(
            _count(session, select(func.count()).where(column == user_key(person_id)))
            for column in KEYED
        ),
        list(session.scalars(_groups_left(person_id))),
        _count(session, select(func.count()).select_from(Guardian).where(tied)),
        read_school(session).director_id == person_id,
    )


def _groups_left(person_id: int) -> Select[str]:
    other = aliased(GroupManager)
    others = select(other.person_id).where(
        and_(other.group_id == Group.id, other.person_id != person_id)
    )
    return (
        select(Group.name)
        .join(GroupManager, GroupManager.group_id == Group.id)
        .where(GroupManager.person_id == person_id, Group.ended_at.is_(None), ~others.exists())
        .order_by(Group.sort_key, Group.id)
    )


def _count(session: Session, statement: Select[int]) -> int:
    return session.scalar(statement) or 0
