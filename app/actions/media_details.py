"""What is said of a file itself, wherever it is used: its title, its transcript."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import Media


def say_of_media(
    session: Session, now: datetime, actor_id: int, media: Media, said: Mapping[str, str]
) -> None:
    """Say something else of a file; what is said already changes nothing.

    `said` are values by the names of their columns. That this person may change the file
    (`queries/media_places.changeable_media`), the caller has asked.
    """
    changed = {name: text for name, text in said.items() if (getattr(media, name) or "") != text}
    if not changed:
        return
    for name, text in changed.items():
        setattr(media, name, text)
    session.flush()
    record(
        session, now, actor_id, "describe", "media", media.id, title=media.title, facts=[*changed]
    )
