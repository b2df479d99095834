"""Which keys may be chosen to reach people: those of what is in the school today."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, Person
from app.queries.groups import known_groups, nameable_groups
from app.queries.key_names import ids_in
from app.queries.people import people_known_to
from app.rules.audience import MEMBERS, Duty, Function, Part, Profile, Viewer, group_key, user_key

FIXED = frozenset(
    {MEMBERS}
    | {f"profile:{one}" for one in Profile}
    | {f"function:{one}" for one in Function}
    | {f"duty:{one}" for one in Duty}
)
"""The keys that every school has; `public` is nobody in particular."""
PARTS = (Part.PUPIL, Part.PARENT, Part.TEACHER, Part.MEMBER)
"""The sides of a group that may be chosen."""


def offered_keys(
    session: Session,
    viewer: Viewer,
    keys: Iterable[str],
    *,
    all_groups: bool,
    held: Collection[str] = (),
) -> frozenset[str]:
    """Return those of the keys that a viewer may choose, in at most two queries.

    A group that has ended is not among them, nor is a group or a person that he may not know;
    `all_groups`: he looks after the directory, and no group is hidden from him. Whoever chose what
    is `held` already may have known more: a group among it stays.
    """
    keys = frozenset(keys)
    group_ids, person_ids = ids_in(keys, "group"), ids_in(keys, "user")
    known: set[str] = set(FIXED)
    if group_ids:
        is_seen = Group.id.in_(known_groups(viewer, all_of_them=all_groups))
        there = select(Group.id, is_seen).where(Group.id.in_(group_ids), Group.ended_at.is_(None))
        for id_, seen in session.execute(there):
            of_group = {group_key(id_, part) for part in PARTS}
            known |= of_group if seen else of_group.intersection(held)
    if person_ids:
        people = people_known_to(viewer).where(Person.id.in_(person_ids))
        known |= {user_key(id_) for id_ in session.scalars(people.with_only_columns(Person.id))}
    return keys & known


def seen_keys(
    session: Session, viewer: Viewer, keys: Iterable[str], *, all_groups: bool
) -> frozenset[str]:
    """Return the keys without those of groups that a viewer may not know, in at most one query.

    Of what was chosen by somebody who knows more, these are counted and listed for him.
    """
    keys = frozenset(keys)
    group_ids = ids_in(keys, "group")
    if all_groups or not group_ids:
        return keys
    known = nameable_groups(viewer, all_of_them=False).where(Group.id.in_(group_ids))
    seen = frozenset(session.scalars(known.with_only_columns(Group.id)))
    return frozenset(
        key
        for key in keys
        if not key.startswith("group:") or not seen.isdisjoint(ids_in([key], "group"))
    )
