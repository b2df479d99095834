"""What is typed in the form of an article is kept by its script, offered again, and forgotten."""

import pytest
from lxml import html

from tests.web.newsroom_kit import NEW, Desk, blank, edit, forms_of, send_new
from tests.web.reading_pages import words
from tests.web.typing_kit import ONE, OTHER, copies, form, offers, type_in

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def address(desk: Desk) -> str:
    """An article of the writer."""
    return send_new(desk, "writer", title="Le cross", body="Samedi.")


def test_what_is_typed_is_kept_offered_and_taken_up(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    answer = type_in(desk, "writer", address, fields, title="Le cross de samedi", body="Midi.")
    assert (answer.status_code, answer.json["outdated"], answer.json["others"]) == (200, False, [])
    assert "\u00a0h" in answer.json["saved_at"]
    assert copies(desk)[0]["title"] == ["Le cross de samedi"]
    assert {"csrf_token", "seen_revision_id", "copy_version"}.isdisjoint(copies(desk)[0])

    assert form(desk, "writer", f"{address}/modifier")["body"] == "Samedi."
    [take] = offers(desk, "writer", f"{address}/modifier")
    assert offers(desk, "writer", address) == [take]
    assert "Le cross de samedi" in words(desk.at("writer", "/publication/").find(".//main"))
    taken = form(desk, "writer", take)
    assert (taken["title"], taken["body"]) == ("Le cross de samedi", "Midi.")
    assert offers(desk, "writer", take) == []

    assert desk.browsers["writer"].post(f"{address}/modifier", data=taken).status_code == 303
    assert copies(desk) == []
    assert offers(desk, "writer", f"{address}/modifier") == []
    assert "Textes en cours" not in words(desk.at("writer", "/publication/").find(".//main"))


def test_an_article_not_begun_is_kept_too(desk: Desk) -> None:
    fields = blank(desk, "writer")
    assert type_in(desk, "writer", NEW, fields).status_code == 200
    assert copies(desk) == []  # nothing typed yet
    assert type_in(desk, "writer", NEW, fields, 2, title="Le cross").status_code == 200
    new = f"{NEW}?rubrique={desk.rubrique_id}"
    [take] = offers(desk, "writer", new)
    assert take in [one.get("href") for one in desk.at("writer", "/publication/").cssselect("a")]
    taken = form(desk, "writer", take)
    assert (taken["title"], taken["creation_key"]) == ("Le cross", fields["creation_key"])
    assert offers(desk, "moderator", new) == []
    assert desk.at("moderator", take) is not None  # another's id says nothing
    assert form(desk, "moderator", take)["title"] == ""
    assert desk.browsers["writer"].post(NEW, data=taken).status_code == 303
    assert copies(desk) == []
    late = type_in(desk, "writer", NEW, fields, 3, title="Le cr")
    assert (late.status_code, late.json["error"]) == (409, "sent")


def test_a_form_that_holds_what_is_saved_keeps_nothing(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, 1, body="Dimanche.")
    assert len(copies(desk)) == 1
    type_in(desk, "writer", address, fields, 2)
    assert copies(desk) == []
    type_in(desk, "writer", address, fields, 3, ends_at="2026-02-31")
    assert copies(desk)[0]["ends_at"] == ["2026-02-31"]


def test_two_windows_keep_both_texts(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="Du premier onglet.")
    answer = type_in(desk, "writer", address, fields, body="Du second.", window=OTHER)
    assert (answer.status_code, answer.json["error"]) == (409, "window")
    assert copies(desk)[0]["body"] == ["Du premier onglet."]
    second = fields | {"body": "Du second.", "copy_version": f"{OTHER}.2"}
    assert desk.browsers["writer"].post(f"{address}/modifier", data=second).status_code == 303
    assert copies(desk)[0]["body"] == ["Du premier onglet."]
    [take] = offers(desk, "writer", f"{address}/modifier")
    page = html.fromstring(desk.browsers["writer"].get(take).text)
    assert page.get_element_by_id("body").text.strip() == "Du premier onglet."
    assert page.get_element_by_id("other").cssselect("textarea")[0].text.strip() == "Du second."


def test_whoever_saves_second_keeps_his_copy_until_he_has_decided(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="De l’auteur.")
    edit(desk, "moderator", address, body="Du modérateur.")
    assert type_in(desk, "writer", address, fields, 2, body="De l’auteur !").json["outdated"]
    sent = fields | {"body": "De l’auteur !", "copy_version": f"{ONE}.3"}
    answer = desk.browsers["writer"].post(f"{address}/modifier", data=sent)
    assert answer.status_code == 409
    assert copies(desk)[0]["body"] == ["De l’auteur !"]
    page = desk.browsers["writer"].post(f"{address}/modifier", data=sent).text
    assert "data-offer" not in page  # it stands in the form
    [again] = [one for one in _forms(page) if "body" in one]
    assert again["copy_seen"] == f"{ONE}.3"
    new_window = again | {"copy_version": f"{OTHER}.1"}
    assert type_in(desk, "writer", address, new_window, window=OTHER).status_code == 200
    assert desk.browsers["writer"].post(f"{address}/modifier", data=new_window).status_code == 303
    assert copies(desk) == []


def _forms(page: str) -> list[dict[str, str]]:
    return list(forms_of(html.fromstring(page)).values())


@pytest.mark.parametrize("shown", [True, False], ids=["as it was shown", "changed since"])
def test_giving_up_deletes_what_was_shown(desk: Desk, address: str, shown: bool) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="Du premier onglet.")
    page = desk.at("writer", f"{address}/modifier")
    question = forms_of(page)[f"{address}/copie/abandonner"]
    if not shown:
        type_in(desk, "writer", address, fields, 2, body="Encore un mot.")
    answer = desk.browsers["writer"].post(f"{address}/copie/abandonner", data=question)
    assert answer.location == f"{address}/modifier"
    assert len(copies(desk)) == (0 if shown else 1)


def test_giving_up_a_new_text(desk: Desk) -> None:
    type_in(desk, "writer", NEW, blank(desk, "writer"), title="Le cross")
    new = f"{NEW}?rubrique={desk.rubrique_id}"
    question = forms_of(desk.at("writer", new))[f"{NEW}/copie/abandonner"]
    theft = question | {"csrf_token": desk.token("moderator")}
    desk.browsers["moderator"].post(f"{NEW}/copie/abandonner", data=theft)
    assert len(copies(desk)) == 1
    desk.browsers["writer"].post(f"{NEW}/copie/abandonner", data=question)
    assert copies(desk) == []


def test_colleagues_hear_of_each_other(desk: Desk, address: str) -> None:
    tell = {"presence": "here", "seen_revision_id": ""}
    assert desk.post("moderator", f"{address}/copie", **tell).json["others"] == []
    [said] = desk.post("writer", f"{address}/copie", **tell).json["others"]
    assert said.startswith("Camille Moderator modifie aussi cet article (depuis ")
    for path in (address, f"{address}/modifier"):
        [place] = desk.at("writer", path).cssselect("[data-others]")
        assert said in place.text_content()
    desk.post("moderator", f"{address}/copie", **tell | {"presence": "left"})
    assert desk.post("writer", f"{address}/copie", **tell).json["others"] == []


def test_saving_ends_the_presence(desk: Desk, address: str) -> None:
    desk.post("moderator", f"{address}/copie", presence="here")
    edit(desk, "moderator", address, body="Autre.")
    assert desk.post("writer", f"{address}/copie", presence="here").json["others"] == []
