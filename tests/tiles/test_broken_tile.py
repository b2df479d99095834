"""A home page never fails for one tile: visitors see it without, those who manage see a notice."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import PageKind
from app.rules.audience import ANONYMOUS, Viewer
from app.tile import TileType, read
from app.tile_rendering import RenderedTile, render_page
from tests.factories import NOW
from tests.layouts import HEAD, MEMBER, lay_tile, with_type
from tiles import TYPES


class Raising(TileType):
    """Its code fails after it broke the transaction."""

    kind = "contact"

    def context(self, *arguments: Any) -> dict[str, Any]:
        """Fail."""
        read().connection().exec_driver_sql("SELECT * FROM no_such_table")
        return {}


class Unready(TileType):
    """Its template fails: it lacks what it needs."""

    kind = "rubrique_list"

    def context(self, *arguments: Any) -> dict[str, Any]:
        """Give a template something that it cannot show."""
        return {"doors": 3}


BROKEN = {
    "unknown kind": ("no_such_kind", {}, {}),
    "wrong settings": ("news_feed", {"maximum": "many"}, {}),
    "settings that are no settings": ("news_feed", "many", {}),
    "code that raises": ("contact", {}, with_type("contact", Raising())),
    "template that raises": ("rubrique_list", {}, with_type("rubrique_list", Unready())),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_page_stands_and_the_fault_is_logged(
    fault: str, app: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    kind, settings, types = BROKEN[fault]
    before = lay_tile(session, "social_link", title="Avant", width=8)
    broken = lay_tile(session, kind, settings, title="Cassée", width=4)
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

    found = _rendered(app, HEAD, types)
    assert [(one.tile.id, one.html is None) for one in found] == [
        (order[0], False),
        (order[1], True),
        (order[2], False),
    ]


def _rendered(app: Flask, viewer: Viewer, types: Any) -> list[RenderedTile]:
    with app.test_request_context("/"):
        return render_page(types or TYPES, PageKind.PUBLIC_HOME, viewer, NOW)
