"""A large school for measurements: the demo's, with many more articles, people, announcements."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.config import Config
from app.demo.seed import seed
from app.demo.texts import CLOCK
from app.extensions import db
from app.factory import create_app
from app.models import Announcement, AnnouncementTarget, Article, Group, GroupKind, Person
from app.rules.announcements import AnnouncementStatus, Severity
from bench.pages import config_in
from tests import many_articles, many_people
from tests.filling import count_rows
from tests.statements import recorded
from tests.visits import browser, saved, signed_in

PARENT, HEAD = "v.dubosc", "h.castagne"


@dataclass(frozen=True)
class Size:
    """How much there is of everything, at least: the demo school is there already."""

    articles: int = 20_000
    people: int = 100_000
    announcements: int = 5_000


def make_school(folder: Path, size: Size) -> tuple[Config, int]:
    """Seed the demo school into a folder and fill it up; return how many articles it has then."""
    config = config_in(folder)
    folder.mkdir()
    with opened(config) as app, app.app_context():
        upgrade()
        session = db.session()
        seed(session, app.extensions["storage"], lambda _step: None)
        if _count(session, Article) < size.articles:
            many_articles.fill(session, size.articles)
        if (people := _count(session, Person)) < size.people:
            many_people.fill(session, size.people - people)
        if (announcements := _count(session, Announcement)) < size.announcements:
            _announce(session, size.announcements - announcements)
        count_rows(session)
        session.commit()
        articles = _count(session, Article)
        db.session.remove()
    return config, articles


def cookie_of(config: Config, login: str) -> str:
    """Sign somebody in and return the cookie."""
    with opened(config) as app:
        cookie = browser_of(app, login).get_cookie("parvis")
        return f"parvis={cookie.value if cookie else ''}"


def questions(config: Config, path: str, login: str = "") -> int:
    """Count what a page asks of the database."""
    with opened(config) as app:
        client = browser_of(app, login) if login else browser(app)
        client.get(path)  # begins the visit
        with app.app_context():
            engine = db.engine
        with recorded(engine, sharing=True) as statements:
            client.get(path)
        return len([one for one in statements if one.startswith(("SELECT", "WITH"))])


@contextmanager
def opened(config: Config) -> Iterator[Flask]:
    """Give the application of an instance, and let go of its database after."""
    app = create_app(config)
    yield app
    with app.app_context():
        db.engine.dispose()


def _count(session: Session, model: type[Announcement | Article | Person]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def browser_of(app: Flask, login: str) -> FlaskClient:
    """Return the browser of somebody who is signed in."""
    with saved(app) as session:
        person_id = session.scalars(select(Person.id).where(Person.login == login)).one()
    return signed_in(app, person_id)


def _announce(session: Session, more: int) -> None:
    """Add so many announcements: to parents of a class, or to a population."""
    first = (session.scalar(select(func.max(Announcement.id))) or 0) + 1
    author = session.scalars(select(Person.id).where(Person.login == HEAD)).one()
    classes = session.scalars(
        select(Group.id).where(Group.kind == GroupKind.CLASS).order_by(Group.id).limit(24)
    )
    keys = [f"group:{id_}/parent" for id_ in classes]
    keys += ["profile:parent", "profile:pupil", "profile:teacher"]
    severities = list(Severity)
    numbers = range(first, first + more)
    session.execute(
        insert(Announcement),
        [
            {
                "id": number,
                "title": f"Annonce {number}",
                "body": "<p>Rendez-vous au portail.</p>",
                "author_id": author,
                "severity": severities[number % len(severities)],
                "status": AnnouncementStatus.ONLINE,
                "starts_at": CLOCK - timedelta(hours=number % 2_000),
                "ends_at": CLOCK + timedelta(hours=50 - number % 2_000),
                "created_at": CLOCK - timedelta(days=90),
            }
            for number in numbers
        ],
    )
    session.execute(
        insert(AnnouncementTarget),
        [{"announcement_id": number, "key": keys[number % len(keys)]} for number in numbers],
    )
