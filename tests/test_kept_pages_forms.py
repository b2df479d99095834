"""In which forms pages are kept: packed, and in others from when somebody first asks for them."""

import gzip

import pytest

from app.page_cache.page import Page
from app.page_cache.pages import LARGEST, Pages
from tests.test_kept_pages import ROOM, SPAN, answer, held, key

pytestmark = pytest.mark.usefixtures("demo_day")


def test_plain_bytes_take_room_only_once_somebody_asks_for_them() -> None:
    pages = Pages(SPAN, ROOM)
    page = pages.rendered(key(1), lambda: answer(10_000))
    assert isinstance(page, Page)
    packed = pages.form(key(1), page, "br")
    assert pages.size == packed.size == held(pages) < 8_000
    assert pages.form(key(1), page, None).body == answer(10_000).body
    assert gzip.decompress(pages.form(key(1), page, "gzip").body) == answer(10_000).body
    assert pages.size == held(pages) > 17_000


def test_a_form_that_is_too_large_is_made_for_each_who_asks() -> None:
    pages, size = Pages(SPAN, ROOM), ROOM // LARGEST
    page = pages.rendered(key(1), lambda: answer(size))
    assert isinstance(page, Page)
    assert pages.find(key(1)) is page
    for _ in range(2):
        assert pages.form(key(1), page, None).body == answer(size).body
    assert page.forms.keys() == {"br"}
    assert pages.size == held(pages)


def test_what_gains_nothing_by_it_is_kept_plain() -> None:
    pages = Pages(SPAN, ROOM)
    page = pages.rendered(key(1), lambda: answer(200))
    assert isinstance(page, Page)
    for encoding in ("br", "gzip", None):
        assert pages.form(key(1), page, encoding).body == answer(200).body
    assert len(page.forms) == 1
