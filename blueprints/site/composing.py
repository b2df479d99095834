"""A page of tiles in edit mode: its draft, begun from what is online and given up."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access import actor, now, viewer
from app.actions.drafts import begin_draft, hold_page, new_mark
from app.actions.exceptions import Outdated
from app.actions.layouts import give_up
from app.composed import DraftedTile, drafted_tiles
from app.default_page import DEFAULTS
from app.extensions import db
from app.headers import expect_editor
from app.models import PageKind
from app.queries.drafts import (
    find_draft,
    online_layout,
    scheduled_layouts,
    values_of_draft,
    values_of_layout,
)
from app.queries.names import full_names
from app.rules.audience import PUBLIC
from app.rules.tiles import MOST_TILES, WIDTHS, TileChange, TileValues, compared
from app.targets import known_names
from app.tile import PlacedTile
from app.tile_rendering import RenderedTile, render_tiles
from blueprints.site.laid import OF_DRAFT, OF_PAGE
from blueprints.site.source_warnings import SourceWords, source_words
from blueprints.site.tile_pages import (
    NAMES,
    get,
    post,
    seen_version,
    to_page,
    told_outdated,
)
from blueprints.site.tile_warnings import warnings_of
from blueprints.site.tile_words import (
    audience_words,
    change_lines,
    change_words,
    field_words,
    hidden_words,
    kind_icon,
    kind_words,
    name_of,
)
from tiles import TYPES


@dataclass(frozen=True)
class Plot:
    """A tile on the page that is composed, with its place from 1 and what its bar says."""

    tile: PlacedTile
    place: int
    slab: str
    """The classes of its slab."""
    name: str
    kind: str
    icon: str
    html: Markup | None
    is_broken: bool
    is_wide: bool
    whom: str
    is_for_all: bool
    hidden: Sequence[str]
    change: str
    """What became of it since the page that is online, and below what differs."""
    changed: str
    is_new: bool
    is_narrowest: bool
    is_widest: bool
    warnings: Sequence[str]
    """What is wrong with its pictures and its sources."""
    facts: Sequence[str]
    """What is said of its sources where all is well."""
    publishers_url: str
    """Where it is said who publishes on it."""


@get()
def composing(page: PageKind) -> str:
    """Show the draft of a page as the page that it will be; without one, what may be begun."""
    draft = find_draft(db.session(), page)
    if draft is not None:
        expect_editor()  # the settings of a text open beside the page
    online = online_layout(db.session(), page, now())
    changes = changes_of(page)
    by = [one.created_by_id for one in (online,) if one] + [draft.changed_by_id if draft else None]
    return render_template(
        "site/composing.html",
        page=page,
        page_name=NAMES[page],
        draft=draft,
        online=online,
        base_is_online=draft is not None and draft.base_id == (online.id if online else None),
        scheduled=db.session.scalars(scheduled_layouts(page, now())).all(),
        people=full_names(db.session(), [one for one in by if one is not None]),
        changed=sum(one.is_change for one in changes),
        plots=plots_of(page, changes) if draft else [],
        publishers_url=url_for(f".{OF_PAGE[page]}_publishers", **(OF_DRAFT if draft else {})),
        why_url=url_for(f".why_on_{OF_PAGE[page]}", **(OF_DRAFT if draft else {})),
        most=MOST_TILES,
    )


@post("/brouillon")
def begin_composing(page: PageKind) -> Response:
    """Begin the draft of a page, or go on with the one that somebody has begun meanwhile."""
    hold_page(db.session())
    begin_draft(db.session(), now(), actor(), page, _default(page))
    db.session.commit()
    return to_page(page)


@get("/brouillon/abandon")
def discarding(page: PageKind) -> str | Response:
    """Ask before a draft is given up, with what would be lost."""
    draft = find_draft(db.session(), page)
    if draft is None:
        return to_page(page)
    return render_template(
        "site/discarding.html",
        page=page,
        draft=draft,
        changes=change_lines(changes_of(page)),
    )


@post("/brouillon/abandon")
def discard(page: PageKind) -> Response:
    """Give a draft up."""
    hold_page(db.session())
    draft = find_draft(db.session(), page)
    if draft is None:
        return to_page(page)
    try:
        give_up(db.session(), now(), actor(), draft, seen_version())
    except Outdated:
        return told_outdated(page)
    db.session.commit()
    flash(_("The draft is given up. The page stays as it is online."))
    return redirect(url_for(".composing", page=page), code=303)


def changes_of(page: PageKind) -> list[TileChange]:
    """Return what became of each tile from the page that is online to its draft."""
    online = online_layout(db.session(), page, now())
    before = values_of_layout(db.session(), online.id if online else None)
    return compared(before, values_of_draft(db.session(), page))


def plots_of(page: PageKind, changes: Sequence[TileChange]) -> list[Plot]:
    """Return the tiles of a draft, each rendered as whoever composes sees it."""
    drafted = drafted_tiles(db.session(), page, now())
    by_mark = {one.mark: one for one in changes}
    names = known_names({key for one in drafted for key in one.audience})
    whom = [audience_words(one.audience, names) for one in drafted]
    rendered = render_tiles(TYPES, [one.placed for one in drafted], viewer(), now(), keeps_all=True)
    of_sources = source_words(page, drafted)
    return [
        _plot(
            number,
            tile,
            shown,
            words,
            by_mark.get(tile.mark),
            of_sources.get(tile.placed.id, SourceWords()),
            url_for(f".{OF_PAGE[page]}_publishers", **OF_DRAFT, _anchor=f"tile-{number}"),
        )
        for number, (tile, shown, words) in enumerate(zip(drafted, rendered, whom, strict=True), 1)
    ]


def _plot(
    number: int,
    drafted: DraftedTile,
    shown: RenderedTile,
    whom: str,
    change: TileChange | None,
    of_sources: SourceWords,
    publishers_url: str,
) -> Plot:
    tile = drafted.placed
    return Plot(
        tile=tile,
        place=number,
        slab=shown.place,
        name=name_of(tile.kind, tile.title, tile.settings),
        kind=kind_words(tile.kind),
        icon=kind_icon(tile.kind),
        html=shown.html,
        is_broken=shown.is_broken,
        is_wide=shown.is_wide,
        whom=whom,
        is_for_all=PUBLIC in drafted.audience,
        hidden=list(hidden_words(drafted, now())),
        change=change_words(change) if change else "",
        changed=field_words(change) if change and change.before else "",
        is_new=change is not None and change.before is None,
        is_narrowest=tile.width == WIDTHS[0],
        is_widest=tile.width == WIDTHS[-1],
        warnings=[*warnings_of(drafted), *of_sources.warnings],
        facts=of_sources.facts,
        publishers_url=publishers_url,
    )


def _default(page: PageKind) -> list[TileValues]:
    audience = frozenset({PUBLIC if page is PageKind.PUBLIC_HOME else "members"})
    return [
        TileValues(
            new_mark(),
            one.kind,
            one.title,
            one.width,
            one.height,
            str(one.finish),
            one.settings,
            audience,
        )
        for one in DEFAULTS[page]
    ]
