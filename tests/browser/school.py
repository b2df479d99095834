"""A copy of the demo school whose people come in without the login form, for looks at its pages."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.models import Person
from tests.browser.looks import Looks
from tests.visits import saved, signed_in


@dataclass(frozen=True)
class School:
    """A school that tests change, with its server and its worker; `app` shares its database."""

    app: Flask
    looks: Looks

    def open_session(self, login: str) -> dict[str, Any]:
        """Sign somebody in; return what the browser keeps of it, as Playwright stores it."""
        with saved(self.app) as session:
            person_id = session.scalars(select(Person.id).where(Person.login == login)).one()
        name = self.app.config["SESSION_COOKIE_NAME"]
        cookie = signed_in(self.app, person_id).get_cookie(name)
        assert cookie is not None
        kept = {"name": name, "value": cookie.value, "domain": "127.0.0.1", "path": "/"}
        return {"cookies": [kept], "origins": []}
