"""A newsroom for tests of its pages: its people as browsers, and the forms of a page."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.models import Article, Grant, Person, Revision, Rubrique
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in
from tests.web.reading_pages import page

FURTHER = {"stranger": None, "colleague": Role.WRITER, "chief": Role.MANAGER}
"""Who is there beside one person for each role."""


NEW = "/publication/articles/nouveau"
FIELDS = ".//*[self::input or self::textarea][@name][not(ancestor::template)]"


@dataclass
class Desk:
    """The ids of one rubrique and of its people by role, and a browser for each of them."""

    app: Flask
    rubrique_id: int
    people: dict[str, int]
    browsers: dict[str, Browser]
    tokens: dict[str, str] = field(default_factory=dict)

    def at(self, name: str, path: str, status: int = 200) -> html.HtmlElement:
        """Return a page as one of the people sees it."""
        return page(self.browsers[name], path, status)

    def post(self, name: str, path: str, **fields: Any) -> TestResponse:
        """Send a form as one of the people, with a token of his session."""
        return self.browsers[name].post(path, data=fields | {"csrf_token": self.token(name)})

    def token(self, name: str) -> str:
        """Return a token of one of the people."""
        if name not in self.tokens:
            shown = html.fromstring(self.browsers[name].get("/contact").get_data(as_text=True))
            self.tokens[name] = str(shown.xpath("//input[@name='csrf_token']/@value")[0])
        return self.tokens[name]

    def write(self, name: str, *moves: tuple[str, str], title: str = "La sortie") -> int:
        """Let one of the people begin an article, and others move it on; return its id."""
        with saved(self.app) as session:
            newsroom = self.newsroom(session)
            article = newsroom.write(name, title)
            for person, transition in moves:
                more = {"reason": "Trop long."} if transition.startswith("refuse") else {}
                if transition == "save":
                    newsroom.save(person, article, f"{title}, bis")
                else:
                    newsroom.make(person, article, transition, **more)
            return article.id

    def state(self, article_id: int) -> tuple[str, str]:
        """Return the status of an article and the title of its newest text."""
        with saved(self.app) as session:
            article = session.get_one(Article, article_id)
            newest = session.get_one(Revision, article.newest_revision_id or 0)
            return str(article.status), newest.title

    def newsroom(self, session: Any) -> Newsroom:
        """Return the newsroom of the people within a session."""
        from_ids = {name: session.get_one(Person, id_) for name, id_ in self.people.items()}
        return Newsroom(session, session.get_one(Rubrique, self.rubrique_id), from_ids)


def make_desk(app: Flask, visibility: Visibility = Visibility.PUBLIC) -> Desk:
    """Make a rubrique with a person for each role and those of `FURTHER`, all signed in."""
    with saved(app) as session:
        newsroom = make_newsroom(session, visibility=visibility)
        for name, role in FURTHER.items():
            person = newsroom.people[name] = make_person(session, last_name=name.title())
            if role is not None:
                here = newsroom.rubrique.id
                session.add(Grant(rubrique_id=here, key=user_key(person.id), role=role))
        people = {name: person.id for name, person in newsroom.people.items()}
        rubrique_id = newsroom.rubrique.id
    browsers = {name: signed_in(app, id_) for name, id_ in people.items()}
    return Desk(app, rubrique_id, people, browsers)


def forms_of(document: html.HtmlElement) -> dict[str, dict[str, str]]:
    """Return the forms of a page that post, by their address, each with the fields that it sends.

    What stands in a template is not sent.
    """
    return {
        form.get("action"): {
            one.get("name"): (one.text or "").lstrip("\r\n")
            if one.tag == "textarea"
            else one.get("value", "")
            for one in form.xpath(FIELDS)
            if one.get("type") != "checkbox" or one.get("checked") is not None
        }
        for form in document.cssselect("main form[method=post]")
    }


def articles(desk: Desk) -> int:
    """Count the articles that there are."""
    with saved(desk.app) as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def stored(desk: Desk, address: str) -> Article:
    """Return the article of an address as it is stored now."""
    with saved(desk.app) as session:
        article = session.get_one(Article, int(address.rpartition("/")[2]))
        session.expunge(article)
        return article


def blank(desk: Desk, name: str) -> dict[str, str]:
    """Return the fields of a new form."""
    return forms_of(desk.at(name, f"{NEW}?rubrique={desk.rubrique_id}"))[NEW]


def send_new(desk: Desk, name: str, **typed: str) -> str:
    """Fill in a new form, send it, and return the address of the article."""
    answer = desk.browsers[name].post(NEW, data=blank(desk, name) | {"title": "Le cross"} | typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def edit(desk: Desk, name: str, address: str, answers: int = 303, **typed: str) -> html.HtmlElement:
    """Change some fields of an article's form and send it; return the page that answers."""
    [fields] = forms_of(desk.at(name, f"{address}/modifier")).values()
    answer = desk.browsers[name].post(f"{address}/modifier", data=fields | typed)
    assert answer.status_code == answers, answer.text
    return html.fromstring(answer.text)


def versions_of(article_id: int) -> str:
    """Return the address of the list of an article's texts."""
    return f"/publication/articles/{article_id}/versions"


def ids_of(desk: Desk, article_id: int) -> list[int]:
    """Return the ids of an article's texts, the first one first."""
    with saved(desk.app) as session:
        texts = select(Revision.id).where(Revision.article_id == article_id)
        return list(session.scalars(texts.order_by(Revision.number)))


def restore(desk: Desk, name: str, article_id: int, text: int, seen: int | None = None) -> int:
    """Ask as somebody for an earlier text; return the status of the answer."""
    seen = seen or ids_of(desk, article_id)[-1]
    address = f"{versions_of(article_id)}/{text}/restaurer"
    return desk.post(name, address, seen_revision_id=seen).status_code
