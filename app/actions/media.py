"""Keep files: pictures as the forms cut from them, other files as they are."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.images.cut import Cut
from app.images.forms import Size
from app.models import Media, MediaForm, MediaKind
from app.rules.licences import Licence
from app.storage import Storage


def add_picture(
    session: Session,
    storage: Storage,
    cuts: Sequence[Cut],
    *,
    now: datetime,
    size: Size,
    title: str,
    filename: str,
    alt: str | None = None,
    credit: str | None = None,
    licence: Licence | None = None,
    keywords: str = "",
    in_collection: bool = False,
    owner_id: int | None = None,
) -> Media:
    """Store the forms of a picture; `size` is that of the whole picture, upright, in pixels.

    The files are on the disk, synced, before the rows can be committed.
    """
    largest = max(cuts, key=lambda cut: cut.width * cut.height)
    media = Media(
        kind=MediaKind.PICTURE,
        title=title,
        filename=filename,
        mime_type="image/jpeg",
        size=len(largest.data),
        width=size[0],
        height=size[1],
        alt=alt,
        credit=credit,
        licence=licence,
        keywords=keywords,
        in_collection=in_collection,
        owner_id=owner_id,
        created_at=now,
    )
    session.add(media)
    session.flush()
    for cut in cuts:
        session.add(
            MediaForm(
                media_id=media.id,
                name=cut.name,
                width=cut.width,
                height=cut.height,
                size=len(cut.data),
                mime_type=cut.format.mime_type,
                stored_name=storage.put(cut.data, f".{cut.format}"),
            )
        )
    return media


def add_file(
    session: Session,
    storage: Storage,
    data: bytes,
    *,
    now: datetime,
    kind: MediaKind,
    title: str,
    filename: str,
    mime_type: str,
    transcript: str | None = None,
    owner_id: int | None = None,
) -> Media:
    """Store a file that is kept as it is: a sound, a film, its captions or a document."""
    media = Media(
        kind=kind,
        title=title,
        filename=filename,
        stored_name=storage.put(data, Path(filename).suffix.lower()),
        mime_type=mime_type,
        size=len(data),
        transcript=transcript,
        owner_id=owner_id,
        created_at=now,
    )
    session.add(media)
    session.flush()
    return media
