"""What the directory tells of people, each fact only to who may know it (DESIGN, "Personal data").

Who sees all is told everything. Others are told what somebody does in the school, the groups that
they share with him, the class of a pupil whom they teach; whose child somebody is only the child's
teachers, and those two themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.models import Group, GroupKind, Guardian, Membership, Person, PersonDuty, PersonFunction
from app.queries.people import STAFF_FUNCTIONS
from app.queries.ties import Finder, may_know_tie, taught_by
from app.rules.audience import Duty, Function, Guardianship, Part
from app.rules.directory import groups_of


@dataclass(frozen=True)
class Belonging:
    """A group of a person; `level` is that of a class."""

    id: int
    name: str
    kind: GroupKind
    part: Part
    level: str


@dataclass(frozen=True)
class Tie:
    """Somebody tied to a person, as his child or as an adult who watches over him."""

    id: int
    name: str
    kind: Guardianship
    classes: Sequence[str] = ()


@dataclass
class Facts:
    """What is told of one person."""

    functions: list[Function] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    groups: list[Belonging] = field(default_factory=list)
    children: list[Tie] = field(default_factory=list)
    adults: list[Tie] = field(default_factory=list)

    @property
    def classes(self) -> list[Belonging]:
        """The classes among the groups."""
        return [one for one in self.groups if one.kind is GroupKind.CLASS]


def facts_of(session: Session, finder: Finder, ids: Sequence[int]) -> Mapping[int, Facts]:
    """Return what the viewer is told of each of these people, whom he knows, in five queries."""
    told = {id_: Facts() for id_ in ids}
    _add_functions(session, finder, told)
    for person_id, duty in session.execute(
        select(PersonDuty.person_id, PersonDuty.duty)
        .where(PersonDuty.person_id.in_(ids))
        .order_by(PersonDuty.duty)
    ):
        told[person_id].duties.append(duty)
    _add_groups(session, finder, told)
    _add_ties(session, finder, told)
    return told


def _add_functions(session: Session, finder: Finder, told: Mapping[int, Facts]) -> None:
    rows = select(PersonFunction.person_id, PersonFunction.function).where(
        PersonFunction.person_id.in_(told)
    )
    for person_id, function in session.execute(rows.order_by(PersonFunction.function)):
        told[person_id].functions.append(function)
    if finder.sees_all:
        return
    for person_id, facts in told.items():
        works = [one for one in facts.functions if one in STAFF_FUNCTIONS]
        if works and person_id != finder.viewer.person_id:
            facts.functions = works


def _add_groups(session: Session, finder: Finder, told: Mapping[int, Facts]) -> None:
    level = aliased(Group)
    rows = session.execute(
        select(
            Membership.person_id, Membership.part, Group.id, Group.name, Group.kind,
            func.coalesce(level.name, "").label("level"),
        )
        .join(Group, Group.id == Membership.group_id)
        .outerjoin(level, level.id == Group.level_id)
        .where(Membership.person_id.in_(told), _may_know_group(finder))
        .order_by(Group.kind, Group.sort_key, Group.id)
    )  # fmt: skip
    for row in rows:
        belonging = Belonging(row.id, row.name, row.kind, row.part, row.level)
        told[row.person_id].groups.append(belonging)


def _add_ties(session: Session, finder: Finder, told: Mapping[int, Facts]) -> None:
    adult, pupil = aliased(Person), aliased(Person)
    active = true() if finder.sees_all else and_(adult.is_active, pupil.is_active)
    rows = session.execute(
        select(
            Guardian.adult_id, Guardian.pupil_id, Guardian.kind,
            adult.full_name.label("adult"), pupil.full_name.label("pupil"),
        )
        .join(adult, adult.id == Guardian.adult_id)
        .join(pupil, pupil.id == Guardian.pupil_id)
        .where(
            or_(Guardian.adult_id.in_(told), Guardian.pupil_id.in_(told)),
            may_know_tie(finder),
            active,
        )
        .order_by(pupil.sort_key, adult.sort_key, adult.id)
    ).all()  # fmt: skip
    classes = _classes(session, {row.pupil_id for row in rows if row.adult_id in told})
    for row in rows:
        if row.adult_id in told:
            of_pupil = classes.get(row.pupil_id, ())
            told[row.adult_id].children.append(Tie(row.pupil_id, row.pupil, row.kind, of_pupil))
        if row.pupil_id in told:
            told[row.pupil_id].adults.append(Tie(row.adult_id, row.adult, row.kind))


def _classes(session: Session, pupil_ids: set[int]) -> Mapping[int, list[str]]:
    """Return the classes of children; whoever knows the tie knows the class."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(Membership.person_id, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.person_id.in_(sorted(pupil_ids)),
            Membership.part == Part.PUPIL,
            Group.kind == GroupKind.CLASS,
        )
        .order_by(Group.sort_key)
    )
    for person_id, name in rows:
        found.setdefault(person_id, []).append(name)
    return found


def _may_know_group(finder: Finder) -> ColumnElement[bool]:
    if finder.sees_all:
        return true()
    shared = and_(Group.id.in_(sorted(groups_of(finder.viewer))), Group.is_visible)
    of_taught = and_(Group.kind == GroupKind.CLASS, Membership.part == Part.PUPIL)
    return or_(shared, and_(of_taught, Membership.person_id.in_(taught_by(finder.viewer))))
