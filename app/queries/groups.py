"""The groups of the directory: which of them somebody sees, who is in them, who leads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from app.models import Group, GroupKind, GroupManager, Guardian, Membership, Person
from app.queries.key_names import ids_in
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.rules.audience import PART_OF_GUARDIAN, Part, Viewer
from app.rules.directory import STAFF
from app.text.stems import sort_key

PAGE_SIZE = 50


@dataclass(frozen=True)
class GroupFilter:
    """What narrows the list of groups."""

    words: str = ""
    kind: GroupKind | None = None
    is_mine: bool = False
    """Only those in which the viewer is, from whatever side."""
    is_managed: bool = False
    """Only those that the viewer manages."""


def visible_groups(viewer: Viewer, *, all_of_them: bool) -> Select[Group]:
    """Select the groups that exist for a viewer, of those that have not ended.

    Who looks after the directory (`all_of_them`) sees all; the staff those that are not hidden,
    others those among them in which they are; a manager his own, hidden or not.
    """
    return nameable_groups(viewer, all_of_them=all_of_them).where(Group.ended_at.is_(None))


def nameable_groups(viewer: Viewer, *, all_of_them: bool) -> Select[Group]:
    """Select the groups that exist for a viewer with those that did before they ended.

    What was given to a group that has ended is still told by its name.
    """
    groups = select(Group)
    if all_of_them:
        return groups
    is_shown: Any = Group.is_visible
    if viewer.keys.isdisjoint({f"profile:{one}" for one in STAFF}):
        is_shown = is_shown & Group.id.in_(ids_in(viewer.keys, "group"))
    return groups.where(or_(is_shown, Group.id.in_(managed_by(viewer))))


def known_groups(viewer: Viewer, *, all_of_them: bool) -> Select[int]:
    """Select the ids of the groups that a viewer sees: no other is named to him, though his."""
    return visible_groups(viewer, all_of_them=all_of_them).with_only_columns(Group.id)


def managed_by(viewer: Viewer) -> Select[int]:
    """Select the ids of the groups whose members a viewer chooses as their manager."""
    return select(GroupManager.group_id).where(GroupManager.person_id == viewer.person_id)


def read_groups(
    session: Session,
    viewer: Viewer,
    wanted: GroupFilter,
    cursor: Cursor | None,
    *,
    all_of_them: bool,
) -> Slice[Group]:
    """Return one page of the groups that the filter keeps, by name, in one query."""
    found = visible_groups(viewer, all_of_them=all_of_them)
    for word in sort_key(wanted.words).split():
        found = found.where(Group.sort_key.contains(word, autoescape=True))
    if wanted.kind is not None:
        found = found.where(Group.kind == wanted.kind)
    if wanted.is_mine:
        found = found.where(Group.id.in_(ids_in(viewer.keys, "group")))
    if wanted.is_managed:
        found = found.where(Group.id.in_(managed_by(viewer)))
    page = by_key(found, Group.sort_key, Group.id, descending=False, cursor=cursor, size=PAGE_SIZE)
    return sliced(session.scalars(page).all(), cursor, PAGE_SIZE)


def count_members(session: Session, group_ids: Sequence[int]) -> Mapping[int, Mapping[Part, int]]:
    """Return for each of these groups how many active people are on each side, in one query.

    Those of a level are those of its classes; parents and companions are found by the pupils.
    """
    pairs = union(*(statement for level in (False, True) for statement in _pairs(group_ids, level)))
    inside = pairs.subquery()
    rows = session.execute(
        select(inside.c.group_id, inside.c.part, func.count())
        .join(Person, Person.id == inside.c.person_id)
        .where(Person.is_active)
        .group_by(inside.c.group_id, inside.c.part)
    )
    found: dict[int, dict[Part, int]] = {group_id: {} for group_id in group_ids}
    for group_id, part, number in rows:
        found[group_id][Part(part)] = number
    return {
        group_id: {part: counts[part] for part in Part if part in counts}
        for group_id, counts in found.items()
    }


def managers_of(
    session: Session, group_ids: Sequence[int], known: Select[Person]
) -> Mapping[int, Sequence[Person]]:
    """Return who manages each of these groups, of the people known to the viewer, in one query."""
    rows = session.execute(
        known.join(GroupManager, GroupManager.person_id == Person.id)
        .where(GroupManager.group_id.in_(group_ids))
        .add_columns(GroupManager.group_id)
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[int, list[Person]] = {}
    for person, group_id in rows:
        found.setdefault(group_id, []).append(person)
    return found


def _pairs(group_ids: Sequence[int], of_levels: bool) -> list[Select[Any]]:
    """Select (group, part, person) of the groups, or of the levels whose classes these are."""
    own = Group.level_id if of_levels else Group.id
    here = aliased(Membership)
    lasting = Group.ended_at.is_(None)
    part = case(
        {kind.value: its_part.value for kind, its_part in PART_OF_GUARDIAN.items()},
        value=Guardian.kind,
    )
    return [
        select(own.label("group_id"), here.part.label("part"), here.person_id.label("person_id"))
        .join(here, here.group_id == Group.id)
        .where(own.in_(group_ids), lasting),
        select(own, part, Guardian.adult_id)
        .join(here, here.group_id == Group.id)
        .join(Guardian, Guardian.pupil_id == here.person_id)
        .where(own.in_(group_ids), lasting, here.part == Part.PUPIL),
    ]
