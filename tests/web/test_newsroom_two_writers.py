"""Writing beside others, twice, or as somebody else: nothing is lost, nothing is forged."""

import pytest
from lxml import html
from sqlalchemy import func, select

from app.models import LogEntry, Revision
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


def test_a_double_click_makes_one_article(desk: Desk) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross", "then": "submit"}
    answers = [desk.browsers["writer"].post(NEW, data=fields) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert articles(desk) == 1
    assert str(stored(desk, answers[0].location).status) == "pending"


def test_another_text_in_a_form_already_sent_is_not_lost(desk: Desk) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross"}
    desk.browsers["writer"].post(NEW, data=fields)
    again = desk.browsers["writer"].post(NEW, data=fields | {"body": "Samedi."})
    assert again.status_code == 409
    page = html.fromstring(again.text)
    assert "Samedi." in page.get_element_by_id("body").text
    assert articles(desk) == 1


def test_nobody_is_what_he_says_he_is(desk: Desk) -> None:
    with saved(desk.app) as session:
        other = make_rubrique(session, "Ailleurs").id
        secret = make_rubrique(session, "Secret", visibility=Visibility.PRIVATE).id
    planted = {"author_id": str(desk.people["manager"]), "status": "online", "id": "77"}
    address = send_new(desk, "writer", **planted)
    article = stored(desk, address)
    assert (article.author_id, str(article.status)) == (desk.people["writer"], "draft")
    edit(desk, "writer", address, rubrique_id=str(other), title="Autre", **planted)
    article = stored(desk, address)
    assert (article.rubrique_id, str(article.status)) == (desk.rubrique_id, "draft")
    assert article.author_id == desk.people["writer"]
    for rubrique_id, status in ((other, 403), (secret, 404), (0, 404), ("-1", 404), (2**63, 404)):
        fields = blank(desk, "writer") | {"title": "x", "rubrique_id": str(rubrique_id)}
        assert desk.browsers["writer"].post(NEW, data=fields).status_code == status
        asked = desk.browsers["writer"].get(f"{NEW}?rubrique={rubrique_id}")
        assert asked.status_code == status


def test_a_text_saved_in_the_meantime_stops_the_next_one_and_both_stand(desk: Desk) -> None:
    address = send_new(desk, "writer", body="Le premier.")
    [seen] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    edit(desk, "moderator", address, title="Du modérateur", body="Le deuxième.")
    answer = desk.browsers["writer"].post(
        f"{address}/modifier", data=seen | {"title": "De l’auteur", "body": "Le troisième."}
    )
    assert answer.status_code == 409
    page = html.fromstring(answer.text)
    assert page.get_element_by_id("title").get("value") == "De l’auteur"
    assert page.get_element_by_id("body").text.strip() == "Le troisième."
    other = page.get_element_by_id("other")
    assert "Camille Moderator" in words(other)
    assert other.cssselect("textarea")[0].text.strip() == "Le deuxième."
    article_id = int(address.rpartition("/")[2])
    assert desk.state(article_id) == ("draft", "Du modérateur")
    [again] = forms_of(page).values()
    sent = desk.browsers["writer"].post(f"{address}/modifier", data=again)
    assert sent.status_code == 303
    assert desk.state(article_id) == ("draft", "De l’auteur")


def test_a_text_typed_while_the_article_went_to_the_trash_is_shown_again(desk: Desk) -> None:
    address = send_new(desk, "writer")
    [seen] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    desk.post("moderator", f"{address}/mettre-a-la-corbeille")
    answer = desk.browsers["writer"].post(f"{address}/modifier", data=seen | {"body": "Gardé."})
    assert answer.status_code == 409
    assert "Gardé." in html.fromstring(answer.text).get_element_by_id("body").text


def test_a_form_that_nobody_touched_saves_nothing(desk: Desk) -> None:
    address = send_new(desk, "publisher", body="Du texte.", then="publish")
    edit(desk, "publisher", address)
    with saved(desk.app) as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == 1
        deeds = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert deeds == ["create", "publish"]


def test_dates_of_what_is_online_belong_to_who_puts_online(desk: Desk) -> None:
    address = send_new(desk, "writer", then="submit")
    desk.post("moderator", f"{address}/valider")
    [fields] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    assert "ends_at" not in fields
    edit(desk, "writer", address, ends_at="2026-04-01", starts_at="2027-01-01")
    assert stored(desk, address).ends_at is None
    edit(desk, "moderator", address, ends_at="2026-04-01")
    assert stored(desk, address).ends_at is not None


def test_a_writer_proposes_a_change_and_readers_keep_the_old_text(desk: Desk) -> None:
    address = send_new(desk, "writer", then="submit")
    desk.post("moderator", f"{address}/valider")
    edit(desk, "writer", address, title="Le cross, bis", then="submit_change", is_minor="y")
    public = desk.browsers["stranger"].get(
        address.replace("/publication", ""), follow_redirects=True
    )
    assert "Le cross, bis" not in public.text
    page = desk.at("moderator", address)
    assert "modification à valider" in words(page.find(".//main"))
    desk.post("moderator", f"{address}/valider-la-modification")
    article = stored(desk, address)
    assert article.updated_at is None
