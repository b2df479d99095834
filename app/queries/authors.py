"""Who wrote: the columns from which a signature is made, for a list in one query."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, select

from app.models import Group, GroupKind, Membership, Person, PersonFunction
from app.rules.audience import Part, Profile, functions_of
from app.rules.signature import STAFF, Author, Signature, signature

SIGNING = (*sorted(STAFF), Profile.PUPIL, Profile.PARENT)
"""The profiles that decide how a person signs."""


@cache
def author_columns() -> tuple[Label[Any], ...]:
    """Return the columns that `signature_of` reads; the statement must join `Person`."""
    class_name = (
        select(Group.name)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.person_id == Person.id,
            Membership.part == Part.PUPIL,
            Group.kind == GroupKind.CLASS,
        )
        .order_by(Group.sort_key)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        Person.id.label("author_id"),
        Person.first_name.label("author_first_name"),
        Person.last_name.label("author_last_name"),
        Person.title.label("author_title"),
        Person.left_at.label("author_left_at"),
        class_name.label("author_class"),
        *(_is(profile).label(f"author_is_{profile}") for profile in SIGNING),
    )


def signature_of(row: Row[*tuple[Any, ...]]) -> Signature:
    """Return the signature that a visitor reads, from a row that holds `author_columns`."""
    if row.author_id is None:
        return signature(None)
    held = frozenset(profile for profile in SIGNING if getattr(row, f"author_is_{profile}"))
    return signature(
        Author(
            first_name=row.author_first_name,
            last_name=row.author_last_name,
            profiles=held,
            classes=(row.author_class,) if row.author_class else (),
            has_left=row.author_left_at is not None,
        )
    )


def _is(profile: Profile) -> ColumnElement[bool]:
    functions = functions_of(profile)
    return (
        select(PersonFunction.person_id)
        .where(PersonFunction.person_id == Person.id, PersonFunction.function.in_(functions))
        .correlate(Person)
        .exists()
    )
