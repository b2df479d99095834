"""Files for tests of the form of an article: rows of the library, and the fields that name them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaForm, MediaKind, MediaUse
from app.rules.licences import Licence
from tests.factories import NOW
from tests.visits import saved
from tests.web.newsroom_kit import Desk

NAMES = {
    MediaKind.PICTURE: ("cour.jpg", "image/jpeg"),
    MediaKind.AUDIO: ("chorale.mp3", "audio/mpeg"),
    MediaKind.VIDEO: ("cross.mp4", "video/mp4"),
    MediaKind.CAPTIONS: ("cross.vtt", "text/vtt"),
    MediaKind.DOCUMENT: ("programme.pdf", "application/pdf"),
}


LAWFUL = {"credit": "Le collège", "licence": Licence.ALL_RIGHTS, "shows_people": False}
"""What the check asks of every file before it is shown to everybody."""


def make_media(
    session: Session, kind: MediaKind = MediaKind.PICTURE, title: str = "", **more: Any
) -> Media:
    """Add a file to the library; nothing of it is on the disk."""
    filename, mime_type = NAMES[kind]
    is_picture = kind is MediaKind.PICTURE
    media = Media(
        kind=kind,
        title=title or filename.partition(".")[0].title(),
        filename=filename,
        stored_name=None if is_picture else f"{'0' * 64}.{filename.rpartition('.')[2]}",
        mime_type=mime_type,
        **LAWFUL
        | {"size": 1000, "created_at": NOW}
        | ({"width": 1600, "height": 900} if is_picture else {})
        | more,
    )
    session.add(media)
    session.flush()
    return media


def store_media(
    desk: Desk, owner: str, kind: MediaKind = MediaKind.PICTURE, title: str = "", **more: Any
) -> int:
    """Add a file of one of the people; return its id."""
    with saved(desk.app) as session:
        return make_media(session, kind, title, owner_id=desk.people[owner], **more).id


def full_form(desk: Desk, owner: str) -> dict[str, str]:
    """Return fields with files in every section, all of one of the people."""
    pictures = [store_media(desk, owner, title=f"Photo {number}") for number in range(4)]
    names = ("AUDIO", "VIDEO", "CAPTIONS", "DOCUMENT", "DOCUMENT")
    others = [store_media(desk, owner, MediaKind[name]) for name in names]
    fields = {
        "illustration-media_id": pictures[0],
        "illustration-alt": "La cour sous la neige",
        "illustration-caption": "Décembre",
        "gallery-0-media_id": pictures[1],
        "gallery-0-alt": "Deux élèves courent",
        "gallery-0-caption": "L’arrivée des 6e",
        "gallery-0-position": 1,
        "gallery-1-media_id": pictures[2],
        "gallery-1-decorative": "y",
        "gallery-1-position": 2,
        "audio-0-media_id": others[0],
        "audio-0-title": "La chorale",
        "audio-0-transcript": "On chante.\n\nFin.",
        "audio-0-position": 1,
        "video-0-media_id": others[1],
        "video-0-title": "Le film du cross",
        "video-0-transcript": "On court.",
        "video-0-captions_id": others[2],
        "video-0-poster_id": pictures[3],
        "video-0-position": 1,
        "attachments-0-media_id": others[3],
        "attachments-0-title": "Le programme",
        "attachments-0-position": 1,
        "attachments-1-media_id": others[4],
        "attachments-1-title": "Le règlement",
        "attachments-1-position": 2,
    }
    return {name: str(value) for name, value in fields.items()}


def uses(desk: Desk, address: str) -> list[tuple[str, int, int, str | None, str | None]]:
    """Return how the newest text of an article uses files: slot, position, id, words."""
    with saved(desk.app) as session:
        article = session.get_one(Article, int(address.rpartition("/")[2]))
        found = session.scalars(
            select(MediaUse)
            .where(MediaUse.revision_id == article.newest_revision_id)
            .order_by(MediaUse.slot, MediaUse.position)
        )
        return [(str(u.slot), u.position, u.media_id, u.alt, u.caption) for u in found]


def add_form(desk: Desk, media_id: int, name: str = "card-680.jpg") -> str:
    """Give a picture a form that can be fetched; return its address."""
    storage = desk.app.extensions["storage"]
    with saved(desk.app) as session:
        session.add(
            MediaForm(
                media_id=media_id,
                name=name,
                width=680,
                height=383,
                size=4,
                mime_type="image/jpeg",
                stored_name=storage.put(b"JPEG", ".jpg"),
            )
        )
    return f"/medias/{media_id}/{name}"
