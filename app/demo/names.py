"""Invent people's names and logins."""

from random import Random

from app.demo.texts import load
from app.text.slugs import slugify


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
        """Return a free login: `lou.dubosc` for a pupil, `v.dubosc` or `v.dubosc2` for an adult."""
        first, last = slugify(first_name), slugify(last_name)
        stem = f"{first if is_pupil else first[0]}.{last}"
        login, number = stem, 1
        while login in self.taken:
            number += 1
            login = f"{stem}{number}"
        self.taken.add(login)
        return login
