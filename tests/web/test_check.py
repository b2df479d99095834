"""The check beside a text that is being written: it tells, mends, confirms, and holds back."""

from typing import Any

import pytest
from flask import Flask
from lxml.html import HtmlElement, fromstring
from sqlalchemy import select

from app.models import Article, LogEntry, Rubrique, Waiver
from app.rules.audience import Function
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_person
from tests.visits import saved
from tests.web.desk import said
from tests.web.newsroom_kit import NEW, Desk, make_desk

BODY = (
    "<h2>Les vainqueurs</h2><p>Bravo à Zoé <b>Le Goff</b> ! Les photos sont "
    '<a href="/x">ici</a>.</p><h4>Le palmarès</h4>'
)


@pytest.fixture(autouse=True)
def _demo_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_NOW", NOW.isoformat())


@pytest.fixture
def desk(app: Flask) -> Desk:
    made = make_desk(app)
    with saved(app) as session:
        make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff")
    return made


def typed(desk: Desk, name: str, article_id: int, **more: str) -> dict[str, Any]:
    """Return what the form of an article sends, with a body that has faults."""
    page = desk.at(name, f"/publication/articles/{article_id}/modifier")
    [form] = page.cssselect("form[data-writing]")
    return dict(form.form_values()) | {"body": BODY} | more


def check(desk: Desk, name: str, article_id: int, status: int = 200, **more: str) -> HtmlElement:
    """Press a button of the panel; return the page that comes back."""
    answer = desk.post(
        name,
        f"/publication/articles/{article_id}/verification",
        **typed(desk, name, article_id, **more),
    )
    assert answer.status_code == status
    return fromstring(answer.get_data(as_text=True))


def titles(page: HtmlElement) -> list[str]:
    """Return what the panel found."""
    return [said(one) for one in page.cssselect("#check .finding b")]


def button(page: HtmlElement, words: str) -> dict[str, str]:
    """Return what a button of the panel sends."""
    [found] = [one for one in page.cssselect("#check button") if words in said(one)]
    return {found.get("name"): found.get("value")}


def test_tells_what_is_typed_without_saving_it(app: Flask, desk: Desk) -> None:
    article_id = desk.write("writer")
    page = check(desk, "writer", article_id)
    assert (
        titles(page)
        == [
            "Nom complet d’un élève ou d’un parent",
            "Lien qui n’en dit pas assez",
            "Titre qui saute un niveau",
        ]
        or len(titles(page)) == 3
    )
    [status] = page.cssselect("#check [role=status]")
    assert said(status) == "3 points à corriger, dont 1 bloquant"
    assert "Bloquant" in said(page.cssselect("#check .is-alert")[0])
    assert page.cssselect("textarea[name=body]")[0].text.strip() == BODY
    shown = desk.at("writer", f"/publication/articles/{article_id}/modifier")
    assert titles(shown) == ["Rien à signaler"]


def test_a_script_gets_the_panel_alone(desk: Desk) -> None:
    article_id = desk.write("writer")
    found = check(desk, "writer", article_id)
    [form] = found.cssselect("form[data-writing]")
    fields = dict(form.form_values()) | button(found, "Écrire « Zoé L. »")
    path = f"/publication/articles/{article_id}/verification?extrait=1"
    answer = desk.post("writer", path, **fields)
    part = fromstring(answer.get_data(as_text=True))
    assert part.get("id") == "check"
    assert not part.cssselect("form")
    [mended] = part.cssselect("template[data-mended=body]")
    assert "Bravo à Zoé L.<b></b> !" in "".join(mended.itertext())


def test_buttons_mend_what_is_typed(desk: Desk) -> None:
    article_id = desk.write("writer")
    page = check(desk, "writer", article_id)
    page = check(desk, "writer", article_id, **button(page, "Écrire « Zoé L. »"))
    body = str(page.cssselect("textarea[name=body]")[0].text)
    assert "Zoé L." in body
    assert len(titles(page)) == 2
    page = check(desk, "writer", article_id, body=body, **button(page, "Mettre au bon niveau"))
    body = str(page.cssselect("textarea[name=body]")[0].text)
    assert "<h3>Le palmarès</h3>" in body
    replace = button(page, "Remplacer le texte")
    page = check(desk, "writer", article_id, 422, body=body, **replace)
    assert said(page.cssselect("#check .error")[0]) == "Écrivez-le d’abord."
    handle = replace["mend"].partition("/")[0]
    words = {f"value.{handle}": "les photos <du> tournoi"}
    page = check(desk, "writer", article_id, body=body, **replace, **words)
    assert titles(page) == ["Rien à signaler"]
    body = str(page.cssselect("textarea[name=body]")[0].text)
    assert '<a href="/x">les photos &lt;du&gt; tournoi</a>' in body


