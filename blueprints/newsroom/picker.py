"""Choosing a file for a place of a text: a page that works alone, and inside a dialog."""

from typing import Any

from flask import abort, render_template, request, url_for

from app.access import for_members, now, worker
from app.cursors import cursor_asked, pages_beside
from app.extensions import db
from app.models import Media
from app.queries.keyset import Slice
from app.queries.library import Sort, count_by_tab, may_add, place_in, read_library
from blueprints.newsroom import newsroom
from blueprints.newsroom.library import KEY_READERS, chosen_tab, shapes, tabs, today
from blueprints.newsroom.media_filters import NEWEST_FIRST, MediaFilterForm
from blueprints.newsroom.media_places import KINDS, accepted
from blueprints.newsroom.media_words import PLACES

PAGE_SIZE = 24


@newsroom.get("/mediatheque/choisir")
@for_members
def picker() -> tuple[str, int]:
    """Show the files among which one is chosen for a place; `picker.js` shows it in a dialog."""
    place = request.args.get("place", "illustration")
    if place not in KINDS:
        abort(404)
    form = MediaFilterForm(request.args)
    form.offer()
    form.sort.data = NEWEST_FIRST
    if not form.validate():
        return _page(place, form, Slice([], has_previous=False, has_next=False), {}), 422
    wanted = form.wanted(chosen_tab(), KINDS[place])
    page = read_library(
        db.session(),
        worker(),
        wanted,
        Sort.ADDED,
        now(),
        today(),
        descending=True,
        cursor=cursor_asked(KEY_READERS[Sort.ADDED]),
        size=PAGE_SIZE,
    )
    counts = count_by_tab(db.session(), worker(), wanted, now(), today())
    return _page(place, form, page, counts), 200


def _page(place: str, form: MediaFilterForm, page: Slice[Media], counts: Any) -> str:
    def address(**changes: str | None) -> str:
        kept = {name: request.args.get(name) for name in ("place", "vue", "q")}
        answers: dict[str, Any] = {name: one for name, one in {**kept, **changes}.items() if one}
        return url_for("newsroom.picker", **answers)

    newer_url, older_url = pages_beside(page, lambda one: place_in(Sort.ADDED, one), address)
    return render_template(
        "newsroom/picker.html",
        place=place,
        heading=PLACES[place],
        form=form,
        items=shapes(page.rows),
        tabs=list(tabs(counts, address)),
        tab=chosen_tab(),
        clear_url=address(q=None),
        previous_url=newer_url,
        next_url=older_url,
        hidden={name: request.args[name] for name in ("place", "vue") if request.args.get(name)},
        may_add=may_add(worker()),
        accept=accepted(place),
        today=today(),
    )
