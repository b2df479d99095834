"""Invent people's names and logins."""

from random import Random

from app.demo.texts import load
from app.text.logins import new_login


class Names:
    """A source of names and of logins that are all different."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.data = load("names")
        self.taken: set[str] = set()

    def gender(self) -> str:
        """Return `f` or `m`."""
        return self.random.choice("fm")

    def of_pupil(self, gender: str) -> str:
        """Return a pupil's first name."""
        return str(self.random.choice(self.data["pupils"][gender]))

    def of_adult(self, gender: str) -> str:
        """Return an adult's first name."""
        return str(self.random.choice(self.data["adults"][gender]))

    def of_family(self) -> str:
        """Return a last name."""
        return str(self.random.choice(self.data["families"]["last_names"]))

    def login(self, first_name: str, last_name: str, *, is_pupil: bool) -> str:
        """Return a free login, and take it."""
        login = new_login(first_name, last_name, self.taken, is_pupil=is_pupil)
        self.taken.add(login)
        return login
