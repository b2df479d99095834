"""The list of an article's texts, two of them side by side, and an earlier one taken up again."""

import pytest
from sqlalchemy import select

from app.models import Article, Media, MediaKind, MediaUse, Revision, Slot
from app.rules.roles import Role
from tests.factories import NOW
from tests.layouts import counted_queries
from tests.visits import saved
from tests.web.newsroom_kit import Desk, ids_of, restore, versions_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def rewrite(desk: Desk, article_id: int, **values: str) -> None:
    """Give the newest text other words than the kit writes."""
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        newest = session.get_one(Revision, article.newest_revision_id or 0)
        for name, value in values.items():
            setattr(newest, name, value)


@pytest.mark.parametrize("name", [*Role, "stranger", "colleague"])
def test_texts_are_for_those_who_work_on_the_article(desk: Desk, name: str) -> None:
    article_id = desk.write("writer", ("writer", "save"))
    first, second = ids_of(desk, article_id)
    works = name in ("writer", "moderator", "manager")
    expected = 200 if works else 404
    browser, address = desk.browsers[name], versions_of(article_id)
    assert browser.get(address).status_code == expected
    assert browser.get(f"{address}/comparer").status_code == expected
    assert browser.get(f"{address}/comparer?de={first}&a={second}").status_code == expected
    assert restore(desk, name, article_id, first) == (303 if works else 404)


def test_texts_of_another_article_are_not_found(desk: Desk) -> None:
    own, other = (desk.write(name, (name, "save")) for name in ("writer", "publisher"))
    mine, theirs = ids_of(desk, own)[0], ids_of(desk, other)[0]
    for ids in (f"de={theirs}", f"a={theirs}", f"de={mine}&a={theirs}", "de=0", "a=x", "a=999999"):
        address = f"{versions_of(own)}/comparer?{ids}"
        assert desk.browsers["writer"].get(address).status_code == 404, ids
        assert desk.browsers["moderator"].get(address).status_code == 404, ids
    assert restore(desk, "moderator", own, theirs) == 404


def test_the_list_says_what_became_of_each_text(desk: Desk) -> None:
    article_id = desk.write(
        "writer",
        ("writer", "submit"),
        ("moderator", "refuse"),
        ("writer", "save"),
        ("chief", "publish"),
        ("writer", "save"),
    )
    rows = desk.at("writer", versions_of(article_id)).cssselect("tbody tr")
    told = [words(row) for row in rows]
    assert [one.split(" ", 2)[1] for one in told] == ["2", "1"]
    assert "En ligne" in told[0]
    assert "La plus récente" in told[0]
    assert "Refusée par Camille Moderator" in told[1]
    assert "Trop long." in told[1]


def test_hundreds_of_texts_come_by_pages_with_as_many_queries(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "save"))
    address = versions_of(article_id)
    with counted_queries() as few:
        desk.at("writer", address)
    with saved(desk.app) as session:
        numbers = range(3, 122)
        session.add_all(
            Revision(article_id=article_id, number=number, created_at=NOW, title=f"T{number}")
            for number in numbers
        )
        session.flush()
        article = session.get_one(Article, article_id)
        last = select(Revision.id).where(Revision.number == 121, Revision.article_id == article_id)
        article.newest_revision_id = session.scalars(last).one()
    with counted_queries() as many:
        page = desk.at("writer", address)
    assert len(few) == len(many)
    seen = []
    while True:
        rows = page.cssselect("tbody tr th a")
        seen += [words(one) for one in rows]
        following = page.cssselect("a[rel=next]")
        if not following:
            break
        page = desk.at("writer", following[0].get("href"))
        assert page.cssselect("input[name=a][checked]")[0].get("id") == f"after-{max_id(desk)}"
    assert seen[:2] == ["Version 121", "Version 120"]
    assert {f"Version {number}" for number in range(1, 122)} == set(seen)
    assert desk.browsers["writer"].get(f"{address}?apres=x~1").status_code == 404


def max_id(desk: Desk) -> int:
    """Return the id of the last text of all."""
    with saved(desk.app) as session:
        return session.scalars(select(Revision.id).order_by(Revision.id.desc())).first() or 0


def test_two_texts_side_by_side(desk: Desk) -> None:
    article_id = desk.write("writer")
    rewrite(desk, article_id, body="<p>Le même.</p><p>Départ à 8 h.</p>", summary="Avant.")
    with saved(desk.app) as session:
        media = Media(
            kind=MediaKind.DOCUMENT,
            title="Programme <b>",
            filename="programme.pdf",
            stored_name="x.pdf",
            mime_type="application/pdf",
            size=8,
            created_at=NOW,
        )
        session.add(media)
        session.flush()
        media_id = media.id
    with saved(desk.app) as session:
        desk_first = ids_of(desk, article_id)[0]
        use = MediaUse(media_id=media_id, slot=Slot.ATTACHMENT, revision_id=desk_first)
        session.add(use)
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        second = Revision(
            article_id=article_id,
            number=2,
            created_at=NOW,
            title="La sortie <i>",
            summary="Après.",
            body="<p>Le même.</p><p>Départ à 9 h.</p><p>Ajouté ici.</p>",
        )
        session.add(second)
        session.flush()
        article.newest_revision_id = second.id
    page = desk.at("writer", f"{versions_of(article_id)}/comparer")
    comparison = page.cssselect(".comparison")[0]
    told = words(comparison)
    assert "1 passage modifié, 1 passage ajouté" in told
    assert "1 passage inchangé" in told
    before = " ".join(words(one) for one in page.cssselect(".pair__before"))
    after = " ".join(words(one) for one in page.cssselect(".pair__after ins"))
    assert "Départ à Retiré : 8 h." in before
    assert "Ajouté ici" not in before
    assert "9" in after
    assert "Programme <b>" in words(page.cssselect(".pair__after.is-gone")[0])
    first, last = ids_of(desk, article_id)
    swapped = page.cssselect(".page-head__actions a")[0].get("href")
    assert swapped.endswith(f"comparer?de={last}&a={first}")
    whole = desk.at("writer", f"{versions_of(article_id)}/comparer?de={first}&a={last}&tout=1")
    assert "Le même." in words(whole.cssselect(".comparison")[0])
    same = desk.at("writer", f"{versions_of(article_id)}/comparer?de={first}&a={first}")
    assert "disent la même chose" in words(same.cssselect(".comparison")[0])


def test_the_first_text_has_nothing_before_it(desk: Desk) -> None:
    article_id = desk.write("writer")
    page = desk.at("writer", f"{versions_of(article_id)}/comparer")
    assert "première version" in words(page.cssselect(".notice")[0])
