"""Read a feed of another site: RSS, Atom or JSON Feed become plain texts, links and moments.

Nothing of the other site's markup stays. What is fed here may be made to harm: `reader.py` calls it
in a helper process, whose time and memory are bounded.
"""

import json
import re
from calendar import timegm
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import feedparser

from app.external.address import LONGEST
from app.external.copies import Copy, Item
from app.external.encoding import decoded
from app.external.faults import Fault, FeedFault
from app.text.clean import sanitize_html
from app.text.excerpts import excerpt, plain_text
from app.text.well_formed import INVALID

MOST_ITEMS = 30
LONGEST_TITLE = 200
LONGEST_SUMMARY = 400
MOST_LOOKED_AT = 20_000
"""Characters of a text that are looked at."""
YEARS = range(1990, 2100)

_ROOT = re.compile(r"<[A-Za-z_]")
_PROLOG = re.compile(r"\s+|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]*+>", re.IGNORECASE)
_JSON_FEED = "jsonfeed.org/version/"
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&#?\w+;")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][^\s\x00-\x20\x7f\"<>\\^`{|}]*)?")
_AS_WRITTEN = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class _Entry:
    moment: datetime | None
    said: Mapping[str, Any]


def read_feed(body: bytes, charset: str, url: str) -> Copy:
    """Return what a feed says that came from an address; raises FeedFault when it is none."""
    text = INVALID.sub("", decoded(body, charset)).lstrip()
    return _read_json(text, url) if text.startswith("{") else _read_xml(text, url)


def _read_xml(text: str, url: str) -> Copy:
    """Read RSS or Atom; what stands before the root is dropped, entities of one's own refused."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    root = _without_prolog(text).encode()
    found = feedparser.parse(
        BytesIO(root), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.get("version"):
        raise FeedFault(Fault.NO_FEED)
    # As plain mappings: feedparser's own guess at what is missing.
    entries = [_Entry(_moment_of(one), one) for one in map(dict, found.entries)]
    is_atom = found.version.startswith("atom")
    return Copy(
        _detail(found.feed.get("title_detail"), LONGEST_TITLE, is_atom=is_atom),
        _link(found.feed.get("link"), url),
        _items(_xml_item(one, url, is_atom=is_atom) for one in _newest_first(entries)),
    )


def _xml_item(entry: _Entry, url: str, *, is_atom: bool) -> Item:
    said = entry.said
    content = said.get("content") or [None]
    summary = said.get("summary_detail") or content[0]
    return _item(
        _detail(said.get("title_detail"), LONGEST_TITLE, is_atom=is_atom),
        _link(said.get("link"), url),
        _detail(summary, LONGEST_SUMMARY, is_atom=is_atom),
        entry.moment,
    )


def _read_json(text: str, url: str) -> Copy:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedFault(Fault.NO_FEED) from None
    if _JSON_FEED not in str(found.get("version")) or not isinstance(found.get("items"), list):
        raise FeedFault(Fault.NO_FEED)
    entries = [
        _Entry(_moment(_text(one, "date_published") or _text(one, "date_modified")), one)
        for one in found["items"]
        if isinstance(one, dict)
    ]
    return Copy(
        _plain(_text(found, "title"), LONGEST_TITLE),
        _link(_text(found, "home_page_url"), url),
        _items(_json_item(one, url) for one in _newest_first(entries)),
    )


def _json_item(entry: _Entry, url: str) -> Item:
    said = entry.said
    summary = _plain(_text(said, "summary") or _text(said, "content_text"), LONGEST_SUMMARY)
    return _item(
        _plain(_text(said, "title"), LONGEST_TITLE),
        _link(_text(said, "url") or _text(said, "external_url"), url),
        summary or _words(_text(said, "content_html"), LONGEST_SUMMARY),
        entry.moment,
    )


def _without_prolog(text: str) -> str:
    """Return a document from its root on; raises FeedFault for one that defines entities."""
    position = 0
    while position < len(text) and not _ROOT.match(text, position):
        found = _PROLOG.match(text, position) or _DOCTYPE.match(text, position)
        if found is None:
            raise FeedFault(Fault.NO_FEED)
        position = found.end()
    return text[position:]


def _newest_first(entries: Sequence[_Entry]) -> Iterable[_Entry]:
    """Sort by moment where each entry has one, else trust the order of the feed."""
    moments = [entry.moment for entry in entries if entry.moment is not None]
    if len(moments) < len(entries):
        return entries
    order = sorted(range(len(entries)), key=lambda place: moments[place], reverse=True)
    return (entries[place] for place in order)


def _items(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(islice((item for item in items if item.title), MOST_ITEMS))


def _item(title: str, url: str, summary: str, moment: datetime | None) -> Item:
    """Return an item; one without a title has the beginning of its text instead."""
    if title:
        return Item(title, url, summary, moment)
    return Item(excerpt(summary, LONGEST_TITLE // 2), url, "", moment)


def _detail(detail: Any, length: int, *, is_atom: bool) -> str:
    """Return what feedparser found in an element that holds text."""
    if not isinstance(detail, Mapping):
        return ""
    text = str(detail.get("value") or "")
    if detail.get("type") != "text/plain":
        return _words(text, length)
    return _one_line(text, length) if is_atom else _plain(text, length)


def _plain(text: str, length: int) -> str:
    """Return what should be plain text, and often is HTML."""
    return _words(text, length) if _MARKUP.search(text) else _one_line(text, length)


def _words(html: str, length: int) -> str:
    """Return what HTML says: scripts say nothing."""
    return _one_line(plain_text(sanitize_html(html[:MOST_LOOKED_AT])), length)


def _one_line(text: str, length: int) -> str:
    return excerpt(" ".join(INVALID.sub("", text[:MOST_LOOKED_AT]).split()), length)


def _link(address: Any, url: str) -> str:
    """Return an address of the web as browsers take it, or nothing for any other."""
    if not isinstance(address, str) or not address.strip():
        return ""
    try:
        parts = urlsplit(urljoin(url, address.strip()))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = "" if parts.port is None else f":{parts.port}"
    except (ValueError, UnicodeError):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    rest = quote(f"{parts.path}{query}{fragment}", safe=_AS_WRITTEN)
    link = f"{parts.scheme}://{host}{port}{rest}"
    return link if len(link) <= LONGEST and _WEB.fullmatch(link) else ""


def _moment_of(entry: Mapping[str, Any]) -> datetime | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return _sensible(datetime.fromtimestamp(timegm(parsed), UTC)) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return _sensible(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _sensible(moment: datetime) -> datetime | None:
    return moment if moment.year in YEARS else None


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""
