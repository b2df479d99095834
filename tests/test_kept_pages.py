"""Pages that are kept: how much room they take, and that each is rendered once at a time."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial, wraps
from random import Random
from typing import Any

import pytest
from flask import Flask, abort
from werkzeug.datastructures import Headers

from app.config import ConfigurationError, read
from app.models import Setting
from app.page_cache import pages as kept_pages
from app.page_cache.page import HEADERS_TAKE, Answer, Page
from app.page_cache.pages import LARGEST, Pages
from app.spans.span import Span
from tests.factories import NOW
from tests.visits import browser, saved

PATH = "/donnees-personnelles"
TOGETHER = 8
ROOM = 200_000
SPAN = Span(1, timedelta(0), NOW, NOW + timedelta(hours=1))

pytestmark = pytest.mark.usefixtures("demo_day")


def answer(size: int, status: str = "200 OK") -> Answer:
    """Return a page of so many bytes that hardly can be compressed."""
    body = Random(size).randbytes(size // 2).hex().encode()
    return Answer(status, Headers({"Content-Type": "text/html", "Cache-Control": "no-cache"}), body)


def key(number: int) -> tuple[str, str, str]:
    """Return the key of one of many pages."""
    return "", f"/{number}", ""


def held(pages: Pages) -> int:
    """Return the bytes that pages take, counted anew."""
    return sum(
        len(form.body) + HEADERS_TAKE
        for page in pages._kept.values()
        for form in page.forms.values()
    )


def test_the_room_is_never_exceeded() -> None:
    pages, random = Pages(SPAN, ROOM), Random(7)
    for _ in range(600):
        number = random.randrange(60)
        found = pages.find(key(number)) or pages.rendered(
            key(number), partial(answer, 500 * (number + 1))
        )
        assert isinstance(found, Page)
        pages.form(key(number), found, random.choice([None, "br", "gzip"]))
        assert pages.size == held(pages) <= ROOM
    assert pages.size > ROOM / 2


def test_many_at_once_count_right() -> None:
    pages = Pages(SPAN, ROOM)

    def ask(seed: int) -> None:
        random = Random(seed)
        for _ in range(300):
            number = random.randrange(40)
            found = pages.find(key(number)) or pages.rendered(key(number), lambda: answer(8000))
            assert isinstance(found, Page)
            pages.form(key(number), found, random.choice([None, "br", "gzip"]))

    with ThreadPoolExecutor(TOGETHER) as threads:
        list(threads.map(ask, range(TOGETHER)))
    assert pages.size == held(pages) <= ROOM
    assert not pages._rendering


def test_the_least_asked_for_goes_first() -> None:
    pages = Pages(SPAN, ROOM)
    for number in range(100):
        pages.rendered(key(number), lambda: answer(10_000))
        assert pages.find(key(0)) is not None
    assert pages.find(key(1)) is None
    assert pages.find(key(99)) is not None


def test_what_is_too_large_drives_nothing_out() -> None:
    pages = Pages(SPAN, ROOM)
    pages.rendered(key(1), lambda: answer(1000))
    large = pages.rendered(key(2), lambda: answer(2 * ROOM // LARGEST))
    assert isinstance(large, Page)
    assert pages.find(key(2)) is None
    assert pages.find(key(1)) is not None
    assert pages.form(key(2), large, "br").body
    assert pages.size == held(pages) <= ROOM


def test_what_was_rendered_too_late_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(SPAN, ROOM)

    def render() -> Answer:
        monkeypatch.setattr("app.clock.frozen", SPAN.until)
        return answer(1000)

    pages.rendered(key(1), render)
    assert pages.find(key(1)) is None


@pytest.mark.parametrize("setting", ["-1", "x", "1.5", "²", ""])
def test_a_setting_that_is_no_size_is_refused(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="PARVIS_PAGE_CACHE"):
        read({"PARVIS_PAGE_CACHE": setting})


class Slow:
    """Stands before a view: counts how often it runs, and holds it until it is let go."""

    def __init__(self, view: Callable[..., Any]) -> None:
        self.view = view
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.count = 0

    def __call__(self, **arguments: Any) -> Any:
        self.count += 1
        found = self.view(**arguments)
        self.begun.release()
        self.may_end.wait(10)
        return found


@pytest.fixture
def slow(keeping: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """A page that takes its time, after it has read all that it shows."""
    view = keeping.view_functions["public.privacy"]
    found = Slow(view)
    monkeypatch.setitem(keeping.view_functions, "public.privacy", wraps(view)(found))
    yield found
    found.may_end.set()


def name_it(app: Flask, name: str) -> None:
    """Give the school a name, which each page shows."""
    with saved(app) as session:
        session.merge(Setting(name="name", value=name))


def shown(app: Flask) -> str:
    """Return the slow page as a visitor gets it."""
    return browser(app).get(PATH).get_data(as_text=True)


def test_a_crowd_costs_one_page(app: Flask, keeping: Flask, slow: Slow) -> None:
    with ThreadPoolExecutor(TOGETHER) as threads:
        for turn in range(3):
            name_it(app, f"Collège {turn}")
            slow.may_end.clear()
            asked = [threads.submit(shown, keeping) for _ in range(TOGETHER)]
            assert slow.begun.acquire(timeout=10)
            time.sleep(0.1)
            slow.may_end.set()
            assert all(f"Collège {turn}" in one.result(10) for one in asked)
            assert slow.count == turn + 1


def test_nobody_waits_for_a_page_that_is_out_of_date(
    app: Flask, keeping: Flask, slow: Slow
) -> None:
    """Whoever asks after a change is not given what was begun before it."""
    name_it(app, "Avant")
    with ThreadPoolExecutor(1) as threads:
        early = threads.submit(shown, keeping)
        assert slow.begun.acquire(timeout=10)
        name_it(app, "Après")
        slow.may_end.set()
        assert "Après" in shown(keeping)
        assert "Avant" in early.result(10)
    assert "Après" in shown(keeping)
    assert slow.count == 2


def test_nobody_waits_for_long(
    app: Flask, keeping: Flask, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.05)
    name_it(app, "Lentement")
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(shown, keeping) for _ in range(2)]
        assert slow.begun.acquire(timeout=10)
        assert slow.begun.acquire(timeout=10), "the second one renders it himself"
        slow.may_end.set()
        assert all("Lentement" in one.result(10) for one in asked)


@pytest.mark.parametrize("failure", [404, 500])
def test_a_failure_is_everybody_s_own(
    app: Flask, keeping: Flask, failure: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not kept is not shared either, and the next one may succeed."""
    view = keeping.view_functions["public.privacy"]
    answers = [failure, failure, 200]

    @wraps(view)
    def fail() -> Any:
        code = answers.pop(0)
        return view() if code == 200 else abort(code)

    monkeypatch.setitem(keeping.view_functions, "public.privacy", fail)
    name_it(app, "Pas toujours")
    codes = [browser(keeping).get(PATH).status_code for _ in range(4)]
    assert codes == [failure, failure, 200, 200]
    assert answers == []


def test_an_exception_leaves_nobody_waiting() -> None:
    pages = Pages(SPAN, ROOM)

    def fail() -> Answer:
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            pages.rendered(key(1), fail)
    assert isinstance(pages.rendered(key(1), lambda: answer(10)), Page)
    assert not pages._rendering
