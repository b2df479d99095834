"""Which keys may be chosen to reach people: those of what is in the school today."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, Person
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


def offered_keys(session: Session, viewer: Viewer, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the keys that a viewer may choose, in at most two queries.

    A group that has ended is not among them, nor is a person whose name he may not see.
    """
    keys = frozenset(keys)
    group_ids, person_ids = ids_in(keys, "group"), ids_in(keys, "user")
    known: set[str] = set(FIXED)
    if group_ids:
        there = select(Group.id).where(Group.id.in_(group_ids), Group.ended_at.is_(None))
        known |= {group_key(id_, part) for id_ in session.scalars(there) for part in PARTS}
    if person_ids:
        seen = people_known_to(viewer).where(Person.id.in_(person_ids))
        known |= {user_key(id_) for id_ in session.scalars(seen.with_only_columns(Person.id))}
    return keys & known
