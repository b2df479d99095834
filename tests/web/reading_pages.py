"""Reading pages in tests: the document, what all pages hold, the words of an element."""

import json
from typing import Any

from flask.testing import FlaskClient
from lxml import html


def page(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    """Return a page, with what holds for each: one h1 that begins the title, and ids used once."""
    answer = client.get(path)
    assert answer.status_code == status, path
    document = html.document_fromstring(answer.text)
    [heading] = document.iter("h1")
    assert words(document.find(".//title")).startswith(words(heading))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    return document


def words(element: html.HtmlElement) -> str:
    """Return what an element says, on one line."""
    return " ".join(element.text_content().split())


def part(document: html.HtmlElement, name: str) -> html.HtmlElement:
    """Return the first element of a class."""
    return document.find_class(name)[0]


def meta(document: html.HtmlElement, name: str) -> str | None:
    """Return the content of a meta tag by its name or property."""
    found = document.xpath("//meta[@name=$name or @property=$name]/@content", name=name)
    return found[0] if found else None


def structured(document: html.HtmlElement) -> list[dict[str, Any]]:
    """Return the things that the structured data of a page describes."""
    [block] = document.xpath("//script[@type='application/ld+json']")
    data = json.loads(block.text)
    return data.get("@graph", [data])
