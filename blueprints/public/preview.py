"""A text that is not online, for whoever has its link: that text, its files, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import abort, make_response, render_template, url_for
from werkzeug.wrappers import Response

from app.access import now, open_to_all
from app.article_preview import HEADERS, preview_context
from app.extensions import db
from app.models import Slot
from app.queries.media import file_named
from app.queries.previews import SharedText, preview_card, read_shared_text, shared_media
from app.queries.reading import read_files
from app.queries.rubriques import path_to
from app.queries.used_files import used_files
from app.text.body_files import moved, without_pictures
from blueprints.public import public
from blueprints.public.media import sent

LONGEST_TOKEN = 100


@public.get("/apercu/<token>")
@open_to_all
def preview(token: str) -> Response:
    """Show the text of a link as its readers will see it; a link that does not work is 404."""
    shared = _shared(token)
    session, work, revision = db.session(), shared.work, shared.revision
    place = f"{url_for('.preview', token=token)}/medias"
    files = replace(read_files(session, revision, now()), place=place)
    used = {file.media_id for file in used_files(session, revision.id)}
    card = preview_card(
        session,
        now(),
        work.rubrique,
        work.article.author_id,
        work.article,
        title=revision.title,
        summary=revision.summary,
        picture=next(iter(files.pictures(Slot.ILLUSTRATION)), None),
    )
    body = moved(without_pictures(revision.body, files.ended), used, place)
    page = render_template(
        "public/article_preview.html",
        until=shared.link.expires_at,
        **preview_context(card, body, files, path_to(session, work.rubrique.id)),
    )
    return _closed(make_response(page))


@public.get("/apercu/<token>/medias/<id:media_id>/<name>")
@open_to_all
def preview_media(token: str, media_id: int, name: str) -> Response:
    """Send a file of that text."""
    found = file_named(db.session(), shared_media(_shared(token), now()), media_id, name)
    if found is None:
        abort(404)
    return _closed(sent(*found, name))


def _shared(token: str) -> SharedText:
    moment = datetime.now(UTC)
    found = (
        read_shared_text(db.session(), now(), moment, token)
        if token.isascii() and len(token) <= LONGEST_TOKEN
        else None
    )
    return found or abort(404)


def _closed(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
