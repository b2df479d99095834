"""The files of texts that are not online: by a preview link, and for those who work on them."""

from datetime import timedelta

import pytest
from flask import Flask

from app.models import Article, Media, Revision, Slot
from app.rules.visibility import Visibility
from tests.factories import NOW
from tests.visits import Browser, browser, saved
from tests.web.newsroom_kit import Desk, ids_of, make_desk
from tests.web.preview_kit import add_file, share, ways_to_end
from tests.web.reading_pages import page

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk(app, Visibility.PRIVATE)


@pytest.fixture
def visitor(app: Flask) -> Browser:
    return browser(app)


def test_its_files_open_by_the_link_and_no_others(desk: Desk, visitor: Browser) -> None:
    article_id, other = desk.write("writer"), desk.write("writer", title="Une autre")
    revision_id = ids_of(desk, article_id)[0]
    photo = add_file(desk, revision_id, Slot.ILLUSTRATION)
    inside = add_file(desk, revision_id, Slot.BODY)
    paper = add_file(desk, revision_id)
    foreign = add_file(desk, ids_of(desk, other)[0])
    with saved(desk.app) as session:
        session.get_one(Revision, revision_id).body = (
            f'<p><img src="/medias/{inside}/full-800.jpg" alt="Ici"></p>'
            f'<p><img src="/medias/{foreign}/full-800.jpg" alt=""></p>'
        )
    link = share(desk, "writer", article_id)
    text = visitor.get(link).get_data(as_text=True)
    shown = page(visitor, link)
    place = f"{link}/medias"
    found = {one.get("src") for one in shown.cssselect("main img")}
    assert {f"{place}/{photo}/card-680.jpg", f"{place}/{inside}/full-800.jpg"} <= found
    assert f'href="{place}/{paper}/Le%20programme.pdf"' in text
    assert f'"/medias/{photo}' not in text
    for name in (f"{photo}/card-680.jpg", f"{inside}/full-800.jpg", f"{paper}/Le programme.pdf"):
        answer = visitor.get(f"{place}/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert visitor.get(f"/medias/{name}").status_code == 404
    for name in (
        f"{photo}/master-800.jpg",
        f"{foreign}/Le programme.pdf",
        f"{paper}/autre.pdf",
        "999999/card-680.jpg",
    ):
        assert visitor.get(f"{place}/{name}").status_code == 404, name
    assert visitor.get(f"/apercu/nothing/medias/{photo}/card-680.jpg").status_code == 404
    [end] = ways_to_end(desk, article_id)
    assert desk.post("writer", end).status_code == 303
    assert visitor.get(f"{place}/{photo}/card-680.jpg").status_code == 404


def test_files_of_an_earlier_text_are_for_those_who_work_on_its_article(
    desk: Desk, visitor: Browser
) -> None:
    article_id = desk.write("writer")
    first = ids_of(desk, article_id)[0]
    name = f"/medias/{add_file(desk, first, Slot.ILLUSTRATION)}/card-680.jpg"
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        second = Revision(article_id=article_id, number=2, created_at=NOW, title="Autrement")
        session.add(second)
        session.flush()
        article.newest_revision_id = second.id
    for who, client in desk.browsers.items():
        works = who in ("writer", "moderator", "manager", "chief")
        assert client.get(name).status_code == (200 if works else 404), who
    assert visitor.get(name).status_code == 404


def test_a_picture_whose_consent_has_ended_leaves_no_word_behind(
    desk: Desk, visitor: Browser
) -> None:
    article_id = desk.write("writer")
    revision_id = ids_of(desk, article_id)[0]
    inside = add_file(desk, revision_id, Slot.BODY)
    with saved(desk.app) as session:
        session.get_one(Media, inside).consent_ends_on = NOW.date() - timedelta(days=1)
        session.get_one(Revision, revision_id).body = (
            f'<p>Avant.</p><figure><img src="/medias/{inside}/full-800.jpg" alt="Lou au départ">'
            "<figcaption>Lou, 4B</figcaption></figure>"
        )
    link = share(desk, "writer", article_id)
    text = visitor.get(link).get_data(as_text=True)
    assert "Avant." in text
    assert "Lou" not in text
    assert visitor.get(f"{link}/medias/{inside}/full-800.jpg").status_code == 404
