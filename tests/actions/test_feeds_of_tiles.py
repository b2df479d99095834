"""A tile that is saved, restored or taken up has its feed asked for, in the same transaction."""

import dataclasses
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.draft_tiles import add_tile, change_tile, duplicate_tile, state_of
from app.actions.drafts import new_mark
from app.actions.external_feeds import FEED_JOB
from app.actions.layouts import publish_draft, restore_layout, take_up_layout
from app.models import Draft, DraftTile, ExternalFeed, FeedCheck, Job
from app.queries.drafts import values_of_draft
from app.rules.tiles import TileValues
from tests.drafts_kit import PAGE, begin, lay_page
from tests.factories import NOW, make_person
from tests.layouts import lay_tile

URL = "https://rectorat.example/rss.xml"
OTHER = "https://ville.example/atom"


@pytest.fixture
def me(session: Session) -> int:
    return make_person(session).id


def feeds(session: Session) -> list[str]:
    return list(session.scalars(select(ExternalFeed.url).order_by(ExternalFeed.url)))


def jobs(session: Session) -> int:
    return len(session.scalars(select(Job).where(Job.kind == FEED_JOB)).all())


def forget(session: Session) -> None:
    """Let the nightly job have forgotten all feeds."""
    for table in (FeedCheck, ExternalFeed):
        session.execute(delete(table))
    session.expire_all()


def add_feed(session: Session, me: int, url: Any) -> tuple[Draft, DraftTile]:
    draft = begin(session, me)
    values = TileValues(new_mark(), "external_feed", "Flux", settings={"url": url})
    return draft, add_tile(session, NOW, me, draft, values, draft.version)


def test_a_tile_that_is_saved_names_its_feed_once(session: Session, me: int) -> None:
    draft, tile = add_feed(session, me, URL)
    assert (feeds(session), jobs(session)) == ([URL], 1)
    duplicate_tile(session, NOW, me, draft, tile, draft.version)
    assert (feeds(session), jobs(session)) == ([URL], 1)
    values = dataclasses.replace(values_of_draft(session, PAGE)[0], settings={"url": OTHER})
    change_tile(session, NOW, me, draft, tile, values, state_of(tile))
    assert (feeds(session), jobs(session)) == ([URL, OTHER], 2)


@pytest.mark.parametrize(
    "url", ["", None, 7, "ftp://a.example/", "http://127.0.0.1/rss", "http://localhost/"]
)
def test_what_may_not_be_asked_is_not(session: Session, me: int, url: Any) -> None:
    add_feed(session, me, url)
    assert (feeds(session), jobs(session)) == ([], 0)


def test_an_earlier_page_has_its_feeds_asked_for_anew(session: Session, me: int) -> None:
    lay_tile(session, "external_feed", {"url": URL}, title="Flux")
    earlier = lay_page(session, "A")
    draft = begin(session, me)
    assert feeds(session) == [URL]
    publish_draft(session, NOW, me, draft, draft.version)
    forget(session)
    restore_layout(session, NOW, me, earlier)
    assert feeds(session) == [URL]
    forget(session)
    take_up_layout(session, NOW, me, earlier, 0)
    assert feeds(session) == [URL]
