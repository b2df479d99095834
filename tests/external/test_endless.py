"""Asking a server that sends too much, too slowly or without end: it is left."""

import gzip
import time
from collections.abc import Callable

import pytest

from app.external.faults import Fault
from app.external.fetch import fetch
from tests.external.conftest import NONE, fault_of
from tests.feed_kit import Handler, OtherSite

QUICK = 0.4
"""Seconds that a fetch gets where it would never end."""


def endless(handler: Handler) -> None:
    handler.say(200, {"Transfer-Encoding": "chunked"})
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def a_gigabyte(handler: Handler) -> None:
    handler.say(200, {"Content-Length": str(1024**3)})
    while True:
        handler.wfile.write(b"x" * 65_536)


def a_gigabyte_unsaid(handler: Handler) -> None:
    handler.say(200, {})
    for _ in range(16_384):
        handler.wfile.write(b"x" * 65_536)


@pytest.mark.parametrize("answer", [endless, a_gigabyte, a_gigabyte_unsaid])
def test_what_is_too_large_is_left_early(
    site: OtherSite, answer: Callable[[Handler], None]
) -> None:
    site.answers["/rss.xml"] = answer
    started = time.monotonic()
    assert fault_of(site).fault is Fault.TOO_LARGE
    assert time.monotonic() - started < 4


def test_the_limit_itself_passes(site: OtherSite) -> None:
    site.gives(b"x" * 1000)
    assert len(fetch(site.url(), NONE, site.asking(size=1000)).body or b"") == 1000
    assert fault_of(site, size=999).fault is Fault.TOO_LARGE


def drip(handler: Handler) -> None:
    handler.say(200, {"Content-Length": "1000"})
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def go_on(handler: Handler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def drip_chunks(handler: Handler) -> None:
    handler.say(200, {"Transfer-Encoding": "chunked"})
    while True:
        handler.wfile.write(b"1\r\nx\r\n")
        time.sleep(0.05)


def keep_silent(handler: Handler) -> None:
    time.sleep(5)


@pytest.mark.parametrize("answer", [drip, drip_head, drip_chunks, go_on, keep_silent])
def test_what_never_ends_is_left_by_the_clock(
    site: OtherSite, answer: Callable[[Handler], None]
) -> None:
    site.answers["/rss.xml"] = answer
    started = time.monotonic()
    assert fault_of(site, seconds=QUICK).fault is Fault.TOO_SLOW
    assert time.monotonic() - started < QUICK + 2


def test_the_clock_runs_through_all_redirects(site: OtherSite) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(QUICK / 3)
        handler.say(302, {"Location": "/rss.xml", "Content-Length": "0"})

    site.answers["/rss.xml"] = slow
    assert fault_of(site, seconds=QUICK).fault is Fault.TOO_SLOW


def test_packed_answers_are_unpacked_within_the_limit(site: OtherSite) -> None:
    packed = gzip.compress(b"x" * 1000)
    site.gives(packed, Content_Encoding="gzip")
    assert fetch(site.url(), NONE, site.asking()).body == b"x" * 1000
    assert fault_of(site, size=999).fault is Fault.TOO_LARGE
    site.gives(packed[:-9], Content_Encoding="gzip")
    assert fault_of(site).fault is Fault.UNREADABLE
    site.gives(b"not packed", Content_Encoding="gzip")
    assert fault_of(site).fault is Fault.UNREADABLE
    site.gives(packed, Content_Encoding="br")
    assert fault_of(site).fault is Fault.UNREADABLE


def test_a_bomb_is_left(site: OtherSite) -> None:
    site.gives(gzip.compress(b"0" * (64 * 1024**2)), Content_Encoding="gzip")
    assert fault_of(site).fault is Fault.TOO_LARGE
