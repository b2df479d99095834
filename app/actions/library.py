"""Keep the library: say what a file is, put it into the collection, remove it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.actions.checks import ask_for_check_with
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
    session: Session, now: datetime, actor_id: int, media: Media, said: Mapping[str, Any]
) -> None:
    """Say something else about a file; texts that use it keep the alternative that they have.

    `said` are values by the names of their columns. That this person may change the file
    (`queries/media_places.changeable_media`), the caller has asked.
    """
    changed = {
        name: value for name, value in said.items() if not _is_same(getattr(media, name), value)
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(media, name, value)
    session.flush()
    ask_for_check_with(session, media.id)
    record(
        session,
        now,
        actor_id,
        "describe",
        "media",
        media.id,
        title=media.title,
        facts=sorted(changed),
    )


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


def _is_same(known: Any, said: Any) -> bool:
    """Tell whether two values say the same; nothing at all and an empty text do."""
    return known == said or (known in (None, "") and said in (None, ""))
