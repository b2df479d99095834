"""Each format of a feed, as a reader parses it and as the rules of the W3C validator want it."""

import json
import locale
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree

from app.feeds.atom import write_atom
from app.feeds.entries import LONG_AGO, Enclosure, Entry, Feed
from app.feeds.json_feed import write_json_feed
from app.feeds.rss import write_rss

SITE = "https://college.example"
PUBLISHED = datetime(2026, 3, 20, 16, 30, tzinfo=UTC)
UPDATED = datetime(2026, 3, 23, 7, 5, 9, 123456, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def make_entry(number: int = 1, **values: object) -> Entry:
    entry = Entry(
        id=f"{SITE}/articles/{number}",
        url=f"{SITE}/articles/{number}-sortie",
        title="Sortie à l’île & <retour>",
        summary="1 < 2 & 3",
        content='<p>Rendez-vous <a href="https://x.example/?a=1&amp;b=2">ici</a> ]]&gt; fin</p>',
        author="Lou, 4B",
        category="Vie scolaire",
        published_at=PUBLISHED,
        updated_at=UPDATED,
        enclosure=Enclosure(f"{SITE}/medias/4/card-1360.jpg", 123_456, "image/jpeg"),
    )
    return replace(entry, **values)


def make_feed(*entries: Entry) -> Feed:
    return Feed(
        id=f"{SITE}/",
        home_url=f"{SITE}/",
        title="Collège des Trois-Rivières",
        description="Les actualités",
        icon_url=f"{SITE}/static/img/icon-512.png",
        updated_at=max((entry.updated_at for entry in entries), default=LONG_AGO),
        entries=entries,
    )


@pytest.mark.parametrize("write", [write_rss, write_atom])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_reader_parses_it_without_complaint(
    write: Callable[[Feed, str], bytes], count: int
) -> None:
    feed = make_feed(*(make_entry(number) for number in range(1, count + 1)))
    parsed = feedparser.parse(write(feed, f"{SITE}/here.xml"))
    assert parsed.bozo == 0
    assert parsed.encoding == "utf-8"
    assert parsed.feed.title == "Collège des Trois-Rivières"
    assert parsed.feed.link == f"{SITE}/"
    assert parsed.feed.language == "fr"
    assert [entry.id for entry in parsed.entries] == [entry.id for entry in feed.entries]


@pytest.mark.parametrize("write", [write_rss, write_atom])
def test_an_entry_says_all(write: Callable[[Feed, str], bytes]) -> None:
    entry = feedparser.parse(write(make_feed(make_entry()), SITE)).entries[0]
    assert entry.link == f"{SITE}/articles/1-sortie"
    assert entry.author == "Lou, 4B"
    assert [tag.term for tag in entry.tags] == ["Vie scolaire"]
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == PUBLISHED
    assert 'href="https://x.example/?a=1&amp;b=2"' in entry.content[0].value
    picture = entry.enclosures[0]
    assert (picture.href, picture.length, picture.type) == (
        f"{SITE}/medias/4/card-1360.jpg",
        "123456",
        "image/jpeg",
    )


def test_rss_keeps_to_the_rules() -> None:
    channel = etree.fromstring(write_rss(make_feed(make_entry()), f"{SITE}/rss.xml"))[0]
    item = channel.find("item")
    assert item is not None
    assert [link.text for link in channel.findall("link")] == [f"{SITE}/"]
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert dict(own.attrib) == {
        "href": f"{SITE}/rss.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert channel.findtext("ttl") == "60"
    assert channel.findtext("lastBuildDate") == "Mon, 23 Mar 2026 07:05:09 +0000"
    assert item.findtext("pubDate") == "Fri, 20 Mar 2026 16:30:00 +0000"
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == PUBLISHED
    assert item.findtext("description") == "1 &lt; 2 &amp; 3"
    assert item.findtext("title") == "Sortie à l’île & <retour>"
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (f"{SITE}/articles/1", "true")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Lou, 4B"
    assert item.find("author") is None


def test_atom_keeps_to_the_rules() -> None:
    root = etree.fromstring(write_atom(make_feed(make_entry()), f"{SITE}/atom.xml"))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}/atom.xml", "alternate": f"{SITE}/"}
    assert root.findtext(f"{ATOM}updated") == "2026-03-23T07:05:09+00:00"
    assert entry.findtext(f"{ATOM}published") == "2026-03-20T16:30:00+00:00"
    rels = [link.get("rel") for link in entry.findall(f"{ATOM}link")]
    assert sorted(map(str, rels)) == ["alternate", "enclosure"]
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"


def test_json_feed_keeps_to_version_1_1() -> None:
    document = json.loads(write_json_feed(make_feed(make_entry()), f"{SITE}/feed.json"))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"{SITE}/feed.json"
    assert document["home_page_url"] == f"{SITE}/"
    assert document["language"] == "fr"
    item = document["items"][0]
    assert item["id"] == f"{SITE}/articles/1"
    assert item["authors"] == [{"name": "Lou, 4B"}]
    assert item["date_published"] == "2026-03-20T16:30:00+00:00"
    assert item["date_modified"] == "2026-03-23T07:05:09+00:00"
    assert item["attachments"] == [
        {
            "url": f"{SITE}/medias/4/card-1360.jpg",
            "mime_type": "image/jpeg",
            "size_in_bytes": 123_456,
        }
    ]


def test_an_entry_without_text_or_picture_is_still_one() -> None:
    bare = make_feed(make_entry(content="", summary="", enclosure=None))
    for write in (write_rss, write_atom):
        parsed = feedparser.parse(write(bare, SITE))
        assert parsed.bozo == 0
        assert parsed.entries[0].title == "Sortie à l’île & <retour>"
        assert parsed.entries[0].enclosures == []
    assert "image" not in json.loads(write_json_feed(bare, SITE))["items"][0]


def test_the_same_feed_gives_the_same_bytes() -> None:
    for write in (write_rss, write_atom, write_json_feed):
        assert write(make_feed(make_entry()), SITE) == write(make_feed(make_entry()), SITE)


def test_writing_rss_leaves_the_locale_of_the_process_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_arguments: object) -> str:
        raise AssertionError("the locale is shared by all threads")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert write_rss(make_feed(make_entry()), SITE).startswith(b"<?xml")
