"""The media library: what there is to show, found by words, filters and tabs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from app.access import for_members, now, viewer, worker
from app.cursors import cursor_asked, moment, number, pages_beside, words
from app.desk import Entry
from app.extensions import db
from app.listing import address_with, chips
from app.models import Media
from app.queries.keyset import Slice
from app.queries.library import (
    Sort,
    Tab,
    count_by_tab,
    may_add,
    place_in,
    read_library,
    used_among,
)
from app.templating import local
from blueprints.newsroom import newsroom
from blueprints.newsroom.media_filters import NAMES, MediaFilterForm
from blueprints.newsroom.media_shapes import Shape

KEY_READERS: Mapping[Sort, Callable[[str], Any]] = {
    Sort.ADDED: moment,
    Sort.TITLE: words,
    Sort.SIZE: lambda text: number(text, digits=10),
}


@newsroom.get("/mediatheque")
@for_members
def library() -> tuple[str, int]:
    """Show the files that a person sees, by thumbnails."""
    form = MediaFilterForm(request.args)
    form.offer()
    if not form.validate():
        return _page(form, None, {}), 422
    wanted, (sort, descending) = form.wanted(chosen_tab()), form.order()
    page = read_library(
        db.session(),
        worker(),
        wanted,
        sort,
        now(),
        today(),
        descending=descending,
        cursor=cursor_asked(KEY_READERS[sort]),
    )
    return _page(form, page, count_by_tab(db.session(), worker(), wanted, now(), today())), 200


def today() -> date:
    """Return the day that it is at the school."""
    return local(now()).date()


def chosen_tab() -> Tab:
    """Return the tab that is open; one that is not this viewer's is 404."""
    try:
        tab = Tab(request.args.get("vue", Tab.MINE))
    except ValueError:
        abort(404)
    return tab if tab in tabs_offered() else abort(404)


def tabs_offered() -> list[Tab]:
    """Return the tabs of this viewer."""
    return [tab for tab in Tab if tab is not Tab.ALL or viewer().manages_everywhere]


def tabs(counts: Mapping[Tab, int], address: Callable[..., str]) -> Iterator[Entry]:
    """Yield the tabs, each with how many files the filter keeps there."""
    names = {
        Tab.MINE: _("My files"),
        Tab.AT_WORK: _("Used in my rubriques"),
        Tab.COLLECTION: _("Collection"),
        Tab.ALL: _("All files"),
    }
    for tab in tabs_offered():
        url = address(vue=None if tab is Tab.MINE else tab)
        yield Entry(names[tab], url, tab is chosen_tab(), counts.get(tab))


def shapes(media: Sequence[Media]) -> list[Shape]:
    """Return files as lists draw them."""
    used = used_among(db.session(), [one.id for one in media])
    return [Shape(one, one.id in used) for one in media]


def address(**changes: str | None) -> str:
    """Return the address of this list with some of its answers changed or, by none, left out."""
    return address_with("newsroom.library", ("vue", "tri", *NAMES), changes)


def _page(form: MediaFilterForm, page: Slice[Media] | None, counts: Mapping[Tab, int]) -> str:
    rows = page or Slice([], has_previous=False, has_next=False)
    sort = form.order()[0] if page else Sort.ADDED
    previous_url, next_url = pages_beside(rows, lambda media: place_in(sort, media), address)
    return render_template(
        "newsroom/library.html",
        form=form,
        items=shapes(rows.rows),
        tabs=list(tabs(counts, address)),
        tab=chosen_tab(),
        chips=list(chips(form.at_work(), address)) if page else [],
        clear_url=address(**dict.fromkeys(NAMES)),
        previous_url=previous_url,
        next_url=next_url,
        hidden={name: request.args[name] for name in ("vue",) if request.args.get(name)},
        may_add=may_add(worker()),
        is_asked=page is not None,
        today=today(),
    )
