"""Reading feeds of all kinds, and what was made to look like one: plain texts or a fault."""

import json
from datetime import UTC, datetime

import pytest

from app.external.apart import read_apart
from app.external.copies import Copy, Item
from app.external.read import read_feed
from tests.feed_kit import rss

URL = "https://rectorat.example/actus/rss.xml"
NINE = datetime(2026, 3, 24, 9, tzinfo=UTC)

RSS = rss(
    "<item><title>Un appel</title><link>/appel</link><description>&lt;p&gt;Pour &lt;b&gt;tous"
    "&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Demain.&lt;/p&gt;</description>"
    "<pubDate>Tue, 24 Mar 2026 10:00:00 +0100</pubDate></item>"
)
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Le Rectorat</title>
<link href="https://rectorat.example/"/><link rel="self" href="https://rectorat.example/atom"/>
<entry><title type="html">Un &lt;i>appel&lt;/i></title><link rel="alternate" href="/appel"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Pour <b>tous</b>.</p>
<p>Demain.</p></div></content><updated>2026-03-24T09:00:00Z</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Le Rectorat",
        "home_page_url": "https://rectorat.example/",
        "items": [
            {
                "id": 1,
                "title": "Un appel",
                "url": "/appel",
                "content_html": "<p>Pour <b>tous</b>.</p><p>Demain.</p>",
                "date_published": "2026-03-24T10:00:00+01:00",
            },
            "no item",
        ],
    }
).encode()


def read(body: bytes, charset: str = "") -> Copy:
    return read_feed(body, charset, URL)


def titles(body: bytes, charset: str = "") -> list[str]:
    return [item.title for item in read(body, charset).items]


@pytest.mark.parametrize("body", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_the_three_formats_say_the_same(body: bytes) -> None:
    [item] = read(body).items
    assert item == Item("Un appel", "https://rectorat.example/appel", "Pour tous. Demain.", NINE)
    assert read(body).title == "Le Rectorat"
    assert read(body).site_url == "https://rectorat.example/"


@pytest.mark.parametrize("body", [RSS, JSON], ids=["rss", "json"])
def test_apart_they_say_it_too(body: bytes) -> None:
    assert read_apart(body, "", URL) == read(body)


def test_the_newest_come_first_where_all_have_dates() -> None:
    dated = [
        f"<item><title>{hour}</title><pubDate>Tue, 24 Mar 2026 {hour}:00:00 GMT</pubDate></item>"
        for hour in ("08", "10", "09")
    ]
    assert titles(rss(*dated)) == ["10", "09", "08"]
    assert titles(rss(*dated, "sans date")) == ["08", "10", "09", "sans date"]


def test_thirty_items_of_ten_thousand_are_kept() -> None:
    many = rss(*(f"<item><title>n° {number}</title></item>" for number in range(10_000)))
    assert titles(many) == [f"n° {number}" for number in range(30)]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Lycée &amp; collège", "Lycée & collège"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Bonjour", "Bonjour"),
        ("<![CDATA[<b onclick='x'>Bonjour</b><style>b{}</style>]]>", "Bonjour"),
        ("<![CDATA[<img src=x onerror=alert(1)>Bonjour]]>", "Bonjour"),
        ("&amp;lt;b&amp;gt; se lit ainsi", "<b> se lit ainsi"),
        ("3 &lt; 4", "3 < 4"),
        ("  sur\n deux\tlignes ", "sur deux lignes"),
        ("a" * 300, "a" * 199 + "…"),
        ("&#x202e;&#8; rien", "\u202e rien"),
    ],
)
def test_titles_are_plain_text(written: str, words: str) -> None:
    assert titles(rss(f"<item><title>{written}</title></item>")) == [words]


def test_a_summary_is_short_and_without_markup() -> None:
    html = "&lt;p&gt;mot &lt;/p&gt;&lt;script&gt;x&lt;/script&gt;" * 2000
    [item] = read(rss(f"<item><title>A</title><description>{html}</description></item>")).items
    assert len(item.summary) <= 400
    assert set(item.summary.removesuffix("…").split()) == {"mot"}


def test_what_has_no_title_has_the_beginning_of_its_text() -> None:
    body = rss(
        "<item><description>Un mot. &lt;b&gt;Deux&lt;/b&gt;.</description></item>", "<item/>"
    )
    assert read(body).items == (Item("Un mot. Deux.", "", "", None),)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.example/x?y=1&amp;z=2#t", "https://a.example/x?y=1&z=2#t"),
        ("autre page", "https://rectorat.example/actus/autre%20page"),
        ("//b.example", "https://b.example"),
        ("https://académie.example/é", "https://xn--acadmie-eya.example/%C3%A9"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@a.example", ""),
        ("ftp://a.example/", ""),
        ("https://moi:secret@a.example/x", "https://a.example/x"),
        ("https://[::1", ""),
        ("https://a.example/" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_links_lead_to_the_web_or_nowhere(link: str, kept: str) -> None:
    [item] = read(rss(f"<item><title>A</title><link>{link}</link></item>")).items
    assert item.url == kept
    said = {"title": "A", "url": link.replace("&amp;", "&")}
    feed = {"version": "https://jsonfeed.org/version/1", "items": [said]}
    assert read(json.dumps(feed).encode()).items[0].url == kept


@pytest.mark.parametrize(
    ("encoding", "said", "charset"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("utf-8", "us-ascii", "utf-16"),
        ("utf-8-sig", "windows-1252", ""),
        ("iso-8859-1", "iso-8859-1", ""),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1252", "utf-8", ""),
        ("windows-1252", "zlib", "rot13"),
        ("iso-8859-15", "iso-8859-15", ""),
        ("iso-8859-15", "utf-8", "ISO-8859-15"),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", "utf-8"),
        ("utf-16-be", "utf-8", ""),
        ("utf-32", "utf-32", ""),
    ],
)
def test_wrong_encodings_are_read_all_the_same(encoding: str, said: str, charset: str) -> None:
    text = rss("Élèves", encoding="utf-8")
    text = text.replace(b'encoding="utf-8"', f'encoding="{said}"'.encode())
    body = text.decode().encode(encoding)
    assert titles(body, charset)[0].startswith("Élèves")


def test_bytes_of_no_encoding_at_all_spoil_no_more_than_themselves() -> None:
    body = rss("Avant", "X", "Après").replace(b"X", b"a\xff\xfe\x00\x08b")
    assert titles(body)[0] == "Avant"
    assert len(titles(body)) == 3
