"""The people of the demo school before they are stored."""

from dataclasses import dataclass, field

from app.models import Source
from app.rules.audience import Duty, Function, Guardianship


@dataclass(eq=False)
class Someone:
    """A person to be stored; a pupil's class is a class name."""

    login: str
    first_name: str
    last_name: str
    functions: tuple[Function, ...]
    title: str | None = None
    duties: tuple[Duty, ...] = ()
    source: Source = Source.ACADEMIC
    class_name: str | None = None
    subject: str | None = None
    teaches: tuple[str, ...] = ()
    is_named: bool = False
    id: int = 0


@dataclass
class Roster:
    """Everybody, and who watches over whom."""

    people: list[Someone] = field(default_factory=list)
    ties: list[tuple[Someone, Someone, Guardianship]] = field(default_factory=list)
    """(adult, pupil, kind)"""

    def having(self, *functions: Function) -> list[Someone]:
        """Return the people who hold one of these functions."""
        return [someone for someone in self.people if set(someone.functions) & set(functions)]

    def named(self, login: str) -> Someone:
        """Return a person by login; raises StopIteration when there is none."""
        return next(someone for someone in self.people if someone.login == login)

    def guardians_of(self, pupil: Someone) -> list[Someone]:
        """Return the adults who watch over a pupil."""
        return [adult for adult, child, _ in self.ties if child is pupil]
