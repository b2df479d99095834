"""Who has said that he has read an announcement, and who has not yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import AnnouncementReading, Person
from app.queries.holders import holders
from app.queries.people import people_known_to
from app.queries.recipients import Reached, count_apart, count_people
from app.queries.ties import Finder, may_know_tie
from app.rules.audience import Profile

MOST_NAMED = 60


@dataclass(frozen=True)
class Progress:
    """How many of those whom an announcement reaches have acknowledged it."""

    done: Reached
    asked: Reached

    @property
    def by_profile(self) -> Sequence[tuple[Profile, int, int]]:
        """Each profile that is reached: how many have acknowledged, of how many."""
        return [
            (profile, self.done.by_profile.get(profile, 0), number)
            for profile, number in self.asked.by_profile.items()
        ]


@dataclass(frozen=True)
class Missing:
    """Those who have not acknowledged yet and whose names the sender may see, by name."""

    names: Sequence[str]
    has_more: bool


def progress(
    session: Session, announcement_id: int, keys: Sequence[str], asked: Reached, *, apart: bool
) -> Progress:
    """Return the progress of an announcement to these keys, in a few queries.

    `apart`: as `count_apart` counts, and `asked` was counted.
    """
    has_done = Person.id.in_(_acknowledged(announcement_id))
    if apart:
        return Progress(count_apart(session, keys, has_done), asked)
    return Progress(count_people(session, holders(keys).where(has_done)), asked)


def missing(session: Session, finder: Finder, announcement_id: int, keys: Iterable[str]) -> Missing:
    """Return who has not acknowledged, as far as the sender may know who it is, in one query."""
    ties = None if finder.sees_all else may_know_tie(finder)
    rows = session.scalars(
        people_known_to(finder.viewer)
        .with_only_columns(Person.full_name)
        .where(Person.id.in_(holders(keys, ties)), Person.id.not_in(_acknowledged(announcement_id)))
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_NAMED + 1)
    ).all()
    return Missing(rows[:MOST_NAMED], len(rows) > MOST_NAMED)


def _acknowledged(announcement_id: int) -> Select[int]:
    return select(AnnouncementReading.person_id).where(
        AnnouncementReading.announcement_id == announcement_id,
        AnnouncementReading.acknowledged_at.is_not(None),
    )
