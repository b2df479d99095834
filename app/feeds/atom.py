"""Atom (RFC 4287), written with lxml."""

from datetime import datetime

from lxml import etree

from app.feeds.entries import Entry, Feed

MIME_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_atom(feed: Feed, address: str) -> bytes:
    """Return a feed as Atom; `address` is its own."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set(_LANGUAGE, feed.language)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", _moment(feed.updated_at))
    _link(root, "self", address, MIME_TYPE)
    _link(root, "alternate", feed.home_url, "text/html")
    _text(root, "icon", feed.icon_url)
    _text(root, "generator", "Parvis")
    for entry in feed.entries:
        _add(root, entry)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(root: etree._Element, entry: Entry) -> None:
    item = _text(root, "entry")
    _text(item, "id", entry.id)
    _text(item, "title", entry.title)
    _text(item, "published", _moment(entry.published_at))
    _text(item, "updated", _moment(entry.updated_at))
    _text(_text(item, "author"), "name", entry.author)
    _text(item, "category").set("term", entry.category)
    _link(item, "alternate", entry.url, "text/html")
    if entry.enclosure is not None:
        enclosure = _link(item, "enclosure", entry.enclosure.url, entry.enclosure.mime_type)
        enclosure.set("length", str(entry.enclosure.size))
    _text(item, "summary", entry.summary)
    _text(item, "content", entry.content).set("type", "html")


def _text(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element


def _link(parent: etree._Element, rel: str, href: str, mime_type: str) -> etree._Element:
    link = _text(parent, "link")
    link.set("rel", rel)
    link.set("type", mime_type)
    link.set("href", href)
    return link


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
