"""Feeds of other sites: named by tiles, copied when they change, told of when they stay silent.

What shows (`ExternalFeed`, `ExternalItem`) is written only when it changes: each such write renews
all pages of visitors. The work of asking is kept apart, in `FeedCheck`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.actions.notices import notify
from app.actions.purge import Moments
from app.external.address import is_inner, place_of
from app.external.copies import Copy
from app.external.faults import Fault, FeedFault
from app.external.fetch import Answer, Marks
from app.models import ExternalFeed, ExternalItem, FeedCheck, NoticeKind
from app.queries.external_feeds import TILE_KIND, named_addresses
from app.queries.site_rights import holders_of
from app.rules.feed_checks import SOONEST, is_dead, pause_after_answer, pause_after_failure
from app.rules.pages import COMPOSED_BY
from app.rules.tiles import TileValues

FEED_JOB = "external_feed"
"""The kind of job that asks for one feed for the first time; its argument is `feed_id`."""


@dataclass(frozen=True)
class Question:
    """What is asked for, in plain values: no transaction is open while another site answers."""

    feed_id: int
    url: str
    marks: Marks


def ensure_feed(session: Session, url: str) -> ExternalFeed | None:
    """Return the feed of an address; one that nobody named before is asked for at once.

    None for what may not be asked. Naming a feed changes no page, but adds a row that pages read.
    """
    found = session.scalar(select(ExternalFeed).where(ExternalFeed.url == url))
    if found is not None or not _may_be_asked(url):
        return found
    moment = datetime.now(UTC)
    feed = ExternalFeed(url=url)
    try:
        with session.begin_nested():
            session.add(feed)
    except IntegrityError:  # somebody else has named it in the same moment
        return session.scalars(select(ExternalFeed).where(ExternalFeed.url == url)).one()
    session.add(FeedCheck(feed_id=feed.id, next_at=moment + SOONEST, checked_at=moment))
    enqueue(session, FEED_JOB, feed_id=feed.id)
    session.flush()
    return feed


def ensure_feeds(session: Session, tiles: Iterable[TileValues]) -> None:
    """Make sure that the feeds of some tiles are asked for; what names none is left alone."""
    for one in tiles:
        is_feed = one.kind == TILE_KIND and isinstance(one.settings, Mapping)
        url = one.settings.get("url") if is_feed else None
        if isinstance(url, str) and url:
            ensure_feed(session, url)


def begin_check(session: Session, real: datetime, feed_id: int) -> Question | None:
    """Take a feed in hand: nobody else asks for it meanwhile, even if this one does not end."""
    check = session.get(FeedCheck, feed_id)
    if check is None or check.next_at is None:
        return None
    check.next_at = real + SOONEST
    feed = session.get_one(ExternalFeed, feed_id)
    return Question(feed_id, feed.url, Marks(check.etag, check.last_modified))


def note_answer(
    session: Session, moments: Moments, feed_id: int, answer: Answer, copy: Copy | None
) -> None:
    """Keep what a feed answered, no copy meaning that nothing has changed."""
    check = session.get(FeedCheck, feed_id, with_for_update=True)
    if check is None:
        return
    feed = session.get_one(ExternalFeed, feed_id)
    check.checked_at, check.failures, check.fault = moments.real, 0, ""
    check.etag, check.last_modified = answer.marks.etag, answer.marks.last_modified
    check.next_at = moments.real + pause_after_answer(answer.fresh_for)
    if copy is not None and _differs(session, feed, copy):
        _replace(session, feed, copy)
        feed.copied_at = moments.school
    if feed.failing_since is not None:
        feed.failing_since, feed.copied_at = None, moments.school
    session.flush()


def note_fault(
    session: Session, moments: Moments, feed_id: int, fault: Fault, wait: timedelta | None
) -> None:
    """Keep why a feed could not be read; its copy stays, and after a day its editors are told.

    One that is gone for ever is told of at once.
    """
    check = session.get(FeedCheck, feed_id, with_for_update=True)
    if check is None:
        return
    feed = session.get_one(ExternalFeed, feed_id)
    check.failures += 1
    check.fault = fault
    check.next_at = moments.real + pause_after_failure(check.failures, wait)
    if fault is Fault.GONE:
        check.next_at = None
    silence = moments.real - (check.checked_at or moments.real)
    if feed.failing_since is None and (fault is Fault.GONE or is_dead(check.failures, silence)):
        feed.failing_since = moments.school - silence
        feed.copied_at = feed.copied_at and feed.failing_since
        told = holders_of(session, *COMPOSED_BY.values())
        notify(session, moments.school, NoticeKind.FEED_FAILING, told, actor_id=None, text=feed.url)
    session.flush()


def forget_feeds(session: Session, moments: Moments) -> int:
    """Remove the feeds that no tile names any more, and return how many these were."""
    named = named_addresses(session, moments.school)
    rows = session.execute(select(ExternalFeed.id, ExternalFeed.url))
    ids = [id_ for id_, url in rows if url not in named]
    if ids:
        for table in (ExternalItem, FeedCheck):
            session.execute(delete(table).where(table.feed_id.in_(ids)))
        session.execute(delete(ExternalFeed).where(ExternalFeed.id.in_(ids)))
    return len(ids)


def _may_be_asked(url: str) -> bool:
    try:
        return not is_inner(place_of(url))
    except FeedFault:
        return False


def _differs(session: Session, feed: ExternalFeed, copy: Copy) -> bool:
    columns = (
        ExternalItem.title,
        ExternalItem.url,
        ExternalItem.summary,
        ExternalItem.published_at,
    )
    rows = session.execute(
        select(*columns).where(ExternalItem.feed_id == feed.id).order_by(ExternalItem.position)
    )
    kept = [tuple(row) for row in rows]
    new = [(one.title, one.url, one.summary, one.published_at) for one in copy.items]
    is_first = feed.copied_at is None
    return is_first or (feed.title, feed.site_url, kept) != (copy.title, copy.site_url, new)


def _replace(session: Session, feed: ExternalFeed, copy: Copy) -> None:
    feed.title, feed.site_url = copy.title, copy.site_url
    session.execute(delete(ExternalItem).where(ExternalItem.feed_id == feed.id))
    session.add_all(
        ExternalItem(feed_id=feed.id, position=position, **asdict(item))
        for position, item in enumerate(copy.items)
    )
