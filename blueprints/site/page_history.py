"""The history of a page of tiles: all that was published, compared with now, and brought back."""

from dataclasses import dataclass
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, now
from app.actions.drafts import hold_page
from app.actions.exceptions import Outdated
from app.actions.layouts import NothingToPublish, restore_layout, take_up_layout
from app.cursors import cursor_asked, moment, pages_beside
from app.extensions import db
from app.models import Layout, PageKind
from app.queries.drafts import (
    find_draft,
    layout_of,
    online_layout,
    values_of_draft,
    values_of_layout,
)
from app.queries.names import full_names
from app.queries.page_history import PastLayout, past_layouts
from app.rules.tiles import compared
from blueprints.site.tile_pages import (
    NAMES,
    get,
    post,
    seen_version,
    to_page,
    told_outdated,
)
from blueprints.site.tile_words import ChangeLine, change_lines, kind_icon, kind_words, tile_name

PAGE_SIZE = 30


@dataclass(frozen=True)
class Past:
    """A composition in the history, with what it is now."""

    was: PastLayout
    state: str


@get("/historique")
def page_history(page: PageKind) -> str:
    """List the compositions of a page, the newest first, or those before or after one of them."""
    cursor = cursor_asked(moment)
    found = past_layouts(db.session(), page, cursor, PAGE_SIZE)
    if cursor is not None and not found.rows:
        abort(404)
    online = online_layout(db.session(), page, now())
    newer_url, older_url = pages_beside(
        found, lambda one: (one.at, one.layout.id), partial(url_for, ".page_history", page=page)
    )
    return render_template(
        "site/page_history.html",
        page=page,
        page_name=NAMES[page],
        draft=find_draft(db.session(), page),
        past=[Past(one, _state(one.layout, online)) for one in found.rows],
        newer_url=newer_url,
        older_url=older_url,
        page_size=PAGE_SIZE,
    )


@get("/historique/<id:layout_id>")
def page_version(page: PageKind, layout_id: int) -> str:
    """Show a composition of a page, and what differs between it and what is online, or drafted."""
    layout = layout_of(db.session(), page, layout_id) or abort(404)
    draft = find_draft(db.session(), page)
    online = online_layout(db.session(), page, now())
    names = full_names(db.session(), [one for one in (layout.created_by_id,) if one])
    return render_template(
        "site/page_version.html",
        page=page,
        page_name=NAMES[page],
        layout=layout,
        state=_state(layout, online),
        by=names.get(layout.created_by_id or 0, ""),
        draft=draft,
        tiles=[
            (kind_icon(one.kind), tile_name(one), kind_words(one.kind), one.width)
            for one in values_of_layout(db.session(), layout.id)
        ],
        comparisons=_comparisons(page, layout, online, has_draft=draft is not None),
    )


@post("/historique/<id:layout_id>/reprendre")
def restore_page(page: PageKind, layout_id: int) -> Response:
    """Bring a composition back: into the draft, or online at once."""
    hold_page(db.session())
    layout = layout_of(db.session(), page, layout_id) or abort(404)
    asked = request.form.get("do")
    try:
        if asked == "draft":
            take_up_layout(db.session(), now(), actor(), layout, seen_version())
            said = _("The composition is in the draft: change it, or publish it.")
        elif asked == "online":
            restore_layout(db.session(), now(), actor(), layout)
            said = _("The composition is online again.")
        else:
            abort(400)
    except Outdated:
        return told_outdated(page)
    except NothingToPublish:
        db.session.rollback()
        flash(_("This composition has no tile: it cannot be online."))
        return redirect(url_for(".page_history", page=page), code=303)
    db.session.commit()
    flash(said)
    return to_page(page)


def _state(layout: Layout, online: Layout | None) -> str:
    """Return what a composition is now: online, scheduled, called-off or past."""
    if layout.published_at is None:
        return "called-off"
    if layout.published_at > now():
        return "scheduled"
    return "online" if online is not None and layout.id == online.id else "past"


def _comparisons(
    page: PageKind, layout: Layout, online: Layout | None, *, has_draft: bool
) -> list[tuple[str, list[ChangeLine]]]:
    """Return what would change online, and in the draft, if the composition came back."""
    values = values_of_layout(db.session(), layout.id)
    found = []
    if online is not None and online.id != layout.id:
        before = values_of_layout(db.session(), online.id)
        found.append((_("From the page that is online"), change_lines(compared(before, values))))
    if has_draft:
        draft = values_of_draft(db.session(), page)
        found.append((_("From the draft"), change_lines(compared(draft, values))))
    return found
