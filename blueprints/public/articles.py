"""The page of an article."""

from typing import Any

import segno
from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access import now, open_to_all, school, viewer
from app.days import days_of
from app.extensions import db
from app.models import Slot
from app.queries.reading import Reading, read_article
from app.queries.rubriques import path_to
from app.rules.visibility import Publication, is_expired
from app.templating import absolute_url
from app.text.embeds import split
from app.text.headings import outline
from app.text.reading_time import reading_minutes
from app.text.tables import scrollable
from blueprints.public import public
from blueprints.public.article_files import card_url, downloads, films, sounds
from blueprints.public.structured_data import article_data
from blueprints.public.trail import trail_of

FEWEST_HEADINGS = 3
"""A shorter text needs no table of contents."""


@public.get("/articles/<id:article_id>", defaults={"slug": ""})
@public.get("/articles/<id:article_id>-<slug>")
@open_to_all
def article(article_id: int, slug: str) -> str | Response:
    """Show an article that the viewer may read; another slug than its own redirects.

    The redirect comes after the check: a title must not leak.
    """
    reading = read_article(db.session(), viewer(), now(), article_id)
    if reading is None:
        abort(404)
    own = url_for(".article", article_id=article_id, slug=reading.card.slug)
    if slug != reading.card.slug:
        return redirect(own, code=301)
    return render_template("public/article.html", **_page(reading, absolute_url(own)))


def _page(reading: Reading, address: str) -> dict[str, Any]:
    card, found = reading.card, reading.article
    body, headings = outline(reading.revision.body)
    path = path_to(db.session(), found.rubrique_id)
    trail = trail_of(path)
    picture_url = absolute_url(card_url(card.picture)) if card.picture else ""
    expired = is_expired(Publication(found.status, found.starts_at, found.ends_at), now())
    return {
        "card": card,
        "reading": reading,
        "trail": trail,
        "root_id": path[0].id,
        "headings": headings if len(headings) >= FEWEST_HEADINGS else [],
        "pieces": split(scrollable(body, _("Table"))),
        "minutes": reading_minutes(body),
        "is_archived": any(above.archived_at is not None for above in path),
        "last_day": days_of(card.published_at, card.ends_at)[1]
        if expired and card.ends_at
        else None,
        "gallery_pictures": reading.pictures(Slot.GALLERY),
        "sounds": sounds(reading),
        "films": films(reading),
        "downloads": downloads(reading),
        "address": address,
        "picture_url": picture_url,
        "structured_data": article_data(school(), card, address, trail, picture_url),
        "qr_code": _qr_code(address),
    }


def _qr_code(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))
