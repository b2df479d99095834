"""A menu of services in tests: links that are stored, forms that are sent, what pages show."""

from collections.abc import Mapping
from typing import Any

from lxml import html
from sqlalchemy import select

from app.models import ServiceAudience, ServiceLink
from tests.visits import Browser, saved
from tests.web.site_pages import form_on
from tests.web.site_school import School

LIST, NEW = "/site/services", "/site/services/nouveau"
TYPED: dict[str, Any] = {
    "title": "Pronote",
    "url": "https://pronote.exemple.fr/",
    "group": "Vie scolaire",
    "target": ["members"],
}
"""What is typed into the form of a service."""


def stock(school: School, *links: tuple[str, str, tuple[str, ...]]) -> dict[str, int]:
    """Store links as (title, group, keys), in order; return their ids."""
    with saved(school.app) as session:
        made = [
            ServiceLink(
                title=title,
                url=f"https://{title.lower()}.exemple.fr/",
                group=group,
                position=position,
                audience=[ServiceAudience(key=key) for key in keys],
            )
            for position, (title, group, keys) in enumerate(links, 1)
        ]
        session.add_all(made)
        session.flush()
        return {one.title: one.id for one in made}


def fill(client: Browser, page: str, values: Mapping[str, Any], action: str = "") -> Any:
    """Fill the form of a service and send it; lists are sent as several values."""
    fields: dict[str, Any] = {**form_on(client.get(page), action or page), **values}
    return client.post(action or page, data=fields)


def order(school: School) -> list[str]:
    """Return the titles in the order of the menu."""
    with saved(school.app) as session:
        return list(session.scalars(select(ServiceLink.title).order_by(ServiceLink.position)))


def menu_of(client: Browser, page: str = "/contact") -> list[str]:
    """Return the names of the links in the menu of services of a page."""
    document = html.document_fromstring(client.get(page).get_data(as_text=True))
    return [a.cssselect("span")[0].text.strip() for a in document.cssselect("#services a")]


def targets_on(answer: Any) -> list[str]:
    """Return the keys that are chosen on a form, ticked or in a list."""
    document = html.document_fromstring(answer.get_data(as_text=True))
    return [
        box.get("value") for box in document.cssselect("[name=target]:is([checked], [type=hidden])")
    ]
