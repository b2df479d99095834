"""When a tile shows, and to whom: the rule, the page's query and the draft say the same."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.actions.drafts import begin_draft
from app.composed import drafted_tiles
from app.models import PageKind, Tile
from app.queries.layouts import layout_with_tiles, visible_tiles
from app.queries.page_tiles import laid_tiles
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.page_tiles import is_due, is_for
from app.tile_rendering import render_page
from tests.factories import NOW, make_person
from tests.layouts import HEAD, MEMBER, lay_tile
from tiles import TYPES

SECOND = timedelta(seconds=1)
MOMENTS = (None, NOW - SECOND, NOW, NOW + SECOND)
AUDIENCES = (("public",), ("members",), ("profile:teacher", "profile:parent"), ())
PARENT = Viewer(9, frozenset({"public", "members", "profile:parent", "user:9"}))
PAGE = PageKind.PUBLIC_HOME


def lay_all(session: Session) -> None:
    """Lay one tile for each pair of moments and each audience."""
    for (start, end), audience in product(product(MOMENTS, MOMENTS), AUDIENCES):
        if start is not None and end is not None and start >= end:
            continue
        tile = lay_tile(session, "rich_text", {"html": "<p>Texte.</p>"}, audience=audience)
        tile.shown_from, tile.shown_until = start, end
    session.flush()


@pytest.mark.parametrize("viewer", [ANONYMOUS, MEMBER, PARENT, HEAD])
@pytest.mark.parametrize("now", [NOW - SECOND, NOW, NOW + SECOND, NOW + timedelta(days=9)])
def test_the_page_shows_what_is_due_and_for_its_viewer(
    app: Flask, session: Session, viewer: Viewer, now: datetime
) -> None:
    lay_all(session)
    laid = laid_tiles(session, PAGE, now)
    assert laid is not None
    expected = [one.id for one in laid if is_due(one, now) and is_for(one, viewer)]
    assert expected or viewer is not PARENT
    assert [one.id for one in session.scalars(visible_tiles(PAGE, viewer, now))] == expected
    rows = session.execute(layout_with_tiles(PAGE, viewer, now)).all()
    assert [row.Tile.id for row in rows if row.Tile is not None] == expected
    with app.test_request_context("/"):
        assert [one.tile.id for one in render_page(TYPES, PAGE, viewer, now)] == expected
    begin_draft(session, NOW, make_person(session).id, PAGE)
    by_mark = {one.mark: one.id for one in session.query(Tile)}
    drafted = drafted_tiles(session, PAGE, now)
    assert [by_mark[one.mark] for one in drafted if one.shows(viewer, now)] == expected
    assert [by_mark[one.mark] for one in drafted if is_due(one.laid, now)
            and is_for(one.laid, viewer)] == expected  # fmt: skip


def test_a_page_of_which_nothing_is_due_stays_composed(app: Flask, session: Session) -> None:
    tile = lay_tile(session, "contact")
    tile.shown_from = NOW + SECOND
    session.flush()
    with app.test_request_context("/"):
        assert render_page(TYPES, PAGE, ANONYMOUS, NOW, default=[]) == []
        assert len(render_page(TYPES, PAGE, ANONYMOUS, NOW + SECOND)) == 1
