"""How many people hold each of some keys, and what they are called where that may be told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.models import Group, Person
from app.queries.groups import visible_groups
from app.queries.holders import holders
from app.queries.key_names import KeyNames, ids_in, names_of
from app.queries.people import people_known_to
from app.rules.audience import Viewer

MOST_PARTS = 400


def count_each(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Count the active people who hold each key, in one query; no query without a key."""
    keys = sorted(set(keys))
    if not keys:
        return {}
    found = _held(keys).subquery()
    counted = select(found.c.key, func.count()).group_by(found.c.key)
    return dict.fromkeys(keys, 0) | dict(session.execute(counted).all())


def count_outsiders(
    session: Session, choices: Mapping[Any, Collection[str]], inside: Collection[str]
) -> dict[Any, int]:
    """Count the active people whom each choice of keys reaches, but not those inside.

    In one query, in which nobody's keys are looked for twice.
    """
    keys = sorted(set(inside).union(*choices.values()))
    found = _held(keys).cte("held")
    insiders = select(found.c.person_id).where(found.c.key.in_(sorted(inside)))
    counts = [
        select(func.count(found.c.person_id.distinct()))
        .where(found.c.key.in_(sorted(chosen)), found.c.person_id.not_in(insiders))
        .scalar_subquery()
        for chosen in choices.values()
    ]
    return dict(zip(choices, session.execute(select(*counts)).one(), strict=True))


def named_holders(
    session: Session, people: Select[Person], keys: Collection[str]
) -> dict[str, dict[int, str]]:
    """Return the names of those among some people who hold each key, by id, in one query."""
    named: dict[str, dict[int, str]] = {key: {} for key in keys}
    if not named:
        return named
    found = _held(sorted(named)).subquery()
    rows = session.execute(
        people.join(found, found.c.person_id == Person.id)
        .with_only_columns(found.c.key, Person.id, Person.full_name)
        .order_by(Person.sort_key, Person.id)
    )
    for key, id_, name in rows:
        named[key][id_] = name
    return named


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


def _held(keys: Sequence[str]) -> CompoundSelect[Any]:
    """Select (key, person) for each active person who holds one of the keys, a part a key.

    One `OR` over all keys would look at everybody. Keys of one person are one part together.
    SQLite joins 500 parts at most: they are joined in two steps.
    """
    person_ids = ids_in(keys, "user")
    of_people = select(
        literal("user:", String()).concat(cast(Person.id, String())).label("key"),
        Person.id.label("person_id"),
    ).where(Person.is_active, Person.id.in_(person_ids))
    others = [
        holders([key]).with_only_columns(
            literal(key, String()).label("key"), Person.id.label("person_id")
        )
        for key in keys
        if not key.startswith("user:")
    ]
    arms = [*([of_people] if person_ids else []), *others]
    parts = [arms[n : n + MOST_PARTS] for n in range(0, len(arms), MOST_PARTS)]
    joined = [union_all(*some).subquery() for some in parts]
    return union_all(*(select(one.c.key, one.c.person_id) for one in joined))
