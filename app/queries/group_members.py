"""Who is in a group, and who could be: read by key, found by a search, or named on lines."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import Membership, Person
from app.queries.holders import in_group
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.names import is_named
from app.queries.ties import Finder, is_known_as, may_know_tie
from app.rules.audience import Part, Profile

PAGE_SIZE = 100
MOST_FOUND = 2_000
"""How many people are put into a group at once."""


@dataclass(frozen=True)
class Candidates:
    """What narrows the search for people to put into a group."""

    words: str = ""
    profile: Profile | None = None
    group: tuple[int, Part] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, which finds nobody."""
        return not self.words.strip() and self.profile is None and self.group is None


def read_members(
    session: Session,
    finder: Finder,
    known: Select[Person],
    side: tuple[int, Part],
    cursor: Cursor | None,
) -> Slice[Person]:
    """Return one page of one side of a group, of the people known to the viewer, by name."""
    people = known.where(Person.id.in_(in_group(*side, may_know_tie(finder))))
    page = by_key(
        people, Person.sort_key, Person.id, descending=False, cursor=cursor, size=PAGE_SIZE
    )
    return sliced(session.scalars(page).all(), cursor, PAGE_SIZE)


def candidates(
    finder: Finder, known: Select[Person], wanted: Candidates, group_id: int
) -> Select[Person]:
    """Select the people known to the viewer whom a search finds and who are not in the group.

    It finds nobody by a child whose parents are not for the viewer to know.
    """
    inside = select(Membership.person_id).where(Membership.group_id == group_id)
    found = known.where(Person.id.not_in(inside))
    if wanted.words.strip():
        found = found.where(is_named(wanted.words))
    if wanted.profile is not None:
        found = found.where(is_known_as(finder, wanted.profile))
    if wanted.group is not None:
        found = found.where(Person.id.in_(in_group(*wanted.group, may_know_tie(finder))))
    return found


def find_candidates(
    session: Session,
    finder: Finder,
    known: Select[Person],
    wanted: Candidates,
    group_id: int,
    cursor: Cursor | None,
) -> tuple[Slice[Person], int]:
    """Return one page of what a search finds, by name, and how many it finds, in two queries."""
    if wanted.is_empty:
        return Slice([], has_previous=False, has_next=False), 0
    found = candidates(finder, known, wanted, group_id)
    page = by_key(
        found, Person.sort_key, Person.id, descending=False, cursor=cursor, size=PAGE_SIZE
    )
    total = session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0
    return sliced(session.scalars(page).all(), cursor, PAGE_SIZE), total
