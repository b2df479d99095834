"""A school in which people hold this or that of the rights to compose; all addresses of a page."""

import re
from collections.abc import Iterator
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.actions.draft_tiles import add_tile
from app.actions.drafts import begin_draft
from app.models import Draft, DraftTile, Layout, PageKind, SiteRight, Tile, TileAudience
from app.queries.drafts import values_of_draft
from app.rules.audience import user_key
from app.rules.site_rights import Right
from app.rules.tiles import TileValues
from tests.drafts_kit import a_tile
from tests.factories import NOW
from tests.visits import saved
from tests.web.site_school import School, make_school

BASES = {
    PageKind.PUBLIC_HOME: "/site/page-accueil",
    PageKind.PERSONAL_HOME: "/site/page-personnelle",
}
OF_PAGES = {Right.COMPOSE, Right.COMPOSE_PERSONAL}
GIVEN = {
    "teacher": {Right.COMPOSE},
    "parent": {Right.COMPOSE_PERSONAL},
    "writer": OF_PAGES,
    "moderator": set(Right) - OF_PAGES,
    "pupil": set[Right](),
}
COMPOSED = {
    "teacher": {PageKind.PUBLIC_HOME},
    "parent": {PageKind.PERSONAL_HOME},
    "writer": set(PageKind),
    "moderator": set[PageKind](),
    "pupil": set[PageKind](),
    "head": set(PageKind),
    "deputy": set(PageKind),
    "admin": set(PageKind),
}
"""Who composes what: by a right that was given, or by rule."""
SEE_PEOPLE = {"head", "admin"}
"""Who may ask what one person sees."""
FINDS_PEOPLE = "/personnes"


def school_of_composers(app: Flask) -> School:
    """Store a school with two published pages, each with a draft and an earlier layout."""
    made = make_school(app)
    with saved(app) as session:
        for name, rights in GIVEN.items():
            key = user_key(made.people[name])
            session.add_all(SiteRight(right=right, key=key) for right in rights)
        for page in PageKind:
            session.add_all(_layout(page, days) for days in (2, 1))
            session.flush()
            draft = begin_draft(session, NOW, made.people["head"], page)
            tile = _drafted(page)
            add_tile(session, NOW, made.people["head"], draft, tile, draft.version)
    return made


def _layout(page: PageKind, days: int) -> Layout:
    then = NOW - timedelta(days=days)
    tile = Tile(
        position=1,
        kind="rich_text",
        title=f"{page} {days}",
        settings={"html": "<p>En ligne.</p>"},
        mark=f"mark-{page}",
        audience=[TileAudience(key="members")],
    )
    return Layout(page=page, created_at=then, published_at=then, tiles=[tile])


def _drafted(page: PageKind) -> TileValues:
    return a_tile(f"Brouillon de {page}", audience=frozenset({"members"}))


def addresses(school: School, page: PageKind) -> Iterator[tuple[str, str]]:
    """Yield (method, address) of all that is below a page, what only shows something first."""
    with saved(school.app) as session:
        ids = {
            "tile_id": session.scalars(
                select(DraftTile.id).where(DraftTile.page == page).order_by(DraftTile.id.desc())
            ).first(),
            "layout_id": session.scalars(
                select(Layout.id).where(Layout.page == page).order_by(Layout.id)
            ).first(),
        }
    found = [
        (method, re.sub(r"<id:(\w+)>", lambda part: str(ids[part[1]]), rule.rule))
        for rule in school.app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if f"{rule.rule}/".startswith(f"{BASES[page]}/")
    ]
    yield from sorted(found)


def stored(school: School, page: PageKind) -> object:
    """Return all that composing a page changes."""
    with saved(school.app) as session:
        layouts = session.execute(
            select(Layout.id, Layout.published_at).where(Layout.page == page).order_by(Layout.id)
        ).all()
        draft = session.get_one(Draft, page)
        tiles = values_of_draft(session, page)
        return draft.version, tiles, [tuple(one) for one in layouts]
