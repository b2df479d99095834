"""The keys that the school knows: what a role, or a right, may be given to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Membership
from app.rules.audience import Part


@dataclass(frozen=True)
class GroupParts:
    """A group with the sides from which somebody belongs to it."""

    id: int
    name: str
    kind: GroupKind
    parts: Sequence[Part]


def groups_with_parts(
    session: Session, *, with_hidden: bool = False, among: Select[Group] | None = None
) -> Sequence[GroupParts]:
    """Return the groups that have not ended, with their parts, by kind and name, in two queries.

    Where there are pupils there are parents; a level has the parts of its classes. Hidden groups
    exist for those only who look after the directory: whoever asks for them says so, or says
    `among` which groups they are to be.
    """
    found = select(Group) if among is None else among
    found = found.where(Group.ended_at.is_(None))
    if among is None and not with_hidden:
        found = found.where(Group.is_visible)
    groups = session.scalars(found.order_by(Group.kind, Group.sort_key, Group.id)).all()
    parts: dict[int, set[Part]] = {group.id: set() for group in groups}
    rows = session.execute(select(Membership.group_id, Membership.part).distinct())
    for group_id, part in rows:
        if group_id in parts:
            parts[group_id] |= {part, Part.PARENT} if part is Part.PUPIL else {part}
    for group in groups:
        if group.level_id is not None and group.level_id in parts:
            parts[group.level_id] |= parts[group.id]
    return [
        GroupParts(group.id, group.name, group.kind, _in_order(parts[group.id])) for group in groups
    ]


def by_kind(groups: Sequence[GroupParts]) -> Mapping[GroupKind, Sequence[GroupParts]]:
    """Return the groups of each kind, kinds in their usual order."""
    return {kind: [one for one in groups if one.kind is kind] for kind in GroupKind}


def _in_order(parts: set[Part]) -> list[Part]:
    return [part for part in Part if part in parts]
