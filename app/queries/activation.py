"""Who has no access yet: by class, and people found by their names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import (
    AccessCode,
    CodeKind,
    Group,
    GroupKind,
    Guardian,
    Membership,
    Person,
    PersonDuty,
    SiteRight,
)
from app.queries.holders import holders
from app.queries.names import is_named
from app.rules.audience import PART_OF_GUARDIAN, Duty, Part
from app.rules.site_rights import TECHNICAL, Right

PARENTS = [kind for kind, part in PART_OF_GUARDIAN.items() if part is Part.PARENT]
MOST_FOUND = 20


@dataclass(frozen=True)
class Access:
    """How many people of a class there are on one side, and how many have no access yet."""

    total: int = 0
    without: int = 0


@dataclass(frozen=True)
class ClassAccess:
    """A class with its pupils and their parents."""

    id: int
    name: str
    pupils: Access
    parents: Access


def access_by_class(session: Session) -> list[ClassAccess]:
    """Return all classes in their order, in three queries."""
    classes = session.execute(
        select(Group.id, Group.name)
        .where(Group.kind == GroupKind.CLASS, Group.ended_at.is_(None))
        .order_by(Group.sort_key, Group.id)
    ).all()
    pupils, parents = _counted(session, Part.PUPIL), _counted(session, Part.PARENT)
    return [
        ClassAccess(row.id, row.name, pupils.get(row.id, Access()), parents.get(row.id, Access()))
        for row in classes
    ]


def people_without_access(group_id: int, part: Part) -> Select[Person]:
    """Select the active pupils of a class, or their parents, who never chose a password."""
    return (
        select(Person)
        .where(
            Person.id.in_(_people_of(part, group_id)),
            Person.is_active,
            Person.password_hash.is_(None),
        )
        .order_by(Person.sort_key, Person.id)
    )


def people_named(words: str) -> Select[Person]:
    """Select the active people whose names hold each of these words, or whose login they are."""
    return (
        select(Person)
        .where(or_(is_named(words), Person.login == words.strip().lower()), Person.is_active)
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_FOUND)
    )


def belongings(session: Session, person_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return for each person the classes, and the children with theirs: "Lou Dubosc, 4B"."""
    found: dict[int, list[str]] = {}
    own = (
        select(Membership.person_id, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.person_id.in_(person_ids), Membership.part == Part.PUPIL,
               Group.kind == GroupKind.CLASS)
        .order_by(Group.sort_key)
    )  # fmt: skip
    for person_id, name in session.execute(own):
        found.setdefault(person_id, []).append(name)
    children = (
        select(Guardian.adult_id, Person.full_name, Group.name)
        .join(Person, Person.id == Guardian.pupil_id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(Guardian.adult_id.in_(person_ids), Guardian.kind.in_(PARENTS),
               Membership.part == Part.PUPIL, Group.kind == GroupKind.CLASS)
        .order_by(Person.sort_key)
    )  # fmt: skip
    for adult_id, child, name in session.execute(children):
        found.setdefault(adult_id, []).append(f"{child}, {name}")
    return found


def slips_out(session: Session, person_ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """Return for each person with a slip that still opens something when it was printed."""
    rows = select(AccessCode.person_id, AccessCode.created_at).where(
        AccessCode.kind == CodeKind.ACTIVATION,
        AccessCode.person_id.in_(person_ids),
        AccessCode.used_at.is_(None),
        AccessCode.expires_at > now,
    )
    return {row.person_id: row.created_at for row in session.execute(rows)}


def duties_of(session: Session, person_ids: Iterable[int]) -> dict[int, set[Duty]]:
    """Return the duties of those people who have some."""
    found: dict[int, set[Duty]] = {}
    rows = select(PersonDuty.person_id, PersonDuty.duty).where(
        PersonDuty.person_id.in_(sorted(person_ids))
    )
    for person_id, duty in session.execute(rows):
        found.setdefault(person_id, set()).add(duty)
    return found


def holders_of_more(
    session: Session, person_ids: Sequence[int], rights: Collection[Right]
) -> set[int]:
    """Return those of these people who were given a technical right that is not among some."""
    further = TECHNICAL.difference(rights)
    keys = session.scalars(select(SiteRight.key).where(SiteRight.right.in_(further))).all()
    chosen = select(Person.id).where(Person.id.in_(person_ids), Person.id.in_(holders(keys)))
    return set(session.scalars(chosen)) if keys else set()


def _counted(session: Session, part: Part) -> dict[int, Access]:
    of_classes = _pairs(part).join(Group, Group.id == Membership.group_id)
    pairs = of_classes.where(Group.kind == GroupKind.CLASS).distinct().subquery()
    person = aliased(Person)
    rows = session.execute(
        select(
            pairs.c.group_id,
            func.count(),
            func.sum(case((person.password_hash.is_(None), 1), else_=0)),
        )
        .join(person, person.id == pairs.c.person_id)
        .where(person.is_active)
        .group_by(pairs.c.group_id)
    )
    return {group_id: Access(total, without) for group_id, total, without in rows}


def _people_of(part: Part, group_id: int) -> Select[int]:
    pairs = _pairs(part).where(Membership.group_id == group_id).subquery()
    return select(pairs.c.person_id)


def _pairs(part: Part) -> Select[int, int]:
    """Select (group, person) for the pupils of groups, or for their parents."""
    if part is Part.PUPIL:
        pairs = select(Membership.group_id, Membership.person_id)
    else:
        pairs = select(Membership.group_id, Guardian.adult_id.label("person_id")).join(
            Guardian,
            and_(Guardian.pupil_id == Membership.person_id, Guardian.kind.in_(PARENTS)),
        )
    return pairs.where(Membership.part == Part.PUPIL)
