"""What narrows the library, what sorts it, and its pages."""

from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask

from app.extensions import db
from app.models import Media, MediaKind
from app.queries.keyset import Cursor
from app.queries.library import MediaFilter, Sort, Tab, count_by_tab, place_in, read_library
from app.rules.consent import ends_soon
from app.rules.licences import Licence
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW
from tests.library_kit import TODAY, keep, titles, use


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom(db.session())


FILTERS: dict[str, dict[str, object]] = {
    "chêne": {"words": "CHENE"},
    "100 %": {"words": "100 %"},
    "a_b": {"words": "a_b"},
    "licensed": {"words": "zoe lou"},
    "document": {"kinds": frozenset({MediaKind.DOCUMENT})},
    "seen": {"people": True},
    "nobody": {"people": False},
    "ending": {"consent_ends": True},
    "used": {"unused": False, "words": "used"},
}
"""Filters by the title of the one file that each keeps."""


def shelf_of_kinds(newsroom: Newsroom) -> None:
    """Keep a file for each filter, all of the writer."""
    session, owner_id = newsroom.session, newsroom.people["writer"].id
    said = {"owner_id": owner_id, "licence": Licence.BY, "alt": "Une haie", "shows_people": None}
    keep(session, "chêne", **said)
    keep(session, "100 %", **said)
    keep(session, "100 euros", **said)
    keep(session, "a_b", **said)
    keep(session, "aXb", **said)
    keep(session, "licensed", **said | {"credit": "Zoé", "keywords": "Lou, 4B"})
    keep(session, "document", **said | {"kind": MediaKind.DOCUMENT, "alt": None})
    keep(session, "seen", **said | {"shows_people": True})
    keep(session, "nobody", **said | {"shows_people": False})
    ends = TODAY + timedelta(days=60)
    keep(session, "ending", **said | {"consent_ends_on": ends})
    keep(session, "later", **said | {"consent_ends_on": ends + timedelta(days=1)})
    keep(session, "bare", **said | {"licence": None, "alt": None})
    article = newsroom.write("writer")
    use(session, keep(session, "used", **said), revision_id=article.newest_revision_id)


@pytest.mark.parametrize("title", FILTERS)
def test_each_filter_keeps_what_it_says(newsroom: Newsroom, title: str) -> None:
    shelf_of_kinds(newsroom)
    assert titles(newsroom, "writer", Tab.MINE, **FILTERS[title]) == {title}


def test_what_is_missing_is_found(newsroom: Newsroom) -> None:
    shelf_of_kinds(newsroom)
    assert titles(newsroom, "writer", Tab.MINE, without_licence=True) == {"bare"}
    assert titles(newsroom, "writer", Tab.MINE, without_alt=True) == {"bare"}
    unsaid = titles(newsroom, "writer", Tab.MINE, people_unsaid=True)
    assert {"chêne", "bare"} <= unsaid
    assert not {"seen", "nobody", "document"} & unsaid
    unused = titles(newsroom, "writer", Tab.MINE, unused=True)
    assert unused == titles(newsroom, "writer", Tab.MINE) - {"used"}


def test_the_end_of_a_consent_is_the_same_in_both_languages(newsroom: Newsroom) -> None:
    owner_id = newsroom.people["writer"].id
    for days in (-400, -1, 0, 1, 59, 60, 61, 400):
        end = TODAY + timedelta(days=days)
        keep(newsroom.session, str(days), owner_id=owner_id, consent_ends_on=end)
    found = titles(newsroom, "writer", Tab.MINE, consent_ends=True)
    assert found == {
        title
        for title in titles(newsroom, "writer", Tab.MINE)
        if ends_soon(TODAY + timedelta(days=int(title)), TODAY)
    }


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
def test_the_pages_are_the_whole_list_in_order(
    newsroom: Newsroom, sort: Sort, descending: bool
) -> None:
    session, worker = newsroom.session, newsroom.worker("writer")
    for number in range(23):
        keep(
            session,
            f"n° {number % 7}",
            size=number % 5,
            created_at=NOW - timedelta(hours=number % 4),
            owner_id=newsroom.people["writer"].id,
        )
    rows: list[Media] = []
    cursor = None
    while True:
        page = read_library(
            session,
            worker,
            MediaFilter(),
            sort,
            NOW,
            TODAY,
            descending=descending,
            cursor=cursor,
            size=5,
        )
        rows += page.rows
        if not page.has_next:
            break
        cursor = Cursor(*place_in(sort, page.rows[-1]))
    assert len({row.id for row in rows}) == len(rows) == 23
    assert count_by_tab(session, worker, MediaFilter(), NOW, TODAY)[Tab.MINE] == 23
    for one, other in pairwise(place_in(sort, row) for row in rows):
        assert other < one if descending else one < other
