"""The high tile: its picture, and the article on its foot only for those who may read it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Slot
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import HEAD, MEMBER, add_picture, lay_tile, links, shown


def test_it_leads_to_its_article_with_its_summary(app: Flask, session: Session) -> None:
    article = make_article(
        session, make_rubrique(session, "CDI"), "Nuit de la lecture", summary="Contes à la lampe."
    )
    tile = lay_tile(session, "hero", {"article": article.id})
    add_picture(session, Slot.PICTURE, tile=tile, alt="Le collège au bord de l’eau")
    add_picture(session, Slot.PICTURE_DARK, tile=tile)
    [found] = shown(app)
    assert links(found) == [("Nuit de la lecture", f"/articles/{article.id}-nuit-de-la-lecture")]
    assert "Contes à la lampe." in found.text_content()
    assert found.find(".//img").get("alt") == "Le collège au bord de l’eau"
    assert any("dark" in source.get("media", "") for source in found.iter("source"))


@pytest.mark.parametrize("state", ["draft", "not started", "expired", "private", "unknown"])
def test_an_article_that_may_not_be_read_now_leaves_no_trace(
    state: str, app: Flask, session: Session
) -> None:
    rubrique = make_rubrique(
        session, visibility=Visibility.PRIVATE if state == "private" else Visibility.PUBLIC
    )
    article = make_article(
        session,
        rubrique,
        "Un secret",
        status=Status.DRAFT if state == "draft" else Status.ONLINE,
        starts_at=NOW + timedelta(days=1 if state == "not started" else -9),
        ends_at=NOW - timedelta(days=1) if state == "expired" else None,
    )
    wanted = 999_999 if state == "unknown" else article.id
    tile = lay_tile(session, "hero", {"article": wanted})
    add_picture(session, Slot.PICTURE, tile=tile)
    [found] = shown(app, MEMBER)
    assert links(found) == []
    assert "secret" not in found.text_content()


def test_it_can_be_disabled(app: Flask, session: Session) -> None:
    tile = lay_tile(session, "hero", {"enabled": False})
    add_picture(session, Slot.PICTURE, tile=tile)
    assert shown(app, HEAD) == []


def test_with_neither_picture_nor_article_there_is_none(app: Flask, session: Session) -> None:
    lay_tile(session, "hero")
    assert shown(app) == []


@pytest.mark.parametrize(
    ("size", "files"),
    [
        ((2100, 480), ("hero-narrow-853.avif", "hero-2100.avif")),
        ((4200, 2400), ("hero-narrow-1200.avif", "hero-2100.avif")),
        ((900, 900), ("hero-narrow-900.avif", "hero-900.avif")),
    ],
)
def test_it_asks_for_the_files_that_are_kept(
    size: tuple[int, int], files: tuple[str, str], app: Flask, session: Session
) -> None:
    """A small picture is never enlarged: its forms are smaller."""
    tile = lay_tile(session, "hero")
    add_picture(session, Slot.PICTURE, tile=tile, size=size)
    [found] = shown(app)
    asked = [source.get("srcset").split()[0] for source in found.iter("source")]
    for name in files:
        assert any(address.endswith(f"/{name}") for address in asked)
