"""A home page never fails for one tile: visitors see it without, those who manage see a notice."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import PageKind
from app.rules.audience import ANONYMOUS, Viewer
from app.tile import checked_settings
from app.tile_rendering import RenderedTile, render_page
from tests.factories import NOW
from tests.layouts import HEAD, MEMBER, lay_tile, with_type
from tests.tiles.failing import FAULTS, PLACE, Fault, Newer
from tiles import TYPES


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_the_page_stands_and_the_fault_is_logged(
    fault: Fault, app: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    types = {**TYPES, **fault.types}
    before = lay_tile(session, "social_link", title="Avant", width=8)
    broken = lay_tile(session, fault.kind, fault.settings, title="Cassée", width=4)
    after = lay_tile(session, "social_link", title="Après", width=4)
    order = [before.id, broken.id, after.id]
    session.commit()

    for viewer in (ANONYMOUS, MEMBER):
        caplog.clear()
        found = _rendered(app, viewer, types)
        assert [one.tile.id for one in found] == [order[0], order[2]]
        assert all(one.html for one in found)
        assert [one.place.split()[0] for one in found] == ["w-8", "w-4"]
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert str(order[1]) in caplog.text

    for found in (_rendered(app, HEAD, types), _rendered(app, MEMBER, types, composes=True)):
        assert [(one.tile.id, one.html is None) for one in found] == [
            (order[0], False),
            (order[1], True),
            (order[2], False),
        ]


def test_older_settings_that_say_enough_are_filled_up(app: Flask, session: Session) -> None:
    types = with_type(PLACE, Newer())
    for settings in ({}, {"size": 3}, {"forgotten": "x", "size": 4}):
        kind, found = checked_settings(types, PLACE, settings)
        assert kind is types[PLACE]
        assert found == {"size": settings.get("size", 1), "words": "neuf"}


def test_whether_one_composes_is_asked_where_a_tile_is_broken(app: Flask, session: Session) -> None:
    def composes() -> bool:
        asked.append(True)
        return False

    asked: list[bool] = []
    lay_tile(session, "social_link")
    session.commit()
    for expected in (0, 1):
        with app.test_request_context("/"):
            page = PageKind.PUBLIC_HOME
            found = render_page(TYPES, page, MEMBER, NOW, composes=composes)
        assert (len(found), len(asked)) == (1, expected)
        lay_tile(session, "no_such_kind")
        session.commit()


def _rendered(
    app: Flask, viewer: Viewer, types: Any, *, composes: bool = False
) -> list[RenderedTile]:
    with app.test_request_context("/"):
        return render_page(types, PageKind.PUBLIC_HOME, viewer, NOW, composes=lambda: composes)
