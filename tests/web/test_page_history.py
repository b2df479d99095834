"""The history of a page of tiles: all of it can be reached, however long it is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.models import Layout, PageKind, Tile
from blueprints.site.page_history import PAGE_SIZE
from tests.drafts_kit import ADDRESS, PAGE
from tests.factories import NOW
from tests.layouts import counted_queries
from tests.visits import Browser, saved
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
HISTORY = f"{ADDRESS}/historique"


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def publish(school: School, number: int, page: PageKind = PAGE) -> list[int]:
    """Publish so many compositions, two at each moment, and call each fifth one off."""
    with saved(school.app) as session:
        made = []
        for one in range(number):
            at = NOW - timedelta(days=number - one // 2)
            layout = Layout(
                page=page,
                created_at=at,
                created_by_id=school.people["head"],
                published_at=None if one % 5 == 4 else at,
                restored_id=made[0].id if made and one % 3 == 0 else None,
                tiles=[Tile(position=1, kind="rich_text")],
            )
            session.add(layout)
            session.flush()
            made.append(layout)
        return [one.id for one in made]


def ids_on(answer: TestResponse) -> list[int]:
    links = html.document_fromstring(answer.text).cssselect(".lines a")
    return [int(one.get("href").rpartition("/")[2]) for one in links]


def walked(client: Browser, address: str, way: str) -> Iterator[tuple[str, list[int]]]:
    """Go from page to page as long as there is one more."""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, ids_on(answer)
        further = html.document_fromstring(answer.text).cssselect(f".pager a[rel={way}]")
        address = further[0].get("href") if further else ""


def test_every_composition_is_reached_and_none_twice(school: School) -> None:
    made = publish(school, 2 * PAGE_SIZE + 5)
    publish(school, 3, PageKind.PERSONAL_HOME)
    client = school.come("head")
    pages = list(walked(client, HISTORY, "next"))
    assert [one for _, ids in pages for one in ids] == made[::-1]
    assert [len(ids) for _, ids in pages] == [PAGE_SIZE, PAGE_SIZE, 5]
    back = list(walked(client, pages[-1][0], "prev"))
    assert [ids for _, ids in back] == [ids for _, ids in pages][::-1]
    last = text_of(client.get(pages[1][0]))
    assert "reprend la page du" in last, "of a composition that stands on another page"
    assert "Hélène Castagné" in last


def test_a_short_history_has_no_pager_and_no_other_place(school: School) -> None:
    publish(school, 3)
    client = school.come("head")
    assert not html.document_fromstring(client.get(HISTORY).text).cssselect(".pager")
    for place in ("x", "2026-03-24T10:00:00+00:00~x", "2026-03-24T10:00:00~1", "~1",
                  "1999-01-01T00:00:00+00:00~1"):  # fmt: skip
        answer = client.get(HISTORY, query_string={"apres": place})
        assert answer.status_code == 404, place


def test_a_long_history_asks_no_more_of_the_database(school: School) -> None:
    client = school.come("head")
    publish(school, 1)
    client.get(HISTORY)
    with counted_queries() as few:
        client.get(HISTORY)
    publish(school, PAGE_SIZE + 2)
    with counted_queries() as many:
        client.get(HISTORY)
    assert len(many) == len(few)
