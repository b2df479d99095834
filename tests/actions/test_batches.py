"""What a batch does to each article, what it leaves, and that an undo gives all of it back."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.actions.batch_run import work_chunk
from app.actions.batches import confirm
from app.models import Article, BatchItem, BatchState, Grant, LogEntry, Notice, Outcome
from app.queries.batches import case_of, cases_of, works_of
from app.queries.viewers import viewer_of
from app.queries.workers import read_worker
from app.rules.audience import user_key
from app.rules.batches import BatchAction
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import do, do_undo, finish, outcomes, preview, rows_of, written
from tests.factories import make_rubrique


@pytest.fixture
def room(session: Session) -> Newsroom:
    """A newsroom."""
    return make_newsroom(session)


ALL_STATES = ("draft", "pending", "online", "changed", "trashed")


@pytest.mark.parametrize(
    ("action", "results"),
    [
        (BatchAction.TRASH, ["done", "done", "done", "done", "in_trash"]),
        (BatchAction.RESTORE, ["not_in_trash"] * 4 + ["done"]),
        (BatchAction.UNPUBLISH, ["not_online", "not_online", "done", "done", "in_trash"]),
        (
            BatchAction.PUBLISH,
            ["done", "done", "already_online", "already_online", "in_trash"],
        ),
    ],
)
def test_each_state_gives_its_result_and_the_undo_gives_all_back(
    room: Newsroom, action: BatchAction, results: list[str]
) -> None:
    ids = [article.id for article in written(room, ALL_STATES)]
    before = rows_of(room.session)
    batch = do(room, "moderator", action, ids)
    found = outcomes(room.session, batch)
    assert [reason or outcome for outcome, reason in found] == results
    assert batch.state is BatchState.DONE
    room.later(days=3)
    do_undo(room, batch)
    assert batch.state is BatchState.UNDONE
    assert {outcome for outcome, _ in outcomes(room.session, batch)} <= {"undone", "refused"}
    assert rows_of(room.session) == before


def test_a_case_read_in_the_database_is_that_of_the_rule(room: Newsroom) -> None:
    articles = written(room, ALL_STATES)
    scheduled = room.write("writer")
    room.make("moderator", scheduled, "schedule", starts_at=room.now + timedelta(days=1))
    refused = room.write("publisher")
    room.make("publisher", refused, "submit")
    room.make("moderator", refused, "refuse", reason="Trop long")
    drafted = room.write("writer")
    room.make("moderator", drafted, "publish")
    room.save("writer", drafted, "Autre titre")
    ids = [*(one.id for one in articles), scheduled.id, refused.id, drafted.id]
    batch = preview(room, "moderator", BatchAction.MOVE, ids)
    room.session.execute(update(BatchItem).values(outcome=Outcome.WAITING))
    worker = read_worker(room.session, viewer_of(room.session, room.people["moderator"].id))
    read = dict(cases_of(room.session, worker, room.now, batch.id))
    works = works_of(room.session, worker, room.now, batch.id, [Outcome.WAITING])
    assert read == {item.position: case_of(work, worker) for item, work in works}
    assert len(read) == len(ids)


def test_a_move_asks_for_rights_at_both_ends(room: Newsroom) -> None:
    session = room.session
    people = room.people
    target = make_rubrique(session, "CDI", grants={user_key(people["writer"].id): Role.WRITER})
    mine, online = written(room, ("draft", "online"))
    foreign = room.write("publisher")
    ids = [mine.id, online.id, foreign.id]
    batch = do(room, "writer", BatchAction.MOVE, ids, rubrique_id=target.id)
    # What is online reaches readers: a writer moves it where he may put online only. What somebody
    # else drafted he does not see at all.
    assert outcomes(session, batch) == [("done", ""), ("refused", "target_role")]
    assert batch.arguments["unknown"] == [foreign.id]
    assert session.get_one(Article, mine.id).rubrique_id == target.id
    batch = do(room, "moderator", BatchAction.MOVE, [online.id], rubrique_id=target.id)
    assert outcomes(session, batch) == [("refused", "target_role")]
    session.add(
        Grant(rubrique_id=target.id, key=user_key(people["moderator"].id), role=Role.MODERATOR)
    )
    session.flush()
    batch = do(room, "moderator", BatchAction.MOVE, [mine.id, online.id], rubrique_id=target.id)
    assert outcomes(session, batch) == [("refused", "already_there"), ("done", "")]


def test_articles_are_given_to_who_may_write_there(room: Newsroom) -> None:
    session, people = room.session, room.people
    article, other = written(room, ("online", "draft"))
    ids = [article.id, other.id]
    to_visitor = do(
        room, "moderator", BatchAction.CHANGE_AUTHOR, ids, author_id=people["visitor"].id
    )
    assert outcomes(session, to_visitor) == [("refused", "author_may_not_write")] * 2
    own = do(room, "writer", BatchAction.CHANGE_AUTHOR, ids, author_id=people["publisher"].id)
    assert outcomes(session, own) == [("refused", "role")] * 2
    given = do(room, "moderator", BatchAction.CHANGE_AUTHOR, ids, author_id=people["publisher"].id)
    assert outcomes(session, given) == [("done", "")] * 2
    session.refresh(article)
    assert article.author_id == people["publisher"].id
    do_undo(room, given)
    session.refresh(article)
    assert article.author_id == people["writer"].id


def test_a_foreign_article_among_own_ones_stays_untouched_and_is_named(room: Newsroom) -> None:
    session = room.session
    own = written(room, ("draft",) * 19)
    [foreign] = written(room, ("online",), by="publisher")
    batch = do(room, "writer", BatchAction.TRASH, [*(one.id for one in own), foreign.id, 10**9])
    found = outcomes(session, batch)
    assert found.count(("done", "")) == 19
    assert found.count(("refused", "role")) == 1
    [named] = session.scalars(
        select(BatchItem).where(
            BatchItem.batch_id == batch.id, BatchItem.outcome == Outcome.REFUSED
        )
    )
    assert (named.article_id, named.title) == (foreign.id, "Article 0")
    assert session.get_one(Article, foreign.id).status is Status.ONLINE
    assert batch.arguments["unknown"] == [10**9]


def test_what_changed_since_the_preview_is_left(room: Newsroom) -> None:
    articles = written(room, ("online", "online", "draft", "online"))
    batch = preview(room, "moderator", BatchAction.TRASH, [one.id for one in articles])
    room.make("moderator", articles[0], "unpublish")
    room.save("moderator", articles[2], "Autre texte")
    room.session.delete(articles[3])
    room.session.flush()
    confirm(room.session, room.now, batch)
    finish(room, batch)
    assert outcomes(room.session, batch) == [("changed", ""), ("done", ""), ("changed", "")]


def test_a_role_withdrawn_after_the_preview_counts(room: Newsroom) -> None:
    session = room.session
    ids = [article.id for article in written(room, ("online",) * 3)]
    batch = preview(room, "moderator", BatchAction.TRASH, ids)
    confirm(session, room.now, batch)
    key = user_key(room.people["moderator"].id)
    session.execute(update(Grant).where(Grant.key == key).values(role=Role.PUBLISHER))
    finish(room, batch)
    assert outcomes(session, batch) == [("refused", "role")] * 3
    assert {one.status for one in session.scalars(select(Article))} == {Status.ONLINE}


def test_an_account_that_was_suspended_does_nothing_any_more(room: Newsroom) -> None:
    ids = [article.id for article in written(room, ("online",) * 2)]
    batch = preview(room, "manager", BatchAction.TRASH, ids)
    confirm(room.session, room.now, batch)
    room.people["manager"].suspended_at = room.now
    room.session.flush()
    finish(room, batch)
    assert outcomes(room.session, batch) == [("refused", "role")] * 2


def test_it_goes_on_where_it_was_and_ends_once(room: Newsroom) -> None:
    session = room.session
    ids = [article.id for article in written(room, ("draft",) * 150)]
    batch = preview(room, "moderator", BatchAction.TRASH, ids)
    confirm(session, room.now, batch)
    assert work_chunk(session, room.now, batch.id)
    assert outcomes(session, batch).count(("done", "")) == 100
    assert not work_chunk(session, room.now, batch.id)
    assert not work_chunk(session, room.now, batch.id)
    deletions = select(func.count()).where(LogEntry.action == "trash")
    assert session.scalar(deletions) == 150


def test_moderators_are_told_of_a_writers_deletions_once(room: Newsroom) -> None:
    session = room.session
    ids = [article.id for article in written(room, ("online",) * 5 + ("draft",))]
    session.execute(delete(Notice))
    do(room, "writer", BatchAction.TRASH, ids)
    notices = session.scalars(select(Notice)).all()
    told = {room.people["moderator"].id, room.people["manager"].id}
    assert {notice.person_id for notice in notices} == told
    assert len(notices) == 2
    assert notices[0].text.splitlines() == [f"Article {number}" for number in range(1, 5)]
    session.execute(delete(Notice))
    do(room, "moderator", BatchAction.TRASH, [one.id for one in written(room, ("online",) * 3)])
    assert session.scalars(select(Notice)).all() == []


def test_a_private_rubrique_takes_what_is_moved_there_away(room: Newsroom) -> None:
    session = room.session
    grants = {user_key(room.people["moderator"].id): Role.MODERATOR}
    target = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE, grants=grants)
    [article] = written(room, ("online",))
    do(room, "moderator", BatchAction.MOVE, [article.id], rubrique_id=target.id)
    session.refresh(article)
    assert (article.rubrique_id, article.status) == (target.id, Status.ONLINE)


def test_an_archived_rubrique_takes_nothing_new(room: Newsroom) -> None:
    session = room.session
    grants = {user_key(room.people["moderator"].id): Role.MODERATOR}
    archive = make_rubrique(session, "Archives", grants=grants)
    below = make_rubrique(session, "2019", parent=archive)
    draft, online = written(room, ("draft", "online"))
    do(room, "moderator", BatchAction.MOVE, [draft.id], rubrique_id=below.id)
    archive.archived_at = room.now
    session.flush()
    published = do(room, "moderator", BatchAction.PUBLISH, [draft.id])
    assert outcomes(session, published) == [("refused", "archived")]
    moved = do(room, "moderator", BatchAction.MOVE, [online.id], rubrique_id=below.id)
    assert outcomes(session, moved) == [("refused", "target_archived")]
    away = do(room, "moderator", BatchAction.MOVE, [draft.id], rubrique_id=room.rubrique.id)
    assert outcomes(session, away) == [("done", "")]
