"""What stands between an article and a tile, told whole; the agreement is tests/test_in_tile.py."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.rules.audience import ANONYMOUS
from app.rules.in_tile import (
    About,
    AskedArticle,
    Check,
    Obstacle,
    checks_of_article,
    checks_of_tile,
)
from app.rules.page_tiles import LaidTile, Sources, Supply
from app.rules.visibility import Node, Publication, Visibility
from app.rules.workflow import Status
from tests.factories import NOW

DAY = timedelta(days=1)
ARTICLE = AskedArticle(1, 1, True, Publication(Status.ONLINE, NOW - DAY, None))
TILE = LaidTile(9, "news_feed", "", {}, frozenset({"public"}))
NEWS = Sources(Supply.NEWS, (1,), maximum=3)


def obstacles(checks: list[Check]) -> list[Obstacle]:
    """Return what stands in the way."""
    return [check.obstacle for check in checks if check.obstacle is not None]


def rubrique(**marks: object) -> Node:
    """Return a public rubrique, or one with other marks."""
    return replace(Node(1, None, Visibility.PUBLIC, False, {}), **marks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("publication", "node", "expected"),
    [
        (Publication(Status.ONLINE, NOW, None), rubrique(), []),
        (Publication(Status.ONLINE, NOW - DAY, NOW), rubrique(), [Obstacle.EXPIRED]),
        (Publication(Status.ONLINE, NOW + DAY, None), rubrique(), [Obstacle.SCHEDULED]),
        (Publication(Status.DRAFT, NOW + DAY, None), rubrique(), [Obstacle.DRAFT]),
        (Publication(Status.PENDING, None, None), rubrique(), [Obstacle.PENDING]),
        (Publication(Status.TRASHED, NOW, None), rubrique(trashed=True),
         [Obstacle.TRASHED, Obstacle.RUBRIQUE_TRASHED]),
        (ARTICLE.publication, rubrique(visibility=Visibility.PRIVATE, archived=True),
         [Obstacle.PRIVATE, Obstacle.ARCHIVED]),
    ],
)  # fmt: skip
def test_all_that_stands_in_the_way_is_told(
    publication: Publication, node: Node, expected: list[Obstacle]
) -> None:
    article = replace(ARTICLE, publication=publication)
    assert obstacles(checks_of_article(article, [node], ANONYMOUS, NOW)) == expected


@pytest.mark.parametrize(
    ("tile", "sources", "expected"),
    [
        (TILE, NEWS, []),
        (TILE, None, [Obstacle.BROKEN]),
        (TILE, Sources(articles=(1,)), []),
        (TILE, Sources(articles=(2,)), [Obstacle.NOT_CHOSEN]),
        (TILE, Sources(articles=(1,), is_off=True), [Obstacle.OFF]),
        (TILE, replace(NEWS, rubriques=(2,)), [Obstacle.RUBRIQUE_NOT_CHOSEN]),
        (TILE, replace(NEWS, rubriques=(), everywhere=True), []),
        (replace(TILE, audience=frozenset({"members"})), NEWS, [Obstacle.NOT_FOR_VIEWER]),
        (replace(TILE, shown_from=NOW, shown_until=NOW + DAY), NEWS, []),
        (replace(TILE, shown_from=NOW + DAY), NEWS, [Obstacle.NOT_YET]),
        (replace(TILE, shown_until=NOW), NEWS, [Obstacle.NO_LONGER]),
    ],
)
def test_a_tile_has_its_own_obstacles(
    tile: LaidTile, sources: Sources | None, expected: list[Obstacle]
) -> None:
    checks = checks_of_tile(ARTICLE, tile, sources, ANONYMOUS, NOW, takes_articles=True)
    assert obstacles(checks) == expected


def test_news_come_from_blogs_only_and_chosen_articles_from_anywhere() -> None:
    page = replace(ARTICLE, has_blog=False)
    for sources, expected in ((NEWS, [Obstacle.NO_BLOG]), (Sources(articles=(1,)), [])):
        checks = checks_of_tile(page, TILE, sources, ANONYMOUS, NOW, takes_articles=True)
        assert obstacles(checks) == expected


def test_a_tile_without_articles_says_so() -> None:
    checks = checks_of_tile(ARTICLE, TILE, Sources(), ANONYMOUS, NOW, takes_articles=False)
    assert checks == [Check(About.TILE, Obstacle.NO_ARTICLES)]
