"""Preview links: one text and its files, for seven days, as long as its maker may change it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.models import (
    Article,
    Grant,
    GroupKind,
    LogEntry,
    Person,
    PersonFunction,
    PreviewLink,
    Revision,
    Rubrique,
)
from app.rules.audience import Function, Part
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_group
from tests.layouts import counted_queries
from tests.visits import Browser, browser, same_for_all, saved
from tests.web.newsroom_kit import Desk, forms_of, ids_of, make_desk
from tests.web.preview_kit import add_file, share, ways_to_end
from tests.web.reading_pages import page, words

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk(app, Visibility.PRIVATE)


@pytest.fixture
def visitor(app: Flask) -> Browser:
    return browser(app)


def test_the_link_shows_one_text_and_tells_nobody(desk: Desk, visitor: Browser) -> None:
    article_id = desk.write("writer", title="La sortie au musée")
    link = share(desk, "writer", article_id)
    assert len(link.rpartition("/")[2]) >= 22
    answer = visitor.get(link)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    shown = page(visitor, link)
    assert words(shown.find(".//h1")) == "La sortie au musée"
    assert words(shown.cssselect(".article__body")[0]) == "Du texte."
    assert "n’est pas en ligne" in words(shown.cssselect(".notice")[0])
    assert shown.cssselect("meta[name=robots]")[0].get("content") == "noindex, nofollow"
    assert not shown.cssselect("link[rel=canonical], meta[property], .crumbs a[href^='/rub']")
    assert "Actualités" not in words(shown.cssselect("main")[0]), "its rubrique is private"
    assert not shown.cssselect("main form, .article__margin a, script[type='application/ld+json']")
    with saved(desk.app) as session:
        kept = session.scalars(select(PreviewLink)).one()
        assert link.rpartition("/")[2] not in kept.token_hash
        assert kept.expires_at - kept.created_at == timedelta(days=7)
        last = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.details) == ("share_preview", {"revision": 1})


def test_a_pupil_signs_as_where_visitors_read(desk: Desk, visitor: Browser) -> None:
    with saved(desk.app) as session:
        pupil = session.get_one(Person, desk.people["writer"])
        pupil.functions = [PersonFunction(function=Function.ELV)]
        make_group(session, "4B", (pupil, Part.PUPIL), kind=GroupKind.CLASS)
    link = share(desk, "writer", desk.write("writer"))
    shown = page(visitor, link)
    assert "Camille, 4B" in words(shown.cssselect(".byline")[0])
    assert "Writer" not in words(shown)


def test_the_link_stays_with_its_text(desk: Desk, visitor: Browser) -> None:
    article_id = desk.write("writer")
    link = share(desk, "writer", article_id)
    address = f"/publication/articles/{article_id}/lien-apercu"
    fields = forms_of(desk.at("writer", f"/publication/articles/{article_id}"))[address]
    first = ids_of(desk, article_id)[0]
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        second = Revision(article_id=article_id, number=2, created_at=NOW, title="Autrement")
        session.add(second)
        session.flush()
        article.newest_revision_id = second.id
    assert words(page(visitor, link).find(".//h1")) == "La sortie"
    answer = desk.browsers["writer"].post(address, data=fields)
    assert answer.status_code == 409, "what was seen is not the newest text any more"
    assert desk.post("writer", address, seen_revision_id="x").status_code == 400
    assert desk.post("moderator", f"{address}", seen_revision_id=first).status_code == 409


def test_links_are_for_those_who_may_change_the_article(desk: Desk) -> None:
    article_id, other = desk.write("writer"), desk.write("moderator")
    newest = ids_of(desk, article_id)[0]
    address = f"/publication/articles/{article_id}"
    for name in (*Role, "stranger", "colleague"):
        share(desk, "writer", article_id)
        with saved(desk.app) as session:
            link_id = session.scalars(select(PreviewLink.id).order_by(PreviewLink.id)).all()[-1]
        works = name in ("writer", "moderator", "manager")
        answer = desk.post(name, f"{address}/lien-apercu", seen_revision_id=newest)
        assert answer.status_code == (200 if works else 404)
        wrong = f"/publication/articles/{other}/liens-apercu/{link_id}/revoquer"
        assert desk.post(name, wrong).status_code == 404
        assert desk.post(name, f"{address}/liens-apercu/999999/revoquer").status_code == 404
        answer = desk.post(name, f"{address}/liens-apercu/{link_id}/revoquer")
        assert answer.status_code == (303 if works else 404)
        with saved(desk.app) as session:
            assert (session.get_one(PreviewLink, link_id).revoked_at is not None) is works


def test_a_link_that_does_not_work_looks_like_no_link(desk: Desk, visitor: Browser) -> None:
    article_id = desk.write("writer")
    revoked, old, fine = (share(desk, "writer", article_id) for _ in range(3))
    ends = ways_to_end(desk, article_id)
    assert len(ends) == 3
    assert desk.post("writer", ends[-1]).status_code == 303
    assert desk.post("writer", ends[-1]).status_code == 303, "ended is ended"
    with saved(desk.app) as session:
        entries = select(LogEntry).where(LogEntry.action == "revoke_preview")
        assert len(session.scalars(entries).all()) == 1
        second = session.scalars(select(PreviewLink).order_by(PreviewLink.id)).all()[1]
        second.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    pages = []
    for address in (revoked, old, "/apercu/nothing", f"/apercu/{'x' * 300}", "/apercu/%C3%A9"):
        answer = visitor.get(address)
        assert answer.status_code == 404, address
        assert answer.headers["Cache-Control"] == "no-store"
        pages.append(same_for_all(answer.get_data(as_text=True)).replace(address, ""))
    assert len(set(pages)) == 1
    assert visitor.get(fine).status_code == 200


def test_the_link_dies_with_what_it_shows_and_with_the_rights_of_its_maker(
    desk: Desk, visitor: Browser
) -> None:
    article_id = desk.write("writer")
    link = share(desk, "writer", article_id)
    revision_id, writer = ids_of(desk, article_id)[0], desk.people["writer"]

    def works() -> bool:
        return visitor.get(link).status_code == 200

    assert works()
    changes = (
        (Rubrique, desk.rubrique_id, "trashed_at", NOW),
        (Revision, revision_id, "erased_at", NOW),
        (Person, writer, "suspended_at", NOW),
        (Article, article_id, "author_id", desk.people["chief"]),
    )
    for model, id_, column, value in changes:
        with saved(desk.app) as session:
            row = session.get_one(model, id_)
            before = getattr(row, column)
            setattr(row, column, value)
        assert not works(), column
        with saved(desk.app) as session:
            setattr(session.get_one(model, id_), column, before)
        assert works(), column
    assert desk.post("writer", f"/publication/articles/{article_id}/mettre-a-la-corbeille")
    assert not works()
    assert desk.post("writer", f"/publication/articles/{article_id}/restaurer").status_code == 303
    assert works()
    with saved(desk.app) as session:
        session.execute(delete(Grant).where(Grant.key == f"user:{writer}"))
    assert not works()


def test_its_number_of_queries_is_constant(desk: Desk, visitor: Browser) -> None:
    article_id = desk.write("writer")
    link = share(desk, "writer", article_id)
    with counted_queries() as few:
        visitor.get(link)
    for _ in range(5):
        desk.write("writer")
        add_file(desk, ids_of(desk, article_id)[0])
        share(desk, "writer", article_id)
    with counted_queries() as many:
        visitor.get(link)
    assert len(few) == len(many)
