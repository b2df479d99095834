"""Composing a page without script: begin, add, set, move, publish, restore, each by its buttons."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import Draft, DraftTile, Layout, PageKind, SiteRight
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS, deeds, lay_page, titles
from tests.visits import Browser, saved
from tests.web.site_pages import form_on, send, text_of, token_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    made = make_school(app)
    with saved(app) as session:
        lay_page(session, "Premier", "Deuxième", "Troisième")
    return made


def compose(school: School, name: str = "head") -> Browser:
    """Begin the draft of the home page as somebody."""
    client = school.come(name)
    assert send(client, ADDRESS, f"{ADDRESS}/brouillon").status_code == 303
    return client


def tile_id(school: School, title: str) -> int:
    with saved(school.app) as session:
        return session.scalars(select(DraftTile.id).where(DraftTile.title == title)).one()


def press(client: Browser, action: str, **values: Any) -> TestResponse:
    """Press a button of the page that is composed; follow it back to the page."""
    page = html.document_fromstring(client.get(ADDRESS).text)
    [version, *_] = page.xpath("//input[@name='version']/@value") or ["0"]
    data = {"csrf_token": token_of(client), "version": version, **values}
    return client.post(f"{ADDRESS}/{action}", data=data)


def drafted(school: School) -> list[str]:
    with saved(school.app) as session:
        return titles(session)


def test_a_page_is_composed_from_what_is_online(school: School) -> None:
    client = compose(school)
    page = client.get(ADDRESS)
    assert "Rien n’a changé depuis" in text_of(page)
    document = html.document_fromstring(page.text)
    assert [one.text_content().split()[-1] for one in document.cssselect(".plot__name")] == [
        "Premier", "Deuxième", "Troisième"
    ]  # fmt: skip
    assert document.cssselect(".plot__shown[inert] p")[0].text == "Texte de Premier."
    number = tile_id(school, "Troisième")
    answer = press(client, f"tuiles/{number}/deplacer", to="avant")
    assert answer.headers["Location"].endswith(f"{ADDRESS}#tuile-{number}")
    assert "« Troisième » est maintenant en position 2 sur 3" in text_of(client.get(ADDRESS))
    assert "Déplacée" in text_of(client.get(ADDRESS))
    press(client, f"tuiles/{number}/largeur", size="moins")
    press(client, f"tuiles/{number}/dupliquer")
    assert drafted(school) == ["Premier", "Troisième", "Troisième", "Deuxième"]
    press(client, f"tuiles/{tile_id(school, 'Premier')}/retirer")
    page = client.get(ADDRESS)
    [undo] = html.document_fromstring(page.text).cssselect(".toast form")
    assert client.post(undo.get("action"), data=dict(undo.form_values())).status_code == 303
    assert drafted(school) == ["Premier", "Troisième", "Troisième", "Deuxième"]
    assert "Texte de Troisième" in client.get("/").text
    assert client.get("/").text.count("Texte de Troisième") == 1, "nothing of it shows"


def test_a_tile_is_added_set_and_published(school: School) -> None:
    client = compose(school)
    picker = client.get(f"{ADDRESS}/tuiles/ajouter")
    assert "Texte avec mise en forme" in text_of(picker)
    added = press(client, "tuiles/ajouter", type="rich_text")
    address = added.headers["Location"]
    typed = {"title": "Bienvenue", "r-html": "<p>Le <b>nouveau</b> self<script>x()</script></p>",
             "width": "6", "shown_until": "2026-03-30", "do": "save"}  # fmt: skip
    assert send(client, address, address, typed).status_code == 303
    assert "« Bienvenue » est gardée" in text_of(client.get(ADDRESS))
    assert "nouveau" not in client.get("/").text
    assert "Bienvenue" in text_of(client.get(f"{ADDRESS}/publier"))
    answer = send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier", {"note": "Le self"})
    assert answer.status_code == 303
    shown = client.get("/").text
    assert "<b>nouveau</b>" in shown or "<strong>nouveau</strong>" in shown
    assert "x()" not in shown
    history = text_of(client.get(f"{ADDRESS}/historique"))
    assert "Le self" in history
    assert "Hélène Castagné" in history
    with saved(school.app) as session:
        assert deeds(session) == ["publish"]
    assert "a publié une page" in text_of(client.get("/site/journal"))


def test_a_page_is_scheduled_and_called_off(school: School) -> None:
    client = compose(school)
    page = f"{ADDRESS}/publier"
    for at in ("", "2026-03-24T10:00", "hier"):
        answer = send(client, page, page, {"when": "later", "at": at, "note": "Plus tard"})
        assert answer.status_code == 422, at
        assert form_on(answer, page)["note"] == "Plus tard"
    assert send(client, page, page, {"when": "later", "at": "2026-03-30T08:00"}).status_code == 303
    told = client.get(ADDRESS)
    assert "lundi 30 mars 2026, 8 h" in text_of(told)
    with saved(school.app) as session:
        layout_id = session.scalars(select(Layout.id).order_by(Layout.id.desc())).first()
    action = f"{ADDRESS}/historique/{layout_id}/annuler"
    assert send(client, ADDRESS, action).status_code == 303
    assert "Annulée" in text_of(client.get(f"{ADDRESS}/historique"))
    with saved(school.app) as session:
        assert deeds(session) == ["schedule", "call_off"]


def test_an_earlier_page_comes_back(school: School) -> None:
    client = compose(school)
    with saved(school.app) as session:
        first = session.scalars(select(Layout.id)).one()
    press(client, f"tuiles/{tile_id(school, 'Premier')}/retirer")
    send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier")
    assert "Texte de Premier" not in client.get("/").text
    version = f"{ADDRESS}/historique/{first}"
    assert "Nouvelle" in text_of(client.get(version))
    token = {"csrf_token": token_of(client)}
    answer = client.post(f"{version}/reprendre", data={**token, "do": "draft", "version": "0"})
    assert answer.status_code == 303
    assert drafted(school) == ["Premier", "Deuxième", "Troisième"]
    assert "Texte de Premier" not in client.get("/").text
    assert client.post(f"{version}/reprendre", data={**token, "do": "online"}).status_code == 303
    assert "Texte de Premier" in client.get("/").text
    assert client.post(f"{version}/reprendre", data={**token, "do": "x"}).status_code == 400


def test_a_draft_is_given_up_after_a_question(school: School) -> None:
    client = compose(school)
    press(client, f"tuiles/{tile_id(school, 'Premier')}/retirer")
    question = f"{ADDRESS}/brouillon/abandon"
    assert "Premier" in text_of(client.get(question))
    assert send(client, question, question).status_code == 303
    with saved(school.app) as session:
        assert session.get(Draft, PageKind.PUBLIC_HOME) is None
    assert client.get(question).status_code == 303


def test_a_stale_page_changes_nothing(school: School) -> None:
    client = compose(school)
    number = tile_id(school, "Premier")
    data = {"csrf_token": token_of(client), "version": "1", "to": "apres"}
    answer = client.post(f"{ADDRESS}/tuiles/{number}/deplacer", data=data)
    assert answer.status_code == 303
    assert "avait déjà changé" in text_of(client.get(ADDRESS))
    assert drafted(school) == ["Premier", "Deuxième", "Troisième"]


def test_what_was_typed_on_a_changed_tile_is_not_lost(school: School) -> None:
    client = compose(school)
    address = f"{ADDRESS}/tuiles/{tile_id(school, 'Premier')}"
    form = form_on(client.get(address), address)
    other = school.come("deputy")
    assert send(other, address, address, {"title": "Un", "do": "save"}).status_code == 303
    typed = {**form, "title": "Numéro un", "r-html": "<p>Tapé avec soin</p>", "do": "save"}
    answer = client.post(address, data=typed)
    assert answer.status_code == 409
    kept = form_on(answer, address)
    assert kept["title"] == "Numéro un"
    assert "Tapé avec soin" in kept["r-html"]
    assert drafted(school)[0] == "Un"
    assert client.post(address, data={**kept, "do": "save"}).status_code == 303
    assert drafted(school)[0] == "Numéro un"


def test_what_was_typed_for_a_tile_that_is_gone_becomes_a_new_one(school: School) -> None:
    client = compose(school)
    address = f"{ADDRESS}/tuiles/{tile_id(school, 'Premier')}"
    form = form_on(client.get(address), address)
    send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier")
    typed = {**form, "title": "Numéro un", "r-html": "<p>Tapé avec soin</p>", "do": "save"}
    answer = client.post(address, data=typed)
    assert answer.status_code == 409
    new = f"{ADDRESS}/tuiles/nouvelle"
    kept = form_on(answer, new)
    assert "Tapé avec soin" in kept["r-html"]
    assert client.post(new, data={**kept, "do": "save"}).status_code == 303
    assert drafted(school) == ["Premier", "Deuxième", "Troisième", "Numéro un"]


GETS = ("", "/tuiles/ajouter", "/tuiles/1", "/publier", "/historique", "/historique/1", "/apercu",
        "/apercu/page", "/brouillon/abandon")  # fmt: skip
POSTS = ("/brouillon", "/brouillon/abandon", "/tuiles/ajouter", "/tuiles/1", "/tuiles/nouvelle",
         "/tuiles/1/deplacer", "/tuiles/1/largeur", "/tuiles/1/dupliquer", "/tuiles/1/retirer",
         "/tuiles/1/retablir", "/publier", "/historique/1/annuler",
         "/historique/1/reprendre")  # fmt: skip


@pytest.mark.parametrize("name", ["visitor", "pupil", "parent", "teacher", "manager"])
@pytest.mark.parametrize("base", [ADDRESS, "/site/page-personnelle"])
def test_only_those_who_compose_come_in(school: School, base: str, name: str) -> None:
    compose(school)
    client = school.come(name)
    data = {"csrf_token": token_of(client)} if name != "visitor" else {}
    for path in GETS:
        assert client.get(base + path).status_code == (302 if name == "visitor" else 403), path
    for path in POSTS:
        expected = 400 if name == "visitor" else 403
        assert client.post(base + path, data=data).status_code == expected, path


def test_the_right_may_be_given(school: School) -> None:
    with saved(school.app) as session:
        key = f"user:{school.people['teacher']}"
        session.add(SiteRight(right=Right.COMPOSE, key=key))
    client = compose(school, "teacher")
    assert client.get(ADDRESS).status_code == 200
    assert "Page d’accueil" in text_of(client.get("/site/"))


def test_other_ids_do_not_exist(school: School) -> None:
    client = compose(school)
    data = {"csrf_token": token_of(client), "version": "1"}
    removed = tile_id(school, "Premier")
    press(client, f"tuiles/{removed}/retirer")
    assert client.get(f"{ADDRESS}/tuiles/{removed}").status_code == 404
    mine = tile_id(school, "Deuxième")
    for base, ids in ((ADDRESS, (99999,)), ("/site/page-personnelle", (mine, 99999))):
        for number in ids:
            for path in (f"/tuiles/{number}", f"/historique/{number + 7777}"):
                assert client.get(base + path).status_code == 404
            for path in POSTS:
                if "/1" in path:
                    url = base + path.replace("/1", f"/{number}")
                    assert client.post(url, data=data).status_code == 404, url
    assert client.post(f"{ADDRESS}/tuiles/ajouter", data={**data, "type": "x"}).status_code == 404
    personal = "/site/page-personnelle"
    assert send(client, personal, f"{personal}/brouillon").status_code == 303
    wide = client.post(f"{personal}/tuiles/ajouter", data={**data, "type": "hero"})
    assert wide.status_code == 404, "the high tile stands on the public page only"
    for to in ("", "x", "-1", "1e9", "9" * 30):
        url = f"{ADDRESS}/tuiles/{mine}/deplacer"
        assert client.post(url, data={**data, "to": to}).status_code == 400
    assert client.post(f"{ADDRESS}/tuiles/{mine}/largeur", data=data).status_code == 400
