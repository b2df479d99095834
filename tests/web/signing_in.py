"""How a browser signs in and out."""

from datetime import datetime

from flask import Flask
from lxml import html
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from app.models import UserSession
from app.passwords import hash_password
from tests.factories import make_person
from tests.visits import Browser, saved

PASSWORD = "rivemont-2026"


def make_somebody(app: Flask) -> int:
    """Add somebody with a password, and return her id."""
    with saved(app) as session:
        person = make_person(session, first_name="Zoé", last_name="Le Goff", login="zoe.le-goff")
        person.password_hash = hash_password(PASSWORD)
        return person.id


def form(visitor: Browser, path: str = "/connexion") -> dict[str, str]:
    """Return the fields of the form as the page gives them."""
    page = html.fromstring(visitor.get(path).get_data(as_text=True))
    return {
        field.get("name"): field.get("value") or ""
        for field in page.cssselect(".form input")
        if field.get("type") != "checkbox" or "checked" in field.attrib
    }


def log_in(visitor: Browser, login: str = "zoe.le-goff", password: str = PASSWORD,
           path: str = "/connexion", **more: str) -> TestResponse:  # fmt: skip
    """Fill the form in and send it."""
    fields = form(visitor, path) | {"login": login, "password": password} | more
    return visitor.post("/connexion", data=fields)


def leave(visitor: Browser) -> TestResponse:
    """Press the button in the head of a page."""
    page = html.fromstring(visitor.get("/contact").get_data(as_text=True))
    [form] = page.cssselect("header form[action='/deconnexion'][method=post]")
    token = form.cssselect("[name=csrf_token]")[0].get("value")
    return visitor.post("/deconnexion", data={"csrf_token": token})


def sessions(app: Flask) -> int:
    """Count the live sessions."""
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(UserSession)) or 0


def age_session(app: Flask, **moments: datetime) -> None:
    """Set moments of all sessions, as time would."""
    with saved(app) as session:
        session.execute(update(UserSession).values(**moments))
