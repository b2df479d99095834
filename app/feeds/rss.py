"""RSS 2.0, written by feedgen."""

from email.utils import format_datetime
from html import escape

import feedgen.entry
import feedgen.feed

from app.feeds.entries import Entry, Feed

MIME_TYPE = "application/rss+xml"
MINUTES_TO_LIVE = 60

# feedgen changes the locale of the whole process while it writes a date, and other threads see it;
# the standard library writes the same date without.
feedgen.feed.formatRFC2822 = format_datetime
feedgen.entry.formatRFC2822 = format_datetime


def write_rss(feed: Feed, address: str) -> bytes:
    """Return a feed as RSS 2.0; `address` is its own."""
    rss = feedgen.feed.FeedGenerator()
    rss.load_extension("dc", atom=False, rss=True)
    rss.title(feed.title)
    rss.description(feed.description)
    rss.language(feed.language)
    rss.generator("Parvis")
    rss.ttl(MINUTES_TO_LIVE)
    rss.lastBuildDate(feed.updated_at)
    rss.link(href=address, rel="self", type=MIME_TYPE)
    # Last of all: feedgen takes the last link that is not "self" for the channel's.
    rss.link(href=feed.home_url, rel="alternate", type="text/html")
    for entry in feed.entries:
        _add(rss, entry)
    return bytes(rss.rss_str(pretty=False))


def _add(rss: feedgen.feed.FeedGenerator, entry: Entry) -> None:
    item = rss.add_entry(order="append")
    item.guid(entry.id, permalink=True)
    item.title(entry.title)
    item.link(href=entry.url)
    # A description is HTML: a "<" in the summary has to be written as such.
    item.description(escape(entry.summary, quote=False))
    item.content(entry.content)
    item.category(term=entry.category)
    item.dc.dc_creator(entry.author)
    item.published(entry.published_at)
    if entry.enclosure is not None:
        picture = entry.enclosure
        item.enclosure(picture.url, str(picture.size), picture.mime_type)
