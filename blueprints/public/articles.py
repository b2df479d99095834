"""The page of an article."""

import secrets
from typing import Any

import segno
from flask import abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access import archived, look, now, open_to_all, peer, roles, school, viewer, worker
from app.article_files import card_url
from app.article_text import shown_text
from app.days import days_of
from app.extensions import db
from app.page_cache.declared import kept
from app.page_urls import url_of
from app.queries.reading import read_article
from app.queries.rubriques import path_to
from app.queries.work import rubriques_to_write_in
from app.queries.workpiece import Workpiece, read_workpiece
from app.rules.visibility import Publication, is_expired
from app.shared import shared
from app.templating import absolute_url
from app.trail import trail_of
from blueprints.public import public
from blueprints.public.structured_data import article_data


@public.get("/articles/<id:article_id>", defaults={"slug": ""})
@public.get("/articles/<id:article_id>-<slug>")
@open_to_all
@kept()
def article(article_id: int, slug: str) -> str | Response:
    """Show an article that the viewer may read; another slug than its own redirects.

    The redirect comes after the check: a title must not leak.
    """
    page = shared(("article", article_id, peer()), lambda: _page(article_id), size=_size)
    if page is None:
        abort(404)
    own = url_of("public.article", article_id=article_id, slug=page["card"].slug)
    if slug != page["card"].slug:
        return redirect(own, code=301)
    own_parts = {"work": _work(article_id), "model_key": _model_key()}
    return render_template("public/article.html", article_id=article_id, **page, **own_parts)


def _page(article_id: int) -> dict[str, Any] | None:
    """Return what all who may read the article see, in plain values."""
    reading = read_article(db.session(), peer(), now(), article_id)
    if reading is None:
        return None
    card, found = reading.card, reading.article
    address = absolute_url(url_for(".article", article_id=article_id, slug=card.slug))
    path = path_to(db.session(), found.rubrique_id)
    trail = trail_of(path)
    picture_url = absolute_url(card_url(card.picture)) if card.picture else ""
    expired = is_expired(Publication(found.status, found.starts_at, found.ends_at), now())
    return {
        "card": card,
        "newer": reading.newer,
        "older": reading.older,
        "others": reading.related,
        "trail": trail,
        "root_id": path[0].id,
        "is_archived": any(above.archived_at is not None for above in path),
        "text": shown_text(reading.revision.body, reading.files),
        "last_day": days_of(card.published_at, card.ends_at)[1]
        if expired and card.ends_at
        else None,
        "address": address,
        "picture_url": picture_url,
        "structured_data": article_data(school(), card, address, trail, picture_url),
        "qr_code": _qr_code(address),
    }


def _size(page: dict[str, Any] | None) -> int | None:
    """Say what the page takes: its texts, and the code with them; what is not there, nothing."""
    if page is None:
        return None
    return sum(len(one) for one in page["text"].pieces if isinstance(one, str)) + len(
        page["qr_code"]
    )


def _work(article_id: int) -> Workpiece | None:
    """Return the article as the viewer works on it; visitors cost no query."""
    if viewer().is_anonymous:
        return None
    return read_workpiece(db.session(), worker(), now(), article_id)


def _model_key() -> str:
    """Return a key for a copy, for who may begin an article somewhere; visitors cost no query."""
    if viewer().is_anonymous or look() is not None:
        return ""
    return secrets.token_urlsafe(24) if rubriques_to_write_in(roles(), archived()) else ""


def _qr_code(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))
