"""Files, by the rights of their uses."""

from io import BytesIO
from pathlib import Path

from flask import Response, abort, current_app, send_file

from app.access import look, now, open_to_all, roles, viewer
from app.config import Config
from app.extensions import db
from app.models import Media, MediaForm, MediaKind
from app.queries.media import (
    file_named,
    media_at_work,
    media_of_earlier_texts,
    readable_media,
)
from app.rules.audience import ANONYMOUS
from app.storage import Storage
from blueprints.public import public

SENT_BY_NGINX = "/_fichiers/"
"""Below which nginx, and nobody else, asks itself for stored files (`deploy/nginx`)."""
PUBLIC_AGE = 300
"""Seconds for which anybody may keep a public file."""
SHOWN_IN_PAGE = frozenset({MediaKind.PICTURE, MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.CAPTIONS})


@public.get("/medias/<id:media_id>/<name>")
@open_to_all
def media(media_id: int, name: str) -> Response:
    """Send a file that the viewer may read; others do not exist for him."""
    found = _found(media_id, name)
    if found is None:
        abort(404)
    response = sent(*found, name)
    response.headers["Cache-Control"] = _cache_control(media_id, name)
    return response


def sent(file: Media, form: MediaForm | None, name: str) -> Response:
    """Return a file, or a form of a picture; nothing that it holds can act."""
    stored = form.stored_name if form else file.stored_name
    assert stored is not None  # noqa: S101 - a CHECK of the table
    response = send_file(
        _opened(stored),
        mimetype=form.mime_type if form else file.mime_type,
        as_attachment=file.kind not in SHOWN_IN_PAGE
        or (form is not None and name == file.filename),
        download_name=name,
        etag=stored,
        conditional=not _is_sent_by_nginx(),
    )
    if _is_sent_by_nginx():
        response.headers["X-Accel-Redirect"] = f"{SENT_BY_NGINX}{stored[:2]}/{stored}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(stored: str) -> Path | BytesIO:
    """Return what is sent of a stored file: nothing where nginx reads it itself."""
    storage: Storage = current_app.extensions["storage"]
    place = storage.local(stored)
    return BytesIO() if _is_sent_by_nginx() else place


def _is_sent_by_nginx() -> bool:
    config: Config = current_app.extensions["parvis"]
    return config.proxy == "nginx"


def _found(media_id: int, name: str) -> tuple[Media, MediaForm | None] | None:
    """Return what readers may read, or what is only in texts on which the viewer works.

    With other eyes one reads, and opens no work of others.
    """
    readable = file_named(db.session(), readable_media(viewer(), now()), media_id, name)
    if readable is not None or viewer().is_anonymous or look() is not None:
        return readable
    session = db.session()
    for among in (
        media_at_work(viewer(), roles(), now()),
        media_of_earlier_texts(viewer(), roles()),
    ):
        found = file_named(session, among, media_id, name)
        if found is not None:
            return found
    return None


def _cache_control(media_id: int, name: str) -> str:
    if viewer().is_anonymous:
        return f"public, max-age={PUBLIC_AGE}"
    for_all = readable_media(ANONYMOUS, now())
    if file_named(db.session(), for_all, media_id, name) is not None:
        return f"public, max-age={PUBLIC_AGE}"
    return "private, no-store"
