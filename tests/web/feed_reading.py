"""What the tests of feeds and calendars share: things to show, and a reader of feeds."""

import json
from datetime import timedelta

import feedparser
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Article, Event, Media, MediaForm, MediaKind, MediaUse, Rubrique, Slot
from tests.factories import NOW

FEEDS = ("rss.xml", "atom.xml", "feed.json")


def make_illustration(session: Session, article: Article) -> Media:
    """Add a picture in three forms, and its use above an article."""
    media = Media(
        kind=MediaKind.PICTURE,
        title="Rivière",
        filename="riviere.jpg",
        mime_type="image/jpeg",
        size=9000,
        width=1360,
        height=766,
        created_at=NOW,
    )
    session.add(media)
    session.flush()
    for name, width, size, mime_type in (
        ("card-680.jpg", 680, 5000, "image/jpeg"),
        ("card-1360.jpg", 1360, 9000, "image/jpeg"),
        ("card-1360.avif", 1360, 4000, "image/avif"),
    ):
        session.add(
            MediaForm(
                media_id=media.id,
                name=name,
                width=width,
                height=width * 9 // 16,
                size=size,
                mime_type=mime_type,
                stored_name=name,
            )
        )
    session.add(
        MediaUse(media_id=media.id, slot=Slot.ILLUSTRATION, revision_id=article.online_revision_id)
    )
    session.flush()
    return media


def make_event(session: Session, rubrique: Rubrique, title: str = "Cross") -> Event:
    """Add an event in two days."""
    found = Event(
        rubrique_id=rubrique.id,
        title=title,
        starts_at=NOW + timedelta(days=2),
        ends_at=NOW + timedelta(days=2, hours=1),
        changed_at=NOW - timedelta(days=100),
    )
    session.add(found)
    session.flush()
    return found


def titles(client: FlaskClient, path: str) -> list[str]:
    """Return the titles of a feed, which must be without fault."""
    answer = client.get(path)
    assert answer.status_code == 200
    if path.endswith(".json"):
        return [item["title"] for item in json.loads(answer.data)["items"]]
    parsed = feedparser.parse(answer.data)
    assert parsed.bozo == 0
    return [entry.title for entry in parsed.entries]
