"""Files, by the rights of their uses."""

from flask import Response, abort, current_app, send_file

from app.access import now, open_to_all, viewer
from app.extensions import db
from app.models import MediaKind
from app.queries.media import file_named
from app.rules.audience import ANONYMOUS
from app.storage import Storage
from blueprints.public import public

PUBLIC_AGE = 300
"""Seconds for which anybody may keep a public file."""
SHOWN_IN_PAGE = frozenset({MediaKind.PICTURE, MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.CAPTIONS})


@public.get("/medias/<id:media_id>/<name>")
@open_to_all
def media(media_id: int, name: str) -> Response:
    """Send a file that the viewer may read; others do not exist for him."""
    found = file_named(db.session(), viewer(), now(), media_id, name)
    if found is None:
        abort(404)
    file, form = found
    stored = form.stored_name if form else file.stored_name
    assert stored is not None  # noqa: S101 - a CHECK of the table
    storage: Storage = current_app.extensions["storage"]
    response = send_file(
        storage.path(stored),
        mimetype=form.mime_type if form else file.mime_type,
        as_attachment=file.kind not in SHOWN_IN_PAGE,
        download_name=name,
        etag=stored,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = _cache_control(media_id, name)
    return response


def _cache_control(media_id: int, name: str) -> str:
    if viewer().is_anonymous:
        return f"public, max-age={PUBLIC_AGE}"
    if file_named(db.session(), ANONYMOUS, now(), media_id, name) is not None:
        return f"public, max-age={PUBLIC_AGE}"
    return "private, no-store"
