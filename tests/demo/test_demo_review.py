"""What the head of the demo school finds on her desk on Tuesday 24 March (domain, articles)."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import Article, Person, Revision
from app.queries.review import Review, queue_of, read_review
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker
from app.rules.visibility import roles_in
from app.text.compare import Change, compare, folded
from tests.demo_pages import ARTICLES
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("demo")


def worker(login: str) -> Worker:
    """Return one of the people with his roles."""
    person_id = db.session.scalars(select(Person.id).where(Person.login == login)).one()
    viewer = viewer_of(db.session(), person_id)
    return Worker(viewer, roles_in(nodes(db.session()), viewer))


def review(login: str, name: str) -> Review:
    """Return a text on the desk of one of the people."""
    found = read_review(db.session(), worker(login), NOW, ARTICLES[name])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("login", "expected"),
    [("h.castagne", ["A38", "A40", "A41"]), ("i.courtade", ["A40"]), ("r.delmas", [])],
)
def test_each_finds_what_waits_for_him(login: str, expected: list[str]) -> None:
    found = queue_of(db.session(), worker(login).roles, None, 50).rows
    assert [one.article_id for one in found] == [ARTICLES[name] for name in expected]


def test_the_queue_names_people_and_rubriques() -> None:
    found = queue_of(db.session(), worker("h.castagne").roles, None, 50).rows
    assert [(one.author, one.rubrique, one.changes_online) for one in found] == [
        ("Lucía Ferrer", "Actualités", False),
        ("Lou Dubosc", "La Gazette des Rivières", False),
        ("Rémi Delmas", "Intendance et restauration", True),
    ]
    assert review("h.castagne", "A40").others == ("Isabelle Courtade",)


def test_a41_changes_a05() -> None:
    on_desk = review("h.castagne", "A41")
    assert ARTICLES["A41"] == ARTICLES["A05"]
    assert on_desk.changes_online
    assert on_desk.file_changes() == []
    online = on_desk.work.online
    assert online is not None
    passages = compare(online.body, on_desk.work.newest.body)
    badge = next(one for one in passages if "badge perdu" in one.pieces[0].text)
    assert [(piece.change, piece.text.strip()) for piece in badge.pieces[1:3]] == [
        (Change.REMOVED, "5"),
        (Change.ADDED, "6"),
    ]
    added = [one for one in passages if one.change is Change.ADDED]
    assert any("3,45" in one.pieces[0].text for one in added)
    assert len(folded(passages)) == len(passages)


def test_only_what_waits_is_in_the_queue() -> None:
    waiting = db.session.scalars(select(Article.id).where(Article.waiting_since.is_not(None)))
    assert sorted(waiting) == sorted(ARTICLES[name] for name in ("A38", "A40", "A41"))
    texts = db.session.scalars(
        select(Revision.submitted_at)
        .join(Article, Article.newest_revision_id == Revision.id)
        .where(Article.waiting_since.is_not(None))
    )
    assert all(texts)
