"""A batch is undone where nobody has touched the article since, with the rights of that day."""

from collections import Counter

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.actions.batches import UNDO_DAYS, confirm, undo
from app.actions.exceptions import NotAllowed, Outdated
from app.models import Article, Grant, Job, LogEntry
from app.rules.audience import user_key
from app.rules.batches import BatchAction
from app.rules.roles import Role
from app.rules.workflow import Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import do, do_undo, outcomes, rows_of, written


@pytest.fixture
def room(session: Session) -> Newsroom:
    """A newsroom."""
    return make_newsroom(session)


def test_forty_deleted_articles_come_back_as_they_were(room: Newsroom) -> None:
    ids = [article.id for article in written(room, ("online",) * 40)]
    before = rows_of(room.session)
    batch = do(room, "manager", BatchAction.TRASH, ids)
    assert outcomes(room.session, batch) == [("done", "")] * 40
    statuses = room.session.scalars(select(Article.status)).all()
    assert set(statuses) == {Status.TRASHED}
    do_undo(room, batch)
    assert rows_of(room.session) == before
    log = Counter(room.session.execute(select(LogEntry.subject, LogEntry.action)).all())
    assert log["article", "trash"] == log["article", "undo"] == 40
    assert log["batch", "run"] == log["batch", "undo"] == 1


def test_what_was_touched_since_is_not_undone(room: Newsroom) -> None:
    articles = written(room, ("online",) * 3)
    batch = do(room, "moderator", BatchAction.TRASH, [one.id for one in articles])
    room.make("moderator", articles[1], "restore")
    room.later(minutes=1)
    do_undo(room, batch)
    assert outcomes(room.session, batch) == [
        ("undone", ""),
        ("not_undone", "changed"),
        ("undone", ""),
    ]


def test_an_undo_asks_for_rights_again(room: Newsroom) -> None:
    session = room.session
    ids = [article.id for article in written(room, ("online",) * 2)]
    batch = do(room, "moderator", BatchAction.UNPUBLISH, ids)
    key = user_key(room.people["moderator"].id)
    session.execute(update(Grant).where(Grant.key == key).values(role=Role.WRITER))
    do_undo(room, batch)
    assert outcomes(session, batch) == [("not_undone", "role")] * 2


def test_who_may_not_put_online_gets_drafts_back(room: Newsroom) -> None:
    articles = written(room, ("online", "draft"))
    batch = do(room, "writer", BatchAction.TRASH, [one.id for one in articles])
    do_undo(room, batch)
    assert outcomes(room.session, batch) == [("undone", "as_draft"), ("undone", "")]
    assert {one.status for one in articles} == {Status.DRAFT}


def test_an_undo_is_asked_once_and_within_thirty_days(room: Newsroom) -> None:
    session = room.session
    ids = [article.id for article in written(room, ("draft",) * 2)]
    batch = do(room, "moderator", BatchAction.TRASH, ids)
    with pytest.raises(NotAllowed):
        undo(session, room.now + UNDO_DAYS, batch)
    undo(session, room.now, batch)
    with pytest.raises(Outdated):
        undo(session, room.now, batch)
    with pytest.raises(Outdated):
        confirm(session, room.now, batch)
    assert session.scalar(select(func.count()).select_from(Job)) == 2
