"""The page of a rubrique: its introduction, its articles by pages, the rubriques below it."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import now, open_to_all, roles, school, viewer, worker
from app.addresses import page_number
from app.days import moment_and_place
from app.extensions import db
from app.models import Rubrique
from app.page_cache.declared import kept
from app.pagination import Page
from app.queries.agenda import AgendaEvent, agenda_events
from app.queries.articles import articles_of, count, pages_of
from app.queries.cards import ArticleCard, cards
from app.queries.consent import bodies_for_readers
from app.queries.events import coming, readable_events
from app.queries.rubriques import children, path_to, readable_rubrique
from app.queries.work import rubriques_to_write_in
from app.rules.visibility import Visibility
from app.templating import absolute_url
from app.text.embeds import split
from app.text.excerpts import excerpt, plain_text
from app.text.slugs import slugify
from app.trail import trail_of
from blueprints.public import public
from blueprints.public.structured_data import rubrique_data

PAGE_SIZE = 12
NEXT_EVENTS = 3
DESCRIPTION_LENGTH = 200


@public.get("/rubriques/<id:rubrique_id>", defaults={"slug": ""})
@public.get("/rubriques/<id:rubrique_id>-<slug>")
@open_to_all
@kept("page")
def rubrique(rubrique_id: int, slug: str) -> str | Response:
    """Show a rubrique that the viewer may read; another slug than its own redirects."""
    found = db.session.scalar(readable_rubrique(viewer(), rubrique_id))
    if found is None:
        abort(404)
    own = url_for(".rubrique", rubrique_id=found.id, slug=slugify(found.name))
    if slug != slugify(found.name):
        return redirect(own, code=301)
    page = _articles(found)
    if not page.exists:
        abort(404)
    return render_template("public/rubrique.html", page=page, **_around(found, own, page.number))


def _articles(found: Rubrique) -> Page[ArticleCard]:
    select = articles_of if found.has_blog else pages_of
    selection = select(viewer(), now(), found.id)
    number = page_number()
    on_page = selection.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    session = db.session()
    return Page(cards(session, on_page, now()), number, PAGE_SIZE, count(session, selection))


def _around(found: Rubrique, own: str, number: int) -> dict[str, Any]:
    path = path_to(db.session(), found.id)
    trail = trail_of(path[:-1])
    [introduction] = bodies_for_readers(db.session(), [found.introduction], now())
    lead = excerpt(plain_text(introduction), DESCRIPTION_LENGTH)
    is_public = all(above.visibility is Visibility.PUBLIC for above in path)
    is_archived = any(above.archived_at is not None for above in path)
    return {
        "rubrique": found,
        "slug": slugify(found.name),
        "trail": trail,
        "root_id": path[0].id,
        "introduction": split(introduction),
        "description": lead or f"{found.name}, {school().name}",
        "address": absolute_url(own if number == 1 else f"{own}?page={number}"),
        "is_archived": is_archived,
        "has_feed": is_public and found.has_blog and not is_archived,
        "may_write": _may_write(found) and not is_archived,
        "events": [(event, moment_and_place(event)) for event in _events(found)],
        "below": [
            {
                "name": child.name,
                "url": url_for(".rubrique", rubrique_id=child.id, slug=slugify(child.name)),
                "note": child.note or "",
                "icon": child.icon or "",
            }
            for child in db.session.scalars(children(viewer(), found.id))
        ],
        "structured_data": rubrique_data(trail, found.name),
    }


def _may_write(found: Rubrique) -> bool:
    """Tell whether the viewer may begin an article here; visitors cost no query."""
    if viewer().is_anonymous:
        return False
    return found.id in rubriques_to_write_in(roles(), worker().archived)


def _events(found: Rubrique) -> list[AgendaEvent]:
    if not found.has_agenda:
        return []
    events = coming(readable_events(viewer(), [found.id]), now()).limit(NEXT_EVENTS)
    return agenda_events(db.session(), viewer(), now(), events)
