"""What holds for each tile type: it is listed, shows itself to all, survives bad settings."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import tiles
from app.models import Article, PageKind, Rubrique
from app.rules.audience import ANONYMOUS, Viewer
from app.templating import STATIC
from tests.factories import make_article, make_rubrique
from tests.feed_kit import make_feed
from tests.layouts import MEMBER, add_picture, counted_queries, lay_tile, shown
from tiles import TYPES

FOLDER = Path(tiles.__file__).parent
OF_THE_PAGE = 2
"""The queries that find the tiles and their pictures, whatever these are."""
MOST_QUERIES = 2
BROKEN = (
    None,
    "",
    "1",
    "a",
    [],
    [1],
    ["1"],
    [None],
    [[1]],
    {},
    {"a": 1},
    0,
    -1,
    True,
    1.5,
    10**30,
    [10**30],
    list(range(1, 200)),
    "javascript:alert(1)",
    "<p>Un texte",
    "\x00",
    "é" * 100_000,
)


def test_each_file_is_listed_and_has_its_template() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    templates = {path.stem for path in (FOLDER.parent / "templates/tiles").glob("*.html")}
    assert files == set(TYPES) == templates


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_says_what_it_is(kind: str, app: Flask) -> None:
    tile_type = TYPES[kind]
    assert tile_type.kind == kind
    assert tile_type.icon in json.loads((STATIC / "icons/lucide.json").read_text())
    assert tile_type.pages <= set(PageKind)
    assert tile_type.pages
    with app.test_request_context("/"):
        assert str(tile_type.label)
        for settings in (tile_type.example, {}):
            form = tile_type.Settings(data=dict(settings))
            assert form.validate(), form.errors
            assert all(str(field.label.text) for field in form)


@pytest.mark.parametrize("viewer", [ANONYMOUS, MEMBER], ids=["visitor", "member"])
@pytest.mark.parametrize("settings", ["example", "none"])
@pytest.mark.parametrize("kind", TYPES)
def test_a_type_shows_itself(
    kind: str,
    settings: str,
    viewer: Viewer,
    app: Flask,
    session: Session,
    caplog: pytest.LogCaptureFixture,
) -> None:
    rubriques = [make_rubrique(session, "Actualités"), make_rubrique(session, "CDI")]
    articles = [make_article(session, rubriques[0], f"Article {number}") for number in range(3)]
    make_feed(session, TYPES["external_feed"].example["url"], "Un appel", "Un concours")
    example = _with_ids(TYPES[kind].example, rubriques, articles)
    tile = lay_tile(session, kind, example if settings == "example" else {})
    for slot in TYPES[kind].slots if settings == "example" else ():
        add_picture(session, slot, tile=tile)
    with counted_queries() as statements:
        found = shown(app, viewer)
    reads = [one for one in statements if one.startswith(("SELECT", "WITH"))]
    assert len(reads) <= OF_THE_PAGE + MOST_QUERIES
    assert caplog.records == []
    assert len(found) == 1 or settings == "none"


@pytest.mark.parametrize("kind", TYPES)
def test_broken_settings_never_break_the_page(
    kind: str, app: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    names = TYPES[kind].Settings()._fields
    for value in BROKEN:
        for name in names:
            lay_tile(session, kind, {name: value})
        lay_tile(session, kind, value)
    lay_tile(session, "contact", title="Le dernier")
    found = shown(app)
    assert found[-1].find(".//h2").text_content() == "Le dernier"
    for one in found:
        assert not one.xpath("//*[starts-with(@href, 'javascript')]")


def _with_ids(
    example: Mapping[str, Any], rubriques: list[Rubrique], articles: list[Article]
) -> dict[str, Any]:
    """Return example settings where 1 is the id of the first thing made, and so on."""
    made = {
        "rubriques": rubriques,
        "rubrique": rubriques,
        "articles": articles,
        "article": articles,
    }
    moved = dict(example)
    for name in made.keys() & example.keys():
        numbers = example[name]
        if isinstance(numbers, int):
            moved[name] = made[name][numbers - 1].id
        else:
            moved[name] = [made[name][number - 1].id for number in numbers]
    return moved
