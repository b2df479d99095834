"""Who wrote and who approved an article is noted with it, and found by whoever sorts by name."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.contributors import note_contributors
from app.models import Article, Person
from app.queries.contribution_filter import Filter
from app.queries.contribution_orders import Sort
from app.queries.contributions import read_contributions
from app.rules.batches import BatchAction
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import do, do_undo, outcomes


@pytest.fixture
def room(session: Session) -> Newsroom:
    """A newsroom."""
    return make_newsroom(session)


def contributors(room: Newsroom) -> set[str]:
    """Return the roles of those who wrote or approved something."""
    noted = set(room.session.scalars(select(Person.id).where(Person.has_contributed)))
    return {role for role, person in room.people.items() if person.id in noted}


def approved(room: Newsroom) -> Article:
    """Return an article of the writer that a moderator has approved."""
    article = room.write("writer")
    room.make("writer", article, "submit")
    room.make("moderator", article, "approve")
    return article


def approver(room: Newsroom, article: Article) -> str | None:
    """Return the role of whoever approved what is online."""
    person_id = room.session.scalar(select(Article.approved_by_id).where(Article.id == article.id))
    return next((role for role, one in room.people.items() if one.id == person_id), None)


def test_who_writes_and_who_approves_contributes(room: Newsroom) -> None:
    assert contributors(room) == set()
    article = room.write("writer")
    assert contributors(room) == {"writer"}
    room.make("writer", article, "submit")
    room.make("moderator", article, "refuse", reason="Retirez les noms.")
    assert contributors(room) == {"writer"}
    room.make("writer", article, "submit")
    room.make("manager", article, "approve")
    assert contributors(room) == {"writer", "manager"}


def test_who_is_made_the_author_contributes(room: Newsroom) -> None:
    article = room.write("writer")
    to = {"author_id": room.people["publisher"].id}
    do(room, "manager", BatchAction.CHANGE_AUTHOR, [article.id], **to)
    assert contributors(room) == {"writer", "publisher"}


def test_who_becomes_the_author_again_contributes(room: Newsroom) -> None:
    """As after an undo of what was done when nobody noted it yet."""
    article = room.write("writer")
    to = {"author_id": room.people["publisher"].id}
    batch = do(room, "manager", BatchAction.CHANGE_AUTHOR, [article.id], **to)
    room.session.execute(update(Person).values(has_contributed=False))
    do_undo(room, batch)
    assert contributors(room) == {"writer"}


def test_all_are_noted_after_many_were_stored(room: Newsroom) -> None:
    article = room.write("writer")
    article.author_id = room.people["publisher"].id
    article.approved_by_id = room.people["moderator"].id
    room.session.flush()
    note_contributors(room.session)
    assert contributors(room) == {"writer", "publisher", "moderator"}


@pytest.mark.parametrize(("sort", "role"), [(Sort.AUTHOR, "writer"), (Sort.VALIDATOR, "moderator")])
def test_a_long_list_by_name_has_them(room: Newsroom, sort: Sort, role: str) -> None:
    article = approved(room)
    page = read_contributions(
        room.session, room.worker("manager"), Filter(), sort, room.now, {}, descending=False
    )
    person = room.people[role]
    assert [row.place for row in page.rows] == [(person.sort_key, person.id, article.id)]


def test_who_approved_stands_with_what_is_online(room: Newsroom) -> None:
    article = approved(room)
    assert approver(room, article) == "moderator"
    room.save("manager", article, "Le cross")
    room.make("manager", article, "submit_change")
    assert approver(room, article) == "moderator"
    room.make("manager", article, "approve_change")
    assert approver(room, article) == "manager"
    room.make("manager", article, "unpublish")
    assert approver(room, article) is None


def test_nobody_has_approved_what_was_published_without_it(room: Newsroom) -> None:
    article = room.write("publisher")
    room.make("publisher", article, "publish")
    assert approver(room, article) is None


def test_whoever_refused_has_not_approved_what_another_published(room: Newsroom) -> None:
    article = room.write("publisher")
    room.make("publisher", article, "submit")
    room.make("moderator", article, "refuse", reason="À revoir")
    room.make("publisher", article, "publish")
    assert approver(room, article) is None


def test_an_undo_gives_back_who_approved(room: Newsroom) -> None:
    article = approved(room)
    batch = do(room, "manager", BatchAction.UNPUBLISH, [article.id])
    assert approver(room, article) is None
    do_undo(room, batch)
    assert approver(room, article) == "moderator"


def test_an_undo_takes_back_who_approved_with_the_text(room: Newsroom) -> None:
    article = room.write("writer")
    room.make("writer", article, "submit")
    batch = do(room, "manager", BatchAction.PUBLISH, [article.id])
    assert approver(room, article) == "manager"
    do_undo(room, batch)
    assert approver(room, article) is None


def test_an_approver_who_was_erased_hinders_no_undo(room: Newsroom) -> None:
    article = approved(room)
    room.make("manager", article, "unpublish")
    batch = do(room, "manager", BatchAction.PUBLISH, [article.id])
    assert approver(room, article) == "moderator"
    room.session.delete(room.people.pop("moderator"))
    room.session.flush()
    do_undo(room, batch)
    assert outcomes(room.session, batch) == [("undone", "")]


def test_an_undo_names_no_approver_who_was_erased(room: Newsroom) -> None:
    article = approved(room)
    batch = do(room, "manager", BatchAction.UNPUBLISH, [article.id])
    room.session.delete(room.people.pop("moderator"))
    room.session.flush()
    room.session.expire_all()
    do_undo(room, batch)
    assert room.work("writer", article).online is not None
    assert approver(room, article) is None


def test_an_approver_who_is_erased_leaves_the_article(room: Newsroom) -> None:
    article = approved(room)
    room.session.delete(room.people.pop("moderator"))
    room.session.flush()
    assert approver(room, article) is None
