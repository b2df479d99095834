"""A fault at any statement of an action leaves the whole change with its log row, or nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.articles import set_dates
from app.actions.copying import copy_text
from app.actions.preview_links import revoke_preview, share_preview
from app.actions.restoring import restore_text
from app.models import Article, LogEntry, PreviewLink, Revision
from app.rules.workflow import TRANSITIONS
from tests.actions_kit import Newsroom, make_newsroom
from tests.faults import snapshot, statements_survived

REAL = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
Prepare = Callable[[Newsroom], Article]
Act = Callable[[Newsroom, Article], None]


def draft(newsroom: Newsroom) -> Article:
    return newsroom.write("publisher")


def pending(newsroom: Newsroom) -> Article:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    return article


def online(newsroom: Newsroom) -> Article:
    article = pending(newsroom)
    newsroom.make("moderator", article, "approve")
    return article


def drafted(newsroom: Newsroom) -> Article:
    article = online(newsroom)
    newsroom.save("writer", article, "Autrement")
    return article


def changed(newsroom: Newsroom) -> Article:
    article = drafted(newsroom)
    newsroom.make("writer", article, "submit_change")
    return article


def trashed(newsroom: Newsroom) -> Article:
    article = online(newsroom)
    newsroom.make("writer", article, "trash")
    return article


def transition(by: str, name: str, **more: str) -> Act:
    return lambda newsroom, article: newsroom.make(by, article, name, **more)


def date(newsroom: Newsroom, article: Article) -> None:
    work = newsroom.work("moderator", article)
    end = newsroom.now + timedelta(days=9)
    set_dates(newsroom.session, newsroom.now, newsroom.people["moderator"].id, work, None, end)


def schedule(newsroom: Newsroom, article: Article) -> None:
    start = newsroom.now + timedelta(days=2)
    newsroom.make("publisher", article, "schedule", starts_at=start)


def written_twice(newsroom: Newsroom) -> Article:
    article = newsroom.write("writer")
    newsroom.save("writer", article, "Autrement")
    return article


def take_up_again(newsroom: Newsroom, article: Article) -> None:
    work = newsroom.work("writer", article)
    first = newsroom.session.scalars(select(Revision).where(Revision.number == 1)).one()
    actor, seen = newsroom.people["writer"].id, work.newest.id
    restore_text(newsroom.session, newsroom.now, actor, work, first, seen_revision_id=seen)


def copy(newsroom: Newsroom, article: Article) -> None:
    worker, actor = newsroom.worker("moderator"), newsroom.people["moderator"].id
    model, place = newsroom.work("moderator", article).newest, article.rubrique_id
    copy_text(
        newsroom.session, newsroom.now, worker, actor, model, place, creation_key="a form of ours"
    )


def share(newsroom: Newsroom, article: Article) -> None:
    work, actor = newsroom.work("publisher", article), newsroom.people["publisher"].id
    share_preview(
        newsroom.session, newsroom.now, REAL, actor, work, seen_revision_id=work.newest.id
    )


def shared(newsroom: Newsroom) -> Article:
    article = draft(newsroom)
    share(newsroom, article)
    return article


def revoke(newsroom: Newsroom, article: Article) -> None:
    work, actor = newsroom.work("publisher", article), newsroom.people["publisher"].id
    link = newsroom.session.scalars(select(PreviewLink)).one()
    revoke_preview(newsroom.session, newsroom.now, REAL, actor, work, link)


ACTIONS: dict[str, tuple[Prepare, Act]] = {
    "create": (draft, lambda newsroom, _: newsroom.write("writer", "Un autre") and None),
    "save": (draft, lambda newsroom, article: newsroom.save("publisher", article, "Mieux")),
    "save what waits": (pending, lambda room, article: room.save("writer", article, "Mieux")),
    "dates": (online, date),
    "restore_text": (written_twice, take_up_again),
    "use as model": (draft, copy),
    "share_preview": (draft, share),
    "revoke_preview": (shared, revoke),
    "submit": (draft, transition("publisher", "submit")),
    "withdraw": (pending, transition("writer", "withdraw")),
    "approve": (pending, transition("moderator", "approve")),
    "refuse": (pending, transition("moderator", "refuse", reason="Non.")),
    "publish": (draft, transition("publisher", "publish")),
    "schedule": (draft, schedule),
    "submit_change": (drafted, transition("writer", "submit_change")),
    "withdraw_change": (changed, transition("writer", "withdraw_change")),
    "approve_change": (changed, transition("moderator", "approve_change")),
    "refuse_change": (changed, transition("moderator", "refuse_change", reason="Non.")),
    "publish_change": (drafted, transition("moderator", "publish_change")),
    "discard_change": (drafted, transition("writer", "discard_change")),
    "unpublish": (changed, transition("moderator", "unpublish")),
    "trash": (online, transition("writer", "trash")),
    "restore": (trashed, transition("writer", "restore")),
}


def test_every_transition_is_tried() -> None:
    assert {one.name for one in TRANSITIONS} <= ACTIONS.keys()


@pytest.mark.parametrize("name", ACTIONS)
def test_a_fault_at_any_statement_leaves_nothing(session: Session, name: str) -> None:
    prepare, act = ACTIONS[name]
    newsroom = make_newsroom(session)
    article = prepare(newsroom)
    session.commit()
    entries = session.scalar(select(func.count()).select_from(LogEntry))
    before = snapshot(session)
    assert statements_survived(session, lambda: act(newsroom, article)) > 3
    assert session.scalar(select(func.count()).select_from(LogEntry)) == (entries or 0) + 1
    assert snapshot(session) != before
