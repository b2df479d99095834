"""The validation desk as its people see it."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.actions.articles import save_text
from app.actions.revisions import Text
from app.models import Article, Decision, LogEntry, Revision
from app.rules.workflow import Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW
from tests.visits import Browser, saved, signed_in

DESK = "/publication/a-valider"


def desk(client: Browser, query: str = "", status: int = 200) -> HtmlElement:
    """Return the page of the desk."""
    answer = client.get(DESK + query)
    assert answer.status_code == status, answer.status_code
    return read(answer)


def read(answer: TestResponse) -> HtmlElement:
    """Return a page that was answered."""
    return html.fromstring(answer.get_data(as_text=True))


def queue(page: HtmlElement) -> list[str]:
    """Return the titles in the queue."""
    return [said(title) for title in page.cssselect(".queue b")]


def said(element: HtmlElement) -> str:
    """Return what an element says, on one line."""
    return " ".join(element.text_content().split())


def text_of(page: HtmlElement) -> str:
    """Return what the text that is open says, with its state and the decision."""
    return said(page.cssselect(".desk__work")[0])


def buttons(page: HtmlElement) -> list[str]:
    """Return what may be done."""
    return [said(one) for one in page.cssselect(".decision button, .decision a")]


def fields(page: HtmlElement, deed: str) -> dict[str, str]:
    """Return what the form that posts to an address ending so would send."""
    [form] = page.cssselect(f"form[action*='/{deed}']")
    return dict(form.form_values())


def press(
    client: Browser, page: HtmlElement, deed: str, typed: Mapping[str, str] | None = None
) -> TestResponse:
    """Send one of the forms of a page."""
    [form] = page.cssselect(f"form[action*='/{deed}']")
    return client.post(form.get("action"), data=fields(page, deed) | dict(typed or {}))


def make_newsroom_of_last_week(session: Session) -> Newsroom:
    """Make a newsroom in which what is done was done eight days ago."""
    newsroom = make_newsroom(session)
    newsroom.now = NOW - timedelta(days=8)
    return newsroom


def submitted(newsroom: Newsroom, title: str, body: str = "<p>Du texte.</p>") -> Article:
    """Let the writer submit an article, an hour after the one before."""
    article = newsroom.write("writer", title, body)
    newsroom.make("writer", article, "submit")
    newsroom.later(hours=1)
    return article


def changed(newsroom: Newsroom, old: Text, new: Text) -> Article:
    """Let a moderator put a text online and the writer submit another one."""
    article = newsroom.write("writer", old.title, old.body)
    save(newsroom, article, old)
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    save(newsroom, article, new)
    newsroom.make("writer", article, "submit_change")
    return article


def save(newsroom: Newsroom, article: Article, text: Text) -> None:
    """Let the writer save a text."""
    work, author = newsroom.work("writer", article), newsroom.people["writer"]
    seen = work.newest.id
    save_text(newsroom.session, newsroom.now, author.id, work, text, seen_revision_id=seen)


def browser_of(app: Flask, newsroom: Newsroom, name: str) -> Browser:
    """Commit what was done, and let one of the people come."""
    person_id = newsroom.people[name].id
    newsroom.session.commit()
    return signed_in(app, person_id)


def stored(app: Flask, article_id: int) -> tuple[Status, bool, Decision | None, str | None]:
    """Return what became of an article: its status, whether it waits, the decision and reason."""
    with saved(app) as session:
        article = session.get_one(Article, article_id, populate_existing=True)
        newest = session.get_one(Revision, article.newest_revision_id, populate_existing=True)
        waits = article.waiting_since is not None
        return article.status, waits, newest.decision, newest.reason


def logged(app: Flask, action: str) -> int:
    """Count what was logged of an action."""
    with saved(app) as session:
        count = select(func.count()).select_from(LogEntry).where(LogEntry.action == action)
        return session.scalar(count) or 0
