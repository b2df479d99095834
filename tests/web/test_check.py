"""The check beside a text that is being written: it tells, mends and confirms."""

import pytest
from flask import Flask
from lxml.html import fromstring
from sqlalchemy import select

from app.models import Article, LogEntry, Waiver
from tests.visits import saved
from tests.web.check_kit import (
    BODY,
    button,
    check,
    make_checked_desk,
    make_pupil,
    titles,
    typed,
)
from tests.web.desk import said
from tests.web.newsroom_kit import NEW, Desk

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_checked_desk(app)


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


def test_a_pupil_who_writes_does_not_learn_who_is_at_the_school(app: Flask, desk: Desk) -> None:
    article_id = desk.write("writer")
    make_pupil(app, desk.people["writer"])
    pages = [check(desk, "writer", article_id)]
    fields = typed(desk, "writer", article_id) | {"rubrique_id": str(desk.rubrique_id)}
    answer = desk.post("writer", f"{NEW}/verification", **fields | {"creation_key": "x"})
    pages.append(fromstring(answer.get_data(as_text=True)))
    path = f"/publication/articles/{article_id}/modifier"
    answer = desk.post("writer", path, **fields, then="submit")
    assert answer.status_code == 303
    pages.append(desk.at("writer", path))
    for page in pages:
        assert titles(page) == ["Lien qui n’en dit pas assez", "Titre qui saute un niveau"]
        assert "prénom" in said(page.cssselect("#check")[0])
    shown = said(desk.at("writer", f"/publication/articles/{article_id}"))
    assert "empêche" not in shown
    [finding] = desk.at("moderator", f"/publication/a-valider?article={article_id}").cssselect(
        ".finding.is-alert"
    )
    assert "Zoé Le Goff" in said(finding)


def test_a_pupil_who_puts_online_is_told_what_stops_there(app: Flask, desk: Desk) -> None:
    article_id = desk.write("publisher")
    make_pupil(app, desk.people["publisher"])
    assert "Nom complet d’un élève ou d’un parent" in titles(check(desk, "publisher", article_id))


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
