"""What groups, people and rubriques are called, for lists of keys in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Rubrique
from app.queries.names import full_names
from app.rules.see_as import Look
from app.text.numbers import number_in


class NamedGroup(NamedTuple):
    """A group by its name, with the kind that words put before it."""

    name: str
    kind: GroupKind


@dataclass(frozen=True)
class KeyNames:
    """Names by id; what is missing was deleted."""

    groups: Mapping[int, NamedGroup] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    rubriques: Mapping[int, str] = field(default_factory=dict)


def names_of(session: Session, keys: Iterable[str], rubrique_ids: Iterable[int] = ()) -> KeyNames:
    """Return the names that these keys and rubriques need, in at most three queries."""
    keys = set(keys)
    group_ids, person_ids = ids_in(keys, "group"), ids_in(keys, "user")
    wanted = sorted(set(rubrique_ids))
    groups = select(Group.id, Group.name, Group.kind).where(Group.id.in_(group_ids))
    rubriques = select(Rubrique.id, Rubrique.name).where(Rubrique.id.in_(wanted))
    return KeyNames(
        {id_: NamedGroup(name, kind) for id_, name, kind in session.execute(groups)}
        if group_ids
        else {},
        full_names(session, person_ids) if person_ids else {},
        {row.id: row.name for row in session.execute(rubriques)} if wanted else {},
    )


def look_names(session: Session, look: Look) -> KeyNames:
    """Return the names that a look needs."""
    return names_of(session, [look.key], [look.rubrique_id] if look.rubrique_id else [])


def ids_in(keys: Iterable[str], kind: str) -> list[int]:
    """Return the ids that the keys of a kind (`group`, `user`) hold."""
    names = {
        key.removeprefix(f"{kind}:").partition("/")[0] for key in keys if key.startswith(f"{kind}:")
    }
    return sorted(number for name in names if (number := number_in(name)) is not None)
