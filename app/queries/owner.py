"""Whose the personal home page is: children or own class, what waits, in one query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.models import (
    Group,
    GroupKind,
    GroupManager,
    Guardian,
    Membership,
    Person,
)
from app.models.base import UtcDateTime
from app.queries.announcement_work import refused_announcements, waiting_announcements
from app.queries.attended import Pupil, pupils_in, teachers_of
from app.queries.event_work import decisions, refused_events, waiting_events
from app.queries.home_visits import Visit, visit_columns, visit_in
from app.rules.audience import Part, Viewer
from app.rules.roles import Role
from app.rules.site_rights import Right

STATEMENTS = 64


@dataclass(frozen=True)
class Owner:
    """What the page must know of its person; without a person, nothing.

    It depends on public tables only.
    """

    rights: frozenset[Right]
    pupils: Sequence[Pupil]
    to_approve: int = 0
    """How many announcements wait for an approval; none for who may not give it."""
    refused: int = 0
    """How many announcements of one's own were refused and not submitted again."""
    events_to_approve: int = 0
    """How many events wait for an approval that one's roles allow; a series is one."""
    refused_events: int = 0
    """How many of one's own were refused and not submitted again, and are still to come."""
    managed: frozenset[int] = frozenset()
    """The groups whose members one chooses: they have a name for him, hidden or not."""


def read_owner(
    session: Session,
    viewer: Viewer,
    rights: frozenset[Right],
    roles: Mapping[int, Role],
    now: datetime,
    told: Collection[int],
) -> tuple[Owner, Visit]:
    """Return the owner of the page and his visit, as `read_visit` does, in one query.

    For whoever is no person there is nothing to ask.
    """
    if viewer.person_id is None:
        return Owner(rights, []), Visit(None, None, {})
    approves = Right.APPROVE_ANNOUNCEMENTS in rights
    asked = {"person_id": viewer.person_id, "now": now, "told": list(told)}
    statement = _statement(approves, tuple(roles.items()))
    rows = session.connection().execute(statement, asked).all()  # columns only: no objects to keep
    if not rows:  # erased since the account was read
        return Owner(rights, []), Visit(None, None, {})
    first = rows[0]
    owner = Owner(
        rights=rights,
        pupils=pupils_in(rows),
        to_approve=first.to_approve,
        refused=first.refused,
        events_to_approve=first.events_to_approve,
        refused_events=first.refused_events,
        managed=frozenset(int(id_) for id_ in (first.managed or "").split(",") if id_),
    )
    return owner, visit_in(first)


@lru_cache(maxsize=STATEMENTS)
def _statement(
    approves: bool,
    held: tuple[tuple[int, Role], ...],
) -> Select[*tuple[Any, ...]]:
    """Select what is known of `person_id`, who is `told` some announcements.

    It is built once a set of roles: building it took a third of the page.
    """
    person_id, roles = bindparam("person_id", type_=Integer), dict(held)
    now = bindparam("now", type_=UtcDateTime())
    ties = _ties(person_id).subquery()
    me, pupil, attends = aliased(Person), aliased(Person), aliased(Membership)
    managed = (
        select(func.aggregate_strings(GroupManager.group_id.cast(String), ","))
        .where(GroupManager.person_id == person_id)
        .scalar_subquery()
    )
    lasting = and_(
        Group.id == attends.group_id,
        Group.kind.in_([GroupKind.CLASS, GroupKind.TEACHING]),
        Group.ended_at.is_(None),
    )
    return (
        select(
            *visit_columns(),
            managed.label("managed"),
            (_number(waiting_announcements()) if approves else literal(0)).label("to_approve"),
            _number(refused_announcements(person_id)).label("refused"),
            decisions(waiting_events(roles)).label("events_to_approve"),
            decisions(refused_events(person_id, roles, now)).label("refused_events"),
            pupil.id.label("pupil_id"),
            pupil.first_name,
            ties.c.kind.label("tie"),
            Group.id.label("group_id"),
            Group.name.label("group_name"),
            Group.kind.label("group_kind"),
            Group.level_id,
            teachers_of(Group.id).label("teachers"),
        )
        .select_from(me)
        .outerjoin(ties, true())
        .outerjoin(pupil, and_(pupil.id == ties.c.pupil_id, pupil.is_active))
        .outerjoin(attends, and_(attends.person_id == pupil.id, attends.part == Part.PUPIL))
        .outerjoin(Group, lasting)
        .where(me.id == person_id)
        .order_by(pupil.sort_key, pupil.id, Group.kind, Group.sort_key, Group.id)
    )


def _number(announcements: Select[Any]) -> ColumnElement[int]:
    return announcements.order_by(None).with_only_columns(func.count()).scalar_subquery()


def _ties(person_id: ColumnElement[int]) -> CompoundSelect[Any]:
    """Select the pupils in question: those whom one watches over, and oneself."""
    return union_all(
        select(Guardian.pupil_id, type_coerce(Guardian.kind, String()).label("kind")).where(
            Guardian.adult_id == person_id
        ),
        select(Membership.person_id, type_coerce(null(), String()))
        .where(Membership.person_id == person_id, Membership.part == Part.PUPIL)
        .distinct(),
    )
