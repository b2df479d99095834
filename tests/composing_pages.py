"""The pages on which pages of tiles are composed, and the draft that they need."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.draft_tiles import add_tile, remove_tile
from app.actions.drafts import begin_draft, new_mark
from app.demo.texts import CLOCK
from app.models import Layout, Media, PageKind
from app.queries.drafts import draft_tiles
from app.rules.tiles import FileUse, TileValues
from tests.sights import HEAD, PARENT, TEACHER, Sight
from tiles import TYPES

PAGE = {"page": PageKind.PUBLIC_HOME}
PERSONAL = {"page": PageKind.PERSONAL_HOME}


def _tile(name: str) -> Sight:
    return Sight("site.tile", HEAD, {**PAGE, "tile_id": name})


SIGHTS = {
    "home page composed": Sight("site.composing", HEAD, PAGE),
    "personal page not composed": Sight("site.composing", HEAD, PERSONAL),
    "home page of a composer": Sight("site.composing", TEACHER, PAGE),
    "composing closed": Sight("site.composing", PARENT, PAGE, 403),
    "choosing a tile": Sight("site.tile_picker", HEAD, PAGE),
    "tile of news": _tile("tile news_feed"),
    "tile of articles": _tile("tile article_pick"),
    "tile of a link": _tile("tile link"),
    "tile of text": _tile("tile rich_text"),
    "tile of dates": _tile("tile events"),
    "tile of rubriques": _tile("tile rubrique_list"),
    "tile of networks": _tile("tile social_link"),
    "tile of another site": _tile("tile external_feed"),
    "tile of the address": _tile("tile contact"),
    "high tile": _tile("tile hero"),
    "tile of a picture": _tile("tile picture"),
    "broken tile": _tile("tile no_such_kind"),
    "publishing a page": Sight("site.publishing", HEAD, PAGE),
    "giving a draft up": Sight("site.discarding", HEAD, PAGE),
    "previewing a page": Sight("site.preview", HEAD, {**PAGE, "largeur": "390"}),
    "page as it will be": Sight("site.previewed", HEAD, PAGE),
    "page as a parent will see it": Sight(
        "site.previewed", HEAD, {**PAGE, "qui": "profile:parent"}
    ),
    "finding who looks at a page": Sight("site.find_preview_eyes", HEAD, {**PAGE, "q": "dub"}),
    "history of a page": Sight("site.page_history", HEAD, PAGE),
    "history of the personal page": Sight("site.page_history", HEAD, PERSONAL),
    "a page of the history": Sight("site.page_version", HEAD, {**PAGE, "layout_id": "first page"}),
}


def _missing(kinds: set[str], seen: frozenset[str]) -> list[TileValues]:
    """Return a tile of each type of which the page has none, as the picker adds it."""
    return [
        TileValues(new_mark(), kind, "", one.columns, settings=dict(one.example), audience=seen)
        for kind, one in TYPES.items()
        if kind not in kinds
    ]


def _files(session: Session) -> frozenset[FileUse]:
    """Return a picture of the collection, too small for what it should be."""
    found = session.scalars(select(Media.id).where(Media.in_collection).order_by(Media.id)).first()
    return frozenset({FileUse(found, "picture", alt=None)} if found else ())


def compose(session: Session, actor_id: int) -> dict[str, Any]:
    """Begin the draft of the home page of the demo school, change it, and name its tiles."""
    now, page = CLOCK, PageKind.PUBLIC_HOME
    draft = begin_draft(session, now, actor_id, page)
    seen = frozenset({"profile:parent", "profile:pupil"})
    kinds = {one.kind for one in session.scalars(draft_tiles(page))}
    for values in (
        TileValues(new_mark(), "no_such_kind", "D’une autre version", 4, audience=seen),
        TileValues(new_mark(), "link", "", 2, audience=frozenset()),
        TileValues(new_mark(), "picture", "La cour", 4, audience=seen, files=_files(session)),
        TileValues(
            new_mark(),
            "rich_text",
            "Portes ouvertes",
            6,
            finish="tinted",
            settings={"html": "<p>Samedi matin, de 9 h à 12 h.</p>"},
            audience=frozenset({"public"}),
            shown_from=now + timedelta(days=3),
        ),
        *_missing(kinds | {"picture"}, seen),
    ):
        add_tile(session, now, actor_id, draft, values, draft.version)
    tiles = session.scalars(draft_tiles(page)).all()
    last_link = next(one for one in reversed(tiles) if one.kind == "link" and one.title)
    remove_tile(session, now, actor_id, draft, last_link, draft.version)
    first = session.scalars(select(Layout.id).where(Layout.page == page)).first()
    return {**{f"tile {one.kind}": one.id for one in reversed(tiles)}, "first page": first}
