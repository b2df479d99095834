"""An earlier text taken up again: by whom, what becomes of the article, and how it is undone."""

import pytest
from sqlalchemy import select

from app.models import Article, LogEntry, Revision
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of, ids_of, restore, versions_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def newest_of(desk: Desk, article_id: int) -> tuple[int, str, str, bool]:
    """Return the number, title and body of the newest text, and whether it waits."""
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        newest = session.get_one(Revision, article.newest_revision_id or 0)
        waits = article.waiting_since is not None and newest.submitted_at is not None
        return newest.number, newest.title, newest.body, waits


def test_an_erased_text_says_so_and_does_not_come_back(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"), title="Lou Martin")
    first, second = ids_of(desk, article_id)
    erase = f"{versions_of(article_id)}/{first}/effacer"
    assert desk.post("moderator", erase, reason="Un nom.").status_code == 303
    page = desk.at("writer", f"{versions_of(article_id)}/comparer?de={first}&a={second}")
    assert "a été effacée" in words(page.cssselect(".notice")[0])
    assert (
        "effac" in words(desk.at("writer", versions_of(article_id)).cssselect("tbody")[0]).lower()
    )
    assert restore(desk, "writer", article_id, first) == 409
    assert newest_of(desk, article_id)[0] == 2


def test_an_earlier_text_is_restored_and_the_undo_brings_the_other_back(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"))
    first, second = ids_of(desk, article_id)
    page = desk.at("writer", f"{versions_of(article_id)}/{first}")
    [(address, fields)] = forms_of(page).items()
    assert address.endswith("/restaurer")
    answer = desk.browsers["writer"].post(address, data=fields)
    assert answer.status_code == 303
    assert newest_of(desk, article_id) == (3, "La sortie", "<p>Du texte.</p>", False)
    shown = desk.at("writer", answer.location)
    undo = next(path for path in forms_of(shown) if "restaurer" in path)
    assert desk.post("writer", undo).status_code == 303
    assert newest_of(desk, article_id)[:2] == (4, "La sortie, bis")
    with saved(desk.app) as session:
        last = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.details) == ("restore_text", {"revision": 4, "restored": 2})
    assert desk.post("writer", undo).status_code == 409
    assert restore(desk, "writer", article_id, second) == 303, "the same text again is no text"
    assert newest_of(desk, article_id)[0] == 4


def test_what_was_seen_must_still_be_the_newest(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"))
    first, second = ids_of(desk, article_id)
    assert restore(desk, "moderator", article_id, first) == 303
    assert restore(desk, "writer", article_id, first, seen=second) == 409
    assert newest_of(desk, article_id)[0] == 3
    address = f"{versions_of(article_id)}/{first}/restaurer"
    assert desk.post("writer", address).status_code == 400


def test_what_waits_goes_on_waiting(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"), ("writer", "submit"))
    first, _ = ids_of(desk, article_id)
    assert restore(desk, "writer", article_id, first) == 303
    assert newest_of(desk, article_id) == (3, "La sortie", "<p>Du texte.</p>", True)
    assert desk.state(article_id)[0] == "pending"


@pytest.mark.parametrize("name", ["writer", "moderator"])
def test_on_an_article_online_it_is_a_change_not_sent_yet(desk: Desk, name: str) -> None:
    article_id = desk.write("writer", ("writer", "save"), ("chief", "publish"))
    first, second = ids_of(desk, article_id)
    assert restore(desk, name, article_id, first) == 303
    assert desk.state(article_id) == ("online", "La sortie")
    with saved(desk.app) as session:
        assert session.get_one(Article, article_id).online_revision_id == second


def test_in_the_trash_nothing_is_restored(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"), ("writer", "trash"))
    first, _ = ids_of(desk, article_id)
    assert restore(desk, "writer", article_id, first) == 403
    page = desk.at("writer", f"{versions_of(article_id)}/{first}")
    assert not [path for path in forms_of(page) if "restaurer" in path]
