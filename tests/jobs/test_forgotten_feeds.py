"""Feeds that no tile names are forgotten at night, and no others."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.external_feeds import forget_feeds
from app.actions.purge import Moments
from app.models import (
    Draft,
    DraftTile,
    ExternalFeed,
    ExternalItem,
    FeedCheck,
    Layout,
    PageKind,
    Tile,
    TileAudience,
)
from tests.factories import NOW
from tests.feed_kit import make_feed
from tests.jobs.conftest import Purge
from tests.jobs.feeds import DAY, version
from tests.layouts import lay_tile


def place(session: Session, layout: Layout, url: object) -> None:
    layout.tiles.append(
        Tile(
            position=len(layout.tiles),
            kind="external_feed",
            settings={"url": url},
            audience=[TileAudience(key="public")],
        )
    )
    session.add(layout)
    session.flush()


def test_what_no_tile_names_is_forgotten_at_night(session: Session, purge: Purge) -> None:
    urls = {
        name: f"https://{name}.example/rss"
        for name in ("shown", "earlier", "coming", "drafted", "removed", "other", "personal")
    }
    for url in urls.values():
        make_feed(session, url, "Un appel")

    def layout(page: PageKind, days: int) -> Layout:
        return Layout(page=page, created_at=NOW, published_at=NOW + days * DAY)

    place(session, layout(PageKind.PUBLIC_HOME, -9), urls["earlier"])
    shown = layout(PageKind.PUBLIC_HOME, -1)
    place(session, shown, urls["shown"])
    place(session, shown, ["no", "address"])
    place(session, layout(PageKind.PUBLIC_HOME, 3), urls["coming"])
    place(session, layout(PageKind.PERSONAL_HOME, -30), urls["personal"])
    session.add(Draft(page=PageKind.PUBLIC_HOME, created_at=NOW, changed_at=NOW))
    session.flush()
    session.add_all(
        DraftTile(
            page=PageKind.PUBLIC_HOME,
            position=number,
            mark=name,
            kind="external_feed",
            settings={"url": urls[name]},
            removed_at=NOW if name == "removed" else None,
        )
        for number, name in enumerate(("drafted", "removed"))
    )
    session.commit()
    purge(NOW)
    kept = set(session.scalars(select(ExternalFeed.url)))
    assert kept == {urls[name] for name in ("shown", "coming", "drafted", "removed", "personal")}
    for table in (ExternalItem, FeedCheck):
        assert session.scalar(select(func.count()).select_from(table)) == len(kept)


def test_a_feed_on_a_page_stays_and_renews_nothing(session: Session) -> None:
    url = "https://rectorat.example/rss"
    make_feed(session, url, "Un appel")
    lay_tile(session, "external_feed", {"url": url})
    session.commit()
    before = version(session)
    assert forget_feeds(session, Moments(NOW, NOW)) == 0
    session.commit()
    assert session.scalars(select(ExternalFeed.url)).all() == [url]
    assert version(session) == before
