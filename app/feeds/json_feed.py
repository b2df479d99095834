"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any

from app.feeds.entries import Entry, Feed

MIME_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed, address: str) -> bytes:
    """Return a feed as JSON Feed 1.1; `address` is its own."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home_url,
        "feed_url": address,
        "icon": feed.icon_url,
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.published_at.isoformat(timespec="seconds"),
        "date_modified": entry.updated_at.isoformat(timespec="seconds"),
        "authors": [{"name": entry.author}],
        "tags": [entry.category],
    }
    if entry.enclosure is not None:
        picture = entry.enclosure
        item["image"] = picture.url
        item["attachments"] = [
            {"url": picture.url, "mime_type": picture.mime_type, "size_in_bytes": picture.size}
        ]
    return item
