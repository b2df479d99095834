"""Files of the library in tests: rows without bytes, uses, pictures to send, and what is sent."""

import io
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import Article, Media, MediaForm, MediaKind, MediaUse, Slot
from tests.factories import NOW
from tests.visits import saved
from tests.web.newsroom_kit import Desk

LIBRARY = "/publication/mediatheque"
ADD = "/publication/mediatheque/ajouter"


def keep(app: Flask, title: str = "Cross", **more: Any) -> int:
    """Keep a picture, or another kind of file, without its bytes; return its id."""
    kind = more.setdefault("kind", MediaKind.PICTURE)
    values: dict[str, Any] = {"filename": f"{title}.jpg", "mime_type": "image/jpeg", "size": 2_000}
    if kind is MediaKind.PICTURE:
        values |= {"width": 1600, "height": 900}
    else:
        values |= {"filename": f"{title}.pdf", "mime_type": "application/pdf"}
        values["stored_name"] = "0" * 64 + ".pdf"
    with saved(app) as session:
        media = Media(**{"title": title, "created_at": NOW, **values, **more})
        session.add(media)
        session.flush()
        return media.id


def use(app: Flask, media_id: int, article_id: int, slot: Slot = Slot.BODY) -> None:
    """Let the newest text of an article use a file."""
    with saved(app) as session:
        article = session.get_one(Article, article_id)
        session.add(
            MediaUse(media_id=media_id, slot=slot, revision_id=article.newest_revision_id, alt="")
        )


def stored(app: Flask, media_id: int) -> Media | None:
    """Return a file as it is stored now, none when it is gone."""
    with saved(app) as session:
        media = session.get(Media, media_id)
        if media is not None:
            session.expunge(media)
        return media


def forms_stored(app: Flask, media_id: int) -> list[str]:
    """Return the names of the forms of a picture."""
    with saved(app) as session:
        names = select(MediaForm.name).where(MediaForm.media_id == media_id)
        return list(session.scalars(names))


def photo(size: tuple[int, int] = (400, 300), colour: str = "teal") -> bytes:
    """Return a JPEG."""
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def send(
    desk: Desk, name: str, *files: tuple[bytes, str], script: bool = False, **fields: str
) -> TestResponse:
    """Send files as one of the people, by a plain form or as the script does."""
    data: dict[str, Any] = {"csrf_token": desk.token(name), **fields}
    data["file"] = [(io.BytesIO(content), filename) for content, filename in files]
    headers = {"Accept": "application/json"} if script else {"Accept": "text/html"}
    return desk.browsers[name].post(
        ADD, data=data, headers=headers, content_type="multipart/form-data"
    )
