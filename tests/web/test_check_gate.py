"""A text with a fault is kept, and does not go before everybody."""

import pytest
from flask import Flask
from lxml.html import fromstring
from sqlalchemy import select

from app.models import Article, Rubrique
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.visits import saved
from tests.web.check_kit import BODY, make_checked_desk, titles, typed
from tests.web.desk import said
from tests.web.newsroom_kit import NEW, Desk

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_checked_desk(app)


@pytest.mark.parametrize("then", ["publish", "schedule"])
def test_a_faulty_text_is_saved_and_goes_no_further(app: Flask, desk: Desk, then: str) -> None:
    article_id = desk.write("moderator")
    path = f"/publication/articles/{article_id}/modifier"
    fields = typed(desk, "moderator", article_id, then=then, starts_at="2026-05-01T10:00")
    answer = desk.post("moderator", path, **fields)
    assert answer.status_code == 422
    page = fromstring(answer.get_data(as_text=True))
    assert "Enregistré, mais pas mis en ligne" in " ".join(
        said(notice) for notice in page.cssselect(".notice.is-alert")
    )
    assert len(titles(page)) == 3
    shown = desk.at("moderator", path)
    assert shown.cssselect("textarea[name=body]")[0].text.strip() == BODY
    with saved(app) as session:
        assert session.get_one(Article, article_id).status is Status.DRAFT
    [form] = page.cssselect("form[data-writing]")
    mended = dict(form.form_values()) | {"body": "<p>Bravo à Zoé !</p>", "then": then}
    assert desk.post("moderator", path, **mended).status_code == 303
    with saved(app) as session:
        assert session.get_one(Article, article_id).status is Status.ONLINE


def test_a_faulty_first_text_is_kept_as_a_draft(app: Flask, desk: Desk) -> None:
    path = f"{NEW}?rubrique={desk.rubrique_id}"
    [form] = desk.at("moderator", path).cssselect("form[data-writing]")
    fields = dict(form.form_values()) | {"title": "Le tournoi", "body": BODY, "then": "publish"}
    answer = desk.post("moderator", NEW, **fields)
    assert answer.status_code == 422
    page = fromstring(answer.get_data(as_text=True))
    [form] = page.cssselect("form[data-writing]")
    with saved(app) as session:
        article = session.scalars(select(Article)).one()
        assert article.status is Status.DRAFT
        assert form.get("action") == f"/publication/articles/{article.id}/modifier"
    mended = dict(form.form_values()) | {"body": "<p>Bravo à Zoé !</p>", "then": "publish"}
    assert desk.post("moderator", form.get("action"), **mended).status_code == 303


def test_the_page_of_an_article_says_why_it_does_not_go_out(app: Flask, desk: Desk) -> None:
    article_id = desk.write("moderator")
    desk.post(
        "moderator",
        f"/publication/articles/{article_id}/modifier",
        **typed(desk, "moderator", article_id),
    )
    answer = desk.post("moderator", f"/publication/articles/{article_id}/mettre-en-ligne")
    assert answer.status_code == 422
    page = fromstring(answer.get_data(as_text=True))
    [notice] = page.cssselect(".notice.is-alert")
    assert "« Zoé Le Goff »" in said(notice).replace("\u00a0", " ")
    assert notice.cssselect("a")[0].get("href").endswith("/modifier#check")
    with saved(app) as session:
        rubrique = session.get_one(Rubrique, desk.rubrique_id)
        rubrique.visibility = Visibility.PRIVATE
    answer = desk.post("moderator", f"/publication/articles/{article_id}/mettre-en-ligne")
    assert answer.status_code == 303
