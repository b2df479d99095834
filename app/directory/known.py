"""The directory that is there, as a comparison sees it."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from app.models import GroupKind
from app.rules.audience import PROFILE_OF, Function, Guardianship, Part, Profile


class KnownPerson(NamedTuple):
    """A person of the directory, whatever the source of the account."""

    id: int
    external_id: str | None
    login: str
    last_name: str
    first_name: str
    title: str | None
    keeps_mail: bool
    """Whether the mail address is no longer the files' to give."""
    is_academic: bool
    has_left: bool
    functions: frozenset[Function]

    @property
    def name(self) -> str:
        """The first name, then the last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def profiles(self) -> frozenset[Profile]:
        """What the person is in the school."""
        return frozenset(PROFILE_OF[function] for function in self.functions)


class KnownGroup(NamedTuple):
    """A level, class, teaching or free group of the directory."""

    id: int
    external_id: str | None
    name: str
    kind: GroupKind
    level_id: int | None
    has_ended: bool


class Known(Protocol):
    """What is there, each part read once and in this order; free groups have no members."""

    def groups(self) -> Iterator[KnownGroup]:
        """Yield all groups."""

    def people(self) -> Iterator[KnownPerson]:
        """Yield all people."""

    def memberships(self) -> Iterator[tuple[int, int, Part]]:
        """Yield (person id, group id, part)."""

    def ties(self) -> Iterator[tuple[int, int, Guardianship]]:
        """Yield (adult id, pupil id, kind)."""
