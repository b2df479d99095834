"""Questions to the search page, and what it answers."""

from flask import Flask
from lxml import html

from tests.factories import make_article, make_rubrique
from tests.visits import browser, saved


def ask(app: Flask, question: str, status: int = 200, **more: str) -> html.HtmlElement:
    """Return the page of a visitor's question."""
    answer = browser(app).get("/recherche", query_string={"q": question} | more)
    assert answer.status_code == status, answer.status_code
    return html.fromstring(answer.get_data(as_text=True))


def titles(page: html.HtmlElement) -> list[str]:
    """Return the titles of the results."""
    return [words(title) for title in page.cssselect(".hits h3")]


def marked(page: html.HtmlElement) -> list[str]:
    """Return the words that are marked."""
    return [mark.text_content() for mark in page.cssselect(".hits mark")]


def words(element: html.HtmlElement) -> str:
    """Return what an element says, on one line."""
    return " ".join(element.text_content().split())


def publish(app: Flask, *found: str, **more: object) -> None:
    """Put articles online, each with its title, in one public blog."""
    with saved(app) as session:
        rubrique = make_rubrique(session)
        for title in found:
            make_article(session, rubrique, title, **more)  # type: ignore[arg-type]
