"""Files for tests, with all that is served of them, and their uses."""

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.images.forms import FORMS, sizes
from app.models import Media, MediaForm, MediaKind, MediaUse, Slot
from app.rules.licences import Licence
from app.storage import Storage
from tests.factories import NOW

SIZE = (2800, 2800)
"""A picture of which each form has all its widths."""
IN_ORDER: dict[str, Any] = {"licence": Licence.CC0, "shows_people": False}
"""What the check asks of a file in a public rubrique."""
BYTES = b"the bytes of a picture of children"
SUFFIXES = {
    MediaKind.AUDIO: "mp3",
    MediaKind.VIDEO: "mp4",
    MediaKind.CAPTIONS: "vtt",
    MediaKind.DOCUMENT: "pdf",
}


def make_picture(
    app: Flask, session: Session, title: str = "Le cross", ends_on: date | None = None, **more: Any
) -> Media:
    """Add a picture with all its forms, which all have the same bytes."""
    storage: Storage = app.extensions["storage"]
    stored = storage.put(BYTES, ".jpg")
    media = Media(
        kind=MediaKind.PICTURE,
        title=title,
        filename="photo.jpg",
        mime_type="image/jpeg",
        size=len(BYTES),
        width=SIZE[0],
        height=SIZE[1],
        created_at=NOW,
        consent_ends_on=ends_on,
        **{**IN_ORDER, **more},
    )
    session.add(media)
    session.flush()
    session.add_all(
        MediaForm(
            media_id=media.id,
            name=f"{form.name}-{width}.{suffix}",
            width=width,
            height=height,
            size=len(BYTES),
            mime_type=mime_type,
            stored_name=stored,
        )
        for form in FORMS.values()
        for width, height in sizes(form, SIZE)
        for suffix, mime_type in (("jpg", "image/jpeg"), ("avif", "image/avif"))
    )
    session.flush()
    return media


def make_file(
    app: Flask,
    session: Session,
    kind: MediaKind,
    title: str = "Le cross",
    ends_on: date | None = None,
    **more: Any,
) -> Media:
    """Add a file that is no picture."""
    storage: Storage = app.extensions["storage"]
    suffix = SUFFIXES[kind]
    media = Media(
        kind=kind,
        title=title,
        filename=f"fichier.{suffix}",
        stored_name=storage.put(BYTES, f".{suffix}"),
        mime_type="application/octet-stream",
        size=len(BYTES),
        created_at=NOW,
        consent_ends_on=ends_on,
        **{**IN_ORDER, **more},
    )
    session.add(media)
    session.flush()
    return media


def use_file(session: Session, media: Media, slot: Slot, **where: Any) -> MediaUse:
    """Use a file somewhere."""
    use = MediaUse(media_id=media.id, slot=slot, **where)
    session.add(use)
    session.flush()
    return use


def addresses_of(session: Session, media: Media) -> list[str]:
    """Return all addresses at which a file is served."""
    forms = session.scalars(select(MediaForm.name).where(MediaForm.media_id == media.id))
    names = list(forms) if media.kind is MediaKind.PICTURE else [media.filename]
    return [f"/medias/{media.id}/{name}" for name in names]


def in_body(media: Media, alt: str = "Des élèves") -> str:
    """Return the body of a text that shows a picture."""
    image = f'<img src="/medias/{media.id}/full-1600.jpg" alt="{alt}">'
    return f"<p>Avant.</p><figure>{image}<figcaption>Le départ</figcaption></figure><p>Après.</p>"
