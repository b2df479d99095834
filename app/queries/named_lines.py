"""People named on lines of text, each by login or by name: found, unknown, or several at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session

from app.models import Person
from app.text.stems import sort_key

ASKED_AT_ONCE = 5_000
MOST_WORDS = 6
"""A name of more words is looked for by these rotations of its words only."""


@dataclass(frozen=True)
class NamedLines:
    """What lines say: the people found, and the lines that name nobody, or more than one."""

    person_ids: Sequence[int]
    unknown: Sequence[str]
    ambiguous: Sequence[str]

    @property
    def left(self) -> Sequence[str]:
        """The lines that have to be looked at again."""
        return [*self.ambiguous, *self.unknown]


def read_lines(session: Session, known: Select[Person], lines: Sequence[str]) -> NamedLines:
    """Return whom these lines name, of the people known to the viewer.

    A line is a login, or the first and last names in either order; accents, capitals and
    punctuation make no difference. A login counts before a name.
    """
    lines = list(dict.fromkeys(lines))
    logins, keys = {line: line.lower() for line in lines}, {one: _orders(one) for one in lines}
    by_login: dict[str, set[int]] = {}
    by_key: dict[str, set[int]] = {}
    wanted_logins = sorted(set(logins.values()))
    wanted_keys = sorted({key for orders in keys.values() for key in orders})
    for some_logins, some_keys in _parts(wanted_logins, wanted_keys):
        named = or_(Person.login.in_(some_logins), Person.sort_key.in_(some_keys))
        columns = Person.id, Person.login, Person.sort_key
        for id_, login, key in session.execute(known.where(named).with_only_columns(*columns)):
            by_login.setdefault(login, set()).add(id_)
            by_key.setdefault(key, set()).add(id_)
    found: dict[int, None] = {}
    unknown, ambiguous = [], []
    for line in lines:
        ids = by_login.get(logins[line]) or {
            id_ for key in keys[line] for id_ in by_key.get(key, ())
        }
        if len(ids) == 1:
            found |= dict.fromkeys(ids)
        elif ids:
            ambiguous.append(line)
        else:
            unknown.append(line)
    return NamedLines(list(found), unknown, ambiguous)


def _orders(line: str) -> list[str]:
    """Return the keys that a name may have: its words, beginning with any of the first ones."""
    words = sort_key(line).split()
    return [" ".join(words[at:] + words[:at]) for at in range(min(len(words), MOST_WORDS))]


def _parts(
    logins: Sequence[str], keys: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield both lists in parts that a statement can hold."""
    for start in range(0, max(len(logins), len(keys)), ASKED_AT_ONCE):
        end = start + ASKED_AT_ONCE
        yield logins[start:end], keys[start:end]
