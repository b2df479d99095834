"""How many people hold each of some keys, and what they are called where that may be told."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import Group, Person
from app.queries.groups import visible_groups
from app.queries.holders import holders
from app.queries.key_names import KeyNames, ids_in, names_of
from app.queries.people import people_known_to
from app.rules.audience import Viewer


def count_holders(
    session: Session, choices: Mapping[Any, Iterable[str]], *, but: Iterable[str] = ()
) -> dict[Any, int]:
    """Count the active people whom each choice of keys reaches, in one query.

    `but`: those who hold one of these are not counted.
    """
    others = holders(but)
    counts = [
        select(func.count())
        .select_from(holders(keys).where(Person.id.not_in(others)).subquery())
        .scalar_subquery()
        for keys in choices.values()
    ]
    if not counts:
        return {}
    return dict(zip(choices, session.execute(select(*counts)).one(), strict=True))


def named_holders(
    session: Session, people: Select[Person], keys: Collection[str]
) -> dict[str, dict[int, str]]:
    """Return the names of those among some people who hold each key, by id, in one query."""
    found: dict[str, dict[int, str]] = {key: {} for key in keys}
    if not found:
        return found
    held = [Person.id.in_(holders([key])) for key in found]
    statement = (
        people.where(Person.id.in_(holders(found)))
        .with_only_columns(Person.id, Person.full_name, *held)
        .order_by(Person.sort_key, Person.id)
    )
    for id_, name, *holds in session.execute(statement):
        for key, is_held in zip(found, holds, strict=True):
            if is_held:
                found[key][id_] = name
    return found


def told_names(
    session: Session, viewer: Viewer, keys: Collection[str], *, all_groups: bool
) -> KeyNames:
    """Return the names of groups and people among the keys that the viewer may know.

    `all_groups`: he looks after the directory. In at most four queries.
    """
    names = names_of(session, keys)
    group_ids, person_ids = ids_in(keys, "group"), ids_in(keys, "user")
    known = people_known_to(viewer).with_only_columns(Person.id).where(Person.id.in_(person_ids))
    people = set(session.scalars(known)) if person_ids else set()
    shown = visible_groups(viewer, all_of_them=all_groups).with_only_columns(Group.id)
    groups = set(session.scalars(shown.where(Group.id.in_(group_ids)))) if group_ids else set()
    return KeyNames(
        {id_: group for id_, group in names.groups.items() if id_ in groups},
        {id_: name for id_, name in names.people.items() if id_ in people},
    )
