"""Files of the library in tests of its queries: rows without bytes, their uses, what is found."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Media, MediaKind, MediaUse, Slot
from app.queries.library import MediaFilter, Tab, matching, seen_media
from tests.actions_kit import Newsroom
from tests.factories import NOW

TODAY = date(2026, 3, 24)


def keep(session: Session, title: str = "Cross", **more: object) -> Media:
    """Keep a picture, or another kind of file."""
    values = {"kind": MediaKind.PICTURE, "filename": f"{title}.jpg", "mime_type": "image/jpeg"}
    values |= {"size": 1_000, "width": 1600, "height": 900, "created_at": NOW}
    if more.get("kind", MediaKind.PICTURE) is not MediaKind.PICTURE:
        values |= {"stored_name": "0" * 64 + ".pdf", "width": None, "height": None}
    media = Media(title=title, **(values | more))
    session.add(media)
    session.flush()
    return media


def use(session: Session, media: Media, **where: int | None) -> None:
    """Let a text or a rubrique use a file."""
    session.add(MediaUse(media_id=media.id, slot=Slot.BODY, **where))
    session.flush()


def titles(newsroom: Newsroom, name: str, tab: Tab | None = None, **wanted: object) -> set[str]:
    """Return the titles that one of the people finds, or those of a tab."""
    worker = newsroom.worker(name)
    if tab is None:
        found = seen_media(worker, NOW)
    else:
        found = matching(worker, MediaFilter(tab=tab, **wanted), NOW, TODAY)  # type: ignore[arg-type]
    return {media.title for media in newsroom.session.scalars(found)}
