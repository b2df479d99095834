"""A school with articles whose page is composed, and the form of the settings of a tile."""

from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import Article, DraftTile, Rubrique
from tests.drafts_kit import ADDRESS
from tests.factories import make_article, make_rubrique
from tests.visits import Browser, saved
from tests.web.site_pages import send
from tests.web.site_school import School, make_school


def school_with_articles(app: Flask) -> School:
    """Store the school with three articles of a blog more."""
    made = make_school(app)
    with saved(app) as session:
        blog = make_rubrique(session, "Blog")
        for number in range(3):
            make_article(session, blog, f"Kangourou {number}")
    return made


def added(school: School, kind: str, name: str = "head") -> tuple[Browser, str]:
    """Add a tile of a type to the draft; return its address."""
    client = school.come(name)
    send(client, ADDRESS, f"{ADDRESS}/brouillon")
    picker = f"{ADDRESS}/tuiles/ajouter"
    answer = send(client, picker, picker, {"type": kind})
    return client, answer.headers["Location"]


def fields_on(answer: TestResponse, action: str) -> dict[str, Any]:
    """Return the fields of a form, with all the values of each."""
    document = html.document_fromstring(answer.get_data(as_text=True))
    [form] = [one for one in document.iter("form") if one.get("action") == action]
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def post(client: Browser, address: str, **values: Any) -> TestResponse:
    """Send the form of a tile as it is shown, with some values else."""
    typed = {**fields_on(client.get(address), address), **values}
    return client.post(address, data=typed)


def stored(school: School, address: str) -> Any:
    """Return the settings of a tile as they are stored."""
    with saved(school.app) as session:
        return dict(session.get_one(DraftTile, int(address.rpartition("/")[2])).settings)


def ids(school: School, kind: Any, *names: str) -> list[int]:
    """Return the ids of rubriques by their names, or of all articles."""
    with saved(school.app) as session:
        if kind is Rubrique:
            return [
                session.scalars(select(Rubrique.id).where(Rubrique.name == name)).one()
                for name in names
            ]
        return list(session.scalars(select(Article.id).order_by(Article.id)))
