"""Writing an article: the form, what it refuses, what it never loses."""

import pytest
from lxml import html

from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import make_rubrique
from tests.visits import saved
from tests.web.newsroom_kit import (
    NEW,
    Desk,
    articles,
    blank,
    edit,
    forms_of,
    send_new,
    stored,
)
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def test_what_is_typed_plainly_becomes_paragraphs(desk: Desk) -> None:
    address = send_new(desk, "writer", body="Samedi 9 h.\r\n\r\nVenez & courez !")
    page = desk.at("writer", address)
    shown = [words(one) for one in page.cssselect(".prose p")]
    assert shown == ["Samedi 9 h.", "Venez & courez !"]
    assert words(page.find(".//h1")) == "Le cross"
    [fields] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    assert fields["body"] == "Samedi 9 h.\n\nVenez & courez !"


def test_markup_is_text_in_a_title_and_harmless_in_a_body(desk: Desk) -> None:
    address = send_new(
        desk,
        "writer",
        title="<script>alert(1)</script> {{7*7}}",
        summary="<b>gras</b>",
        body='<p onclick="x()">Un</p><iframe src="https://evil.example/"></iframe>',
    )
    for path in (address, f"{address}/modifier", "/publication/"):
        page = desk.at("writer", path)
        assert not page.cssselect("main script, main [onclick], main iframe[src]")
    assert words(desk.at("writer", address).find(".//h1")) == "<script>alert(1)</script> {{7*7}}"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": " \t "}, "title"),
        ({"title": "x" * 300}, "title"),
        ({"summary": "x" * 513}, "summary"),
        ({"body": "x" * 200_001}, "body"),
        ({"starts_at": "demain"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at"),
        ({"ends_at": "2026-03-23"}, "ends_at"),
        ({"starts_at": "2026-04-02", "ends_at": "2026-04-01T08:00"}, "ends_at"),
        ({"then": "schedule"}, "starts_at"),
        ({"then": "schedule", "starts_at": "2026-03-24T09:59"}, "starts_at"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    desk: Desk, typed: dict[str, str], field: str
) -> None:
    sent = {"title": "Le cross", "summary": "En bref", "body": "Du texte"} | typed
    answer = desk.browsers["publisher"].post(NEW, data=blank(desk, "publisher") | sent)
    page = html.fromstring(answer.text)
    assert answer.status_code == 422
    assert articles(desk) == 0
    assert page.cssselect(f"#{field}[aria-invalid]"), field
    assert page.cssselect(f".error-summary a[href='#{field}']")
    assert words(page.find(".//title")).startswith("Erreur")
    for name in ("title", "summary", "body"):
        shown = page.get_element_by_id(name)
        value = shown.get("value") if shown.tag == "input" else shown.text.lstrip("\r\n")
        assert value == sent[name].strip()


def test_dates_are_those_of_paris_and_a_day_ends_at_its_end(desk: Desk) -> None:
    address = send_new(desk, "publisher", starts_at="2026-03-28T08:00", ends_at="2026-03-29")
    article = stored(desk, address)
    assert article.starts_at is not None
    assert article.starts_at.isoformat() == "2026-03-28T07:00:00+00:00"
    assert article.ends_at is not None
    assert article.ends_at.isoformat() == "2026-03-29T22:00:00+00:00"
    [fields] = forms_of(desk.at("publisher", f"{address}/modifier")).values()
    assert (fields["starts_at"], fields["ends_at"]) == ("2026-03-28T08:00", "2026-03-30T00:00")


def test_a_text_is_saved_and_scheduled_in_one_go(desk: Desk) -> None:
    address = send_new(desk, "publisher", then="schedule", starts_at="2026-03-28T08:00")
    page = desk.at("publisher", address)
    assert "Programmé" in words(page.find(".//main"))
    answer = desk.browsers["stranger"].get(address.replace("/publication", ""))
    assert answer.status_code == 404


def test_a_text_that_may_not_be_sent_on_is_not_saved_either(desk: Desk) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross", "then": "publish"}
    assert desk.browsers["writer"].post(NEW, data=fields).status_code == 403
    assert articles(desk) == 0
    address = send_new(desk, "writer")
    page = edit(desk, "writer", address, 403, title="Autre", then="publish")
    assert page.get_element_by_id("title").get("value") == "Autre"
    assert desk.state(int(address.rpartition("/")[2])) == ("draft", "Le cross")


@pytest.mark.parametrize("then", ["trash", "restore", "withdraw", "unknown", "__class__"])
def test_the_form_sends_on_to_what_it_shows_only(desk: Desk, then: str) -> None:
    address = send_new(desk, "manager")
    edit(desk, "manager", address, 403, title="Autre", then=then)
    assert desk.state(int(address.rpartition("/")[2])) == ("draft", "Le cross")


@pytest.mark.parametrize("name", ["writer", "publisher", "moderator", "manager"])
def test_the_buttons_of_the_form_are_those_that_it_accepts(desk: Desk, name: str) -> None:
    page = desk.at(name, f"{NEW}?rubrique={desk.rubrique_id}")
    offered = {one.get("value") for one in page.cssselect("button[name=then]")} - {""}
    accepted = set()
    for then in ("submit", "publish", "schedule", "approve", "submit_change", "publish_change"):
        fields = blank(desk, name) | {"title": then, "then": then, "starts_at": "2026-05-01"}
        if desk.browsers[name].post(NEW, data=fields).status_code == 303:
            accepted.add(then)
    assert offered == accepted


def test_the_rubriques_offered_are_those_where_one_may_write(desk: Desk) -> None:
    with saved(desk.app) as session:
        key = f"user:{desk.people['writer']}"
        above = make_rubrique(session, "Clubs", visibility=Visibility.PRIVATE)
        below = make_rubrique(
            session,
            "Échecs",
            parent=above,
            visibility=Visibility.PRIVATE,
            inherits=False,
            grants={key: Role.WRITER},
        )
        make_rubrique(session, "Judo", parent=above, visibility=Visibility.PRIVATE, inherits=False)
        below_id = below.id
    page = desk.at("writer", NEW)
    offered = {
        words(link): link.get("href").rpartition("=")[2] for link in page.cssselect(".columns a")
    }
    assert offered == {"Actualités": str(desk.rubrique_id), "Échecs": str(below_id)}
    shown = words(page.cssselect(".columns")[0])
    assert "Clubs" in shown
    assert "Judo" not in shown
    assert not desk.at("stranger", NEW).cssselect(".columns")


@pytest.mark.parametrize(
    "id_", ["-1", "0", "9" * 9, "9" * 10, "9223372036854775808", "1e3", "١", "x"]
)
def test_what_is_no_id_is_404(desk: Desk, id_: str) -> None:
    for end in ("", "/modifier"):
        assert desk.browsers["manager"].get(f"/publication/articles/{id_}{end}").status_code == 404
    for end in ("modifier", "soumettre"):
        answer = desk.post("manager", f"/publication/articles/{id_}/{end}")
        assert answer.status_code == 404


@pytest.mark.parametrize("key", ["", "x" * 65, "a\x00b", "é"])
def test_a_forged_key_makes_nothing(desk: Desk, key: str) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross", "creation_key": key}
    assert desk.browsers["writer"].post(NEW, data=fields).status_code == 422


def test_characters_that_nobody_can_type_are_left_out(desk: Desk) -> None:
    address = send_new(desk, "writer", title="Le\x00 cross\x07", body="a\x00b", summary="é\x01")
    assert words(desk.at("writer", address).find(".//h1")) == "Le cross"
    answer = desk.post("writer", f"{address}/soumettre", reason="\x00", seen_revision_id="x")
    assert answer.status_code == 422
