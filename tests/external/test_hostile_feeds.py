"""What was made to look like a feed, or to harm who reads it: read in bounded time, or refused."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.external.apart import read_apart
from app.external.copies import Item
from app.external.faults import Fault, FeedFault
from tests.external.test_read import ATOM, JSON, RSS, URL, read, titles
from tests.feed_kit import rss
from tests.timed import within

LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "ha">'
    for number in range(10)
)


@pytest.mark.parametrize(
    "before",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>',
        '<!DOCTYPE rss [<!ENTITY x "&#38;x;">]>',
        '<!-- --><!DOCTYPE rss\n[\n<!ENTITY x "y">\n]\n>',
        '<!doctype rss [<!ENTITY x "y">]>',
        "<!DOCTYPE rss []>",
        '<!ENTITY x "y">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_ones_own_are_refused(before: str, encoding: str) -> None:
    with within(1):
        with pytest.raises(FeedFault) as refused:
            read(rss("&l9;&x;", before=before, encoding=encoding))
        assert refused.value.fault is Fault.NO_FEED


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss-0.91.dtd">',
        '<!--\n<!ENTITY x "secret">\n-->',
        '<?xml-stylesheet href="x"?>\n<!-- - -- ? > -->',
    ],
)
def test_what_else_stands_before_a_feed_is_dropped(before: str) -> None:
    [title] = titles(rss("A&nbsp;&x;&eacute;", before=before))
    assert title.startswith("A")
    assert title.endswith("é")
    assert "secret" not in title


def test_an_entity_within_the_feed_is_text() -> None:
    assert titles(rss("<item><title><![CDATA[<!ENTITY x 'y'> &x;]]></title></item>"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        b"Bonjour",
        b"<!DOCTYPE html><html><head><title>Rectorat</title></head><body><p>x</p></body></html>",
        b"<html><body><rss></body></html>"[:14],
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7",
        b"{",
        b"{}",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b'{"version": 1, "items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"9" * 10_000 + b"}",
        b"[]",
    ],
)
def test_what_is_no_feed_is_told(body: bytes) -> None:
    with pytest.raises(FeedFault) as refused:
        read(body)
    assert refused.value.fault is Fault.NO_FEED


@pytest.mark.parametrize(
    "item",
    [
        {"title": 1, "url": [], "summary": {}, "date_published": 5},
        {"title": "A", "url": None, "content_html": None, "date_published": "hier"},
        {"title": "A\ud800\u0000", "date_published": "0001-01-01T00:00:00+14:00"},
        {"title": "A", "date_published": "9999-12-31T23:59:59-14:00"},
        {},
    ],
)
def test_odd_values_are_nothing(item: dict[str, object]) -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "title": [], "items": [item]}
    for found in read(json.dumps(feed).encode()).items:
        assert found == Item("A", "", "", None)


@pytest.mark.parametrize("moment", ["no date", "Tue, 24 Mar 0001 09:00:00 GMT", "24 Mar 99999"])
def test_odd_dates_are_none(moment: str) -> None:
    [item] = read(rss(f"<item><title>A</title><pubDate>{moment}</pubDate></item>")).items
    assert item.published_at is None


def test_what_takes_too_long_to_read_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deep nesting takes the parser quadratic time."""
    started = time.process_time()
    with pytest.raises(FeedFault) as refused:
        read_apart(b'<rss version="2.0"><channel>' + b"<a>" * 600_000, "", URL, seconds=1)
    assert refused.value.fault is Fault.NO_FEED
    assert time.process_time() - started < 2


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_spoilt_feeds_are_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([RSS, ATOM, JSON])))
    for _ in range(data.draw(st.integers(0, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        copy = read(bytes(body[: data.draw(st.integers(0, len(body)))]))
    except FeedFault:
        return
    for item in copy.items:
        assert item.title
        assert item.url == "" or item.url.startswith(("http://", "https://"))
