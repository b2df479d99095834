"""Who asks for a kept page in the same way as somebody before gets the same bytes at once."""

import pytest

from app.page_cache.page import Form, Page
from app.page_cache.pages import LONGEST_WAY, MOST_WAYS, Pages, Way
from tests.test_kept_pages import ROOM, SPAN, answer, key

pytestmark = pytest.mark.usefixtures("demo_day")


def way(number: int, *more: str) -> Way:
    return "GET", "http", "localhost", "", f"/{number}", "", *more


def asked_for(pages: Pages, number: int, *more: str) -> Form | None:
    """Ask for a page in a way; return what another one gets who asks like this."""
    page = pages.rendered(key(number), lambda: answer(8000))
    assert isinstance(page, Page)
    pages.remember(way(number, *more), key(number), pages.form(key(number), page, None))
    return pages.asked(way(number, *more))


def test_who_asks_in_the_same_way_gets_the_same() -> None:
    pages = Pages(SPAN, ROOM)
    form = asked_for(pages, 1)
    page = pages.find(key(1))
    assert page is not None
    assert form is page.forms[None]
    assert pages.asked(way(2)) is pages.asked(way(1, "br")) is None


def test_what_is_not_kept_is_not_remembered_either() -> None:
    pages = Pages(SPAN, 1000)
    assert asked_for(pages, 1) is None
    pages = Pages(SPAN, ROOM)
    for number in range(40):
        asked_for(pages, number)
    forgotten = [number for number in range(40) if pages.find(key(number)) is None]
    assert forgotten
    assert {pages.asked(way(number)) for number in forgotten} == {None}
    assert pages.asked(way(39)) is not None


def test_ways_of_asking_take_little_however_many_there_are() -> None:
    pages = Pages(SPAN, ROOM)
    assert asked_for(pages, 1, "x" * LONGEST_WAY) is None
    for number in range(2 * MOST_WAYS):
        assert asked_for(pages, 1, str(number)) is not None
    assert len(pages._asked) <= MOST_WAYS
