"""What concerns each child of a parent, or a pupil's own class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select

from app.access import now, peer
from app.extensions import db
from app.models import Article, GroupKind
from app.paving import Size, places
from app.queries.articles import newest_in
from app.queries.attended import Attended, Pupil, Teacher
from app.queries.briefs import Brief, briefs
from app.rules.audience import Part
from app.shared import shared
from blueprints.personal.spaces import Space, spaces_of

NEWS = 3
"""Articles shown of each class."""


@dataclass(frozen=True)
class Member:
    """A child, or oneself, with the class, the other groups and what is new in their rubriques."""

    pupil: Pupil
    classes: Sequence[Attended]
    others: Sequence[Attended]
    spaces: Sequence[Space]

    @property
    def is_oneself(self) -> bool:
        """Whether the reader is the pupil."""
        return self.pupil.part is Part.PUPIL

    @property
    def teachers(self) -> list[Teacher]:
        """Who teaches the classes; not told to who only accompanies the pupil."""
        if self.pupil.part is Part.COMPANION:
            return []
        return [teacher for group in self.classes for teacher in group.teachers]

    @property
    def space_ids(self) -> tuple[int, ...]:
        """The rubriques whose news are the pupil's."""
        return tuple(space.id for space in self.spaces)

    @property
    def section(self) -> str:
        """The name under which the news of this pupil are read."""
        return f"pupil {self.pupil.id}"


def family(pupils: Sequence[Pupil]) -> list[Member]:
    """Return the pupils of a reader with what concerns each."""
    return [_member(pupil) for pupil in pupils]


def news_beside(
    members: Sequence[Member], own: Mapping[str, Select[Article]]
) -> dict[str, list[Brief]]:
    """Return what is new in the rubriques of each pupil's groups, and lists of one's own.

    Whoever comes first reads all of it in one query. The news alone are kept for others with as
    many children in the same groups, who read their own lists only.
    """
    spaces = [one.space_ids for one in members]
    mine: dict[str, list[Brief]] = {}

    def read() -> list[list[Brief]]:
        of_each = {
            str(number): newest_in(peer(), now(), ids, NEWS)
            for number, ids in enumerate(spaces)
            if ids
        }
        found = briefs(db.session(), {**of_each, **own})
        mine.update((name, found[name]) for name in own)
        return [found.get(str(number), []) for number in range(len(spaces))]

    news = shared(("class news", peer(), *spaces), read)
    of_pupils = {member.section: new for member, new in zip(members, news, strict=True)}
    return of_pupils | (mine or briefs(db.session(), own))


@cache
def places_of(number: int) -> Sequence[str]:
    """Return the places of so many members on the page."""
    return places([Size(6, 1)] * number)


def _member(pupil: Pupil) -> Member:
    classes = [group for group in pupil.groups if group.kind is GroupKind.CLASS]
    others = [group for group in pupil.groups if group.kind is not GroupKind.CLASS]
    spaces = [space for group in pupil.groups for space in spaces_of(pupil, group)]
    return Member(pupil, classes, others, spaces)
