"""Keep the library: say what a file is, put it into the collection, remove it."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.actions.exceptions import StillUsed
from app.actions.log import record
from app.models import Media
from app.queries.library import is_unused
from app.rules.licences import Licence


@dataclass(frozen=True)
class Facts:
    """What people say about a file; what they have not said is none, or empty."""

    title: str
    alt: str | None = None
    credit: str | None = None
    source_url: str | None = None
    licence: Licence | None = None
    shows_people: bool | None = None
    consent: str | None = None
    consent_ends_on: date | None = None
    keywords: str = ""


def facts_of(media: Media) -> Facts:
    """Return what is said about a file."""
    return Facts(**{one.name: getattr(media, one.name) for one in fields(Facts)})


def describe_media(
    session: Session, now: datetime, actor_id: int, media: Media, facts: Facts
) -> None:
    """Say something else about a file; texts that use it keep the alternative that they have."""
    known = facts_of(media)
    changed = [
        one.name for one in fields(Facts) if getattr(known, one.name) != getattr(facts, one.name)
    ]
    if not changed:
        return
    for name in changed:
        setattr(media, name, getattr(facts, name))
    session.flush()
    record(session, now, actor_id, "describe", "media", media.id, title=facts.title, facts=changed)


def set_collected(
    session: Session, now: datetime, actor_id: int, media: Media, *, collected: bool
) -> None:
    """Put a file into the common collection, or take it out; twice changes nothing more."""
    if media.in_collection is collected:
        return
    media.in_collection = collected
    session.flush()
    record(
        session,
        now,
        actor_id,
        "collect" if collected else "uncollect",
        "media",
        media.id,
        title=media.title,
    )


def delete_media(session: Session, now: datetime, actor_id: int, media: Media) -> None:
    """Remove a file that nothing uses; the daily sweep takes what was stored of it.

    Raises StillUsed when something uses it, a text that is being typed too.
    """
    media_id, title = media.id, media.title
    session.expunge(media)
    done = session.connection().execute(
        delete(Media).where(Media.id == media_id, Media.in_collection.is_(False), is_unused())
    )
    if done.rowcount != 1:
        raise StillUsed
    record(session, now, actor_id, "delete", "media", media_id, title=title)