def test_a_title_is_mended_too_and_what_has_gone_is_left(desk: Desk) -> None:
    article_id = desk.write("writer")
    found = check(desk, "writer", article_id, title="Zoé Le Goff !!!", body="<p>x</p>")
    press = button(found, "Écrire « Zoé L. »")
    page = check(desk, "writer", article_id, title="Zoé Le Goff !!!", body="<p>x</p>", **press)
    assert page.cssselect("input[name=title]")[0].get("value") == "Zoé L. !!!"
    page = check(desk, "writer", article_id, title="Autre", body="<p>x</p>", **press)
    assert page.cssselect("input[name=title]")[0].get("value") == "Autre"
    page = check(desk, "writer", article_id, mend="x/y", confirm="x", unconfirm="x")
    assert len(titles(page)) == 3


def test_a_finding_is_confirmed_with_a_reason(app: Flask, desk: Desk) -> None:
    article_id = desk.write("writer")
    confirm = button(check(desk, "writer", article_id), "Confirmer")
    page = check(desk, "writer", article_id, 422, **confirm)
    assert said(page.cssselect("#check .error")[0]) == "Écrivez d’abord la raison."
    reason = {f"reason.{confirm['confirm']}": "Accord <signé>."}
    page = check(desk, "writer", article_id, **confirm, **reason)
    assert "Confirmé par" in said(page.cssselect("#check")[0])
    assert "« Accord <signé>. »" in said(page.cssselect("#check")[0]).replace("\u00a0", " ")
    assert said(page.cssselect("#check [role=status]")[0]) == "2 points à corriger"
    with saved(app) as session:
        assert session.scalars(select(Waiver.kind)).all() == ["person_named"]
        assert "waive" in session.scalars(select(LogEntry.action)).all()
    page = check(desk, "writer", article_id, **button(page, "Retirer la confirmation"))
    assert "dont 1 bloquant" in said(page.cssselect("#check [role=status]")[0])


def test_a_new_text_is_checked_before_it_is_stored(app: Flask, desk: Desk) -> None:
    path = f"{NEW}?rubrique={desk.rubrique_id}"
    [form] = desk.at("writer", path).cssselect("form[data-writing]")
    fields = dict(form.form_values()) | {"body": BODY}
    answer = desk.post("writer", f"{NEW}/verification", **fields)
    page = fromstring(answer.get_data(as_text=True))
    assert len(titles(page)) == 3
    assert not [one for one in page.cssselect("#check button") if "Confirmer" in said(one)]
    fields |= button(page, "Écrire « Zoé L. »")
    answer = desk.post("writer", f"{NEW}/verification?extrait=1", **fields)
    assert "Zoé L." in answer.get_data(as_text=True)
    with saved(app) as session:
        assert session.scalars(select(Article)).all() == []
    assert desk.post("visitor", f"{NEW}/verification", **fields).status_code in (403, 404)


def test_who_may_not_write_it_may_not_check_it(desk: Desk) -> None:
    article_id = desk.write("moderator")
    path = f"/publication/articles/{article_id}/verification"
    assert desk.post("writer", path, body=BODY).status_code in (403, 404)
    assert desk.post("stranger", path, body=BODY).status_code == 404


def test_a_text_that_is_too_long_says_so(desk: Desk) -> None:
    article_id = desk.write("writer")
    page = check(desk, "writer", article_id, 422, body="a" * 200_001)
    assert "200 000" in said(page.cssselect(".error-summary")[0]).replace("\u202f", " ").replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize("then", ["publish", "schedule"])
def test_a_faulty_text_is_saved_and_goes_no_further(app: Flask, desk: Desk, then: str) -> None:
    article_id = desk.write("moderator")
    path = f"/publication/articles/{article_id}/modifier"
    fields = typed(desk, "moderator", article_id, then=then, starts_at="2026-05-01T10:00")
    answer = desk.post("moderator", path, **fields)
    assert answer.status_code == 422
    page = fromstring(answer.get_data(as_text=True))
    assert "Enregistré, mais pas mis en ligne" in said(page.cssselect(".notice")[0])
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
