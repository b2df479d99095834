"""Pins: articles at the head of the news until the end of a day."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.models import Article, Rubrique
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import MEMBER, counted_queries, headings, lay_tile, shown
from tiles import TYPES

TODAY = "2026-03-24"
YESTERDAY = "2026-03-23"


def make_news(session: Session) -> tuple[Rubrique, list[Article]]:
    """Store a blog with five articles, the first being the oldest."""
    blog = make_rubrique(session)
    return blog, [
        make_article(session, blog, f"Article {one}", starts_at=NOW - timedelta(days=9 - one))
        for one in range(5)
    ]


def lay_pins(session: Session, blog: Rubrique, *pins: tuple[Article, str], maximum: int) -> None:
    lay_tile(
        session,
        "news_feed",
        {
            "rubriques": [blog.id],
            "maximum": maximum,
            "pins": [{"article": one.id, "until": day} for one, day in pins],
        },
    )


def test_what_is_pinned_comes_first_counts_and_shows_once(app: Flask, session: Session) -> None:
    blog, news = make_news(session)
    lay_pins(session, blog, (news[1], ""), (news[4], "2026-04-30"), maximum=4)
    with counted_queries() as statements:
        [found] = shown(app)
    assert headings(found) == ["Article 1", "Article 4", "Article 3", "Article 2"]
    assert len([one for one in statements if "FROM article" in one]) <= 2


def test_a_pin_holds_to_the_end_of_its_day_in_paris(app: Flask, session: Session) -> None:
    blog, news = make_news(session)
    lay_pins(session, blog, (news[0], TODAY), (news[1], YESTERDAY), maximum=2)
    assert headings(shown(app)[0]) == ["Article 0", "Article 4"]
    midnight = NOW.replace(hour=23)
    assert headings(shown(app, now=midnight - timedelta(seconds=1))[0])[0] == "Article 0"
    assert headings(shown(app, now=midnight)[0]) == ["Article 4", "Article 3"]


def test_pins_of_other_rubriques_show_to_who_may_read_them(app: Flask, session: Session) -> None:
    blog, news = make_news(session)
    closed = make_rubrique(
        session, "Privé", visibility=Visibility.PRIVATE, grants={"members": Role.VISITOR}
    )
    page = make_article(session, make_rubrique(session, "Pages", has_blog=False), "Une page")
    secret = make_article(session, closed, "Réservé")
    over = make_article(session, blog, "Passé", ends_at=NOW - timedelta(hours=1))
    lay_pins(session, blog, (secret, ""), (over, ""), (page, ""), maximum=3)
    assert headings(shown(app)[0]) == ["Une page", "Article 4", "Article 3"]
    assert headings(shown(app, MEMBER)[0]) == ["Réservé", "Une page", "Article 4"]
    assert news


def test_more_pins_than_places_fill_them(app: Flask, session: Session) -> None:
    blog, news = make_news(session)
    lay_pins(session, blog, *((one, "") for one in news[:3]), maximum=2)
    assert headings(shown(app)[0]) == ["Article 0", "Article 1"]


def test_pins_stand_before_the_news_of_all_rubriques(app: Flask, session: Session) -> None:
    _blog, news = make_news(session)
    pins = [{"article": news[2].id, "until": ""}]
    lay_tile(session, "news_feed", {"maximum": 2, "pins": pins})
    assert headings(shown(app)[0]) == ["Article 2", "Article 4"]


BROKEN: tuple[Any, ...] = (
    "3",
    {"article": 3},
    [3],
    [{"article": 0}],
    [{"article": True}],
    [{"article": "3"}],
    [{"article": 2**80}],
    [{"article": 3, "until": 5}],
    [{"article": 3, "until": "demain"}],
    [{"article": 3, "until": "2026-13-01"}],
    [{"article": 3, "until": "1999-01-01"}],
    [{"article": 3, "until": "20260401"}],
    [{"article": one} for one in range(1, 14)],
)


@pytest.mark.parametrize("pins", BROKEN)
def test_broken_pins_are_refused(app: Flask, pins: Any) -> None:
    with app.test_request_context("/"):
        assert not TYPES["news_feed"].Settings(data={"pins": pins}).validate()


def test_settings_of_before_pins_and_typed_ones(app: Flask) -> None:
    with app.test_request_context("/"):
        settings = TYPES["news_feed"].Settings
        old = settings(data={"maximum": 3})
        assert old.validate()
        assert old.data["pins"] == []
        typed = settings(MultiDict([("pins", "3~2026-04-01"), ("pins", "5~"), ("pins", "3~"),
                                    ("maximum", "3")]))  # fmt: skip
        assert typed.validate()
        assert typed.data["pins"] == [
            {"article": 3, "until": "2026-04-01"},
            {"article": 5, "until": ""},
        ]
        wrong = settings(MultiDict([("pins", "3~demain"), ("maximum", "3")]))
        assert not wrong.validate()
        assert wrong.data["pins"] == [{"article": 3, "until": "demain"}], "it is shown again"
