"""Moving an article on from its page: questions, refusals, who came second."""

import pytest
from lxml import html
from sqlalchemy import func, select

from app.models import Article, LogEntry
from tests.factories import NOW
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def deeds(desk: Desk) -> list[str]:
    with saved(desk.app) as session:
        return list(session.scalars(select(LogEntry.action).order_by(LogEntry.id)))


def test_a_refusal_without_reason_asks_for_one(desk: Desk) -> None:
    address = f"/publication/articles/{desk.write('writer', ('writer', 'submit'))}"
    answer = desk.post("moderator", f"{address}/refuser", reason="  ")
    page = html.fromstring(answer.text)
    assert answer.status_code == 422
    assert page.cssselect("dialog[open] #reason[aria-invalid]")
    assert page.cssselect(".error-summary a[href='#reason']")
    long = desk.post("moderator", f"{address}/refuser", reason="x" * 2001)
    assert long.status_code == 422
    assert "x" * 2001 in html.fromstring(long.text).get_element_by_id("reason").text
    assert deeds(desk) == ["create", "submit"]


def test_the_reason_reaches_the_author_on_the_page(desk: Desk) -> None:
    address = f"/publication/articles/{desk.write('writer', ('writer', 'submit'))}"
    assert desk.post("moderator", f"{address}/refuser", reason="Sans <b> nom.").status_code == 303
    for page in (desk.at("writer", address), desk.at("moderator", address)):
        notice = words(page.cssselect(".notice.is-alert")[0])
        assert "Sans <b> nom." in notice
        assert "Camille Moderator" in notice
    desk.post("writer", f"{address}/soumettre")
    desk.post("moderator", f"{address}/valider")
    assert not desk.at("writer", address).cssselect(".notice.is-alert")


def test_the_second_of_two_validators_is_told_and_keeps_his_words(desk: Desk) -> None:
    address = f"/publication/articles/{desk.write('writer', ('writer', 'submit'))}"
    shown = forms_of(desk.at("manager", address))[f"{address}/refuser"]
    assert desk.post("moderator", f"{address}/valider").status_code == 303
    answer = desk.browsers["manager"].post(
        f"{address}/refuser", data=shown | {"reason": "Trop tard."}
    )
    page = html.fromstring(answer.text)
    assert answer.status_code == 409
    assert "Trop tard." in words(page.find(".//main"))
    assert "En ligne" in words(page.find(".//main"))
    assert "Camille Moderator" in words(page.find(".//main"))
    assert deeds(desk) == ["create", "submit", "approve"]


def test_a_decision_about_a_text_that_changed_is_asked_again(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "submit"))
    address = f"/publication/articles/{article_id}"
    shown = forms_of(desk.at("manager", address))[f"{address}/refuser"]
    [typed] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    desk.browsers["writer"].post(f"{address}/modifier", data=typed | {"title": "Autre"})
    answer = desk.browsers["manager"].post(
        f"{address}/refuser", data=shown | {"reason": "Trop long."}
    )
    page = html.fromstring(answer.text)
    assert answer.status_code == 409
    again = forms_of(page)[f"{address}/refuser"]
    assert again["reason"] == "Trop long."
    assert desk.browsers["manager"].post(f"{address}/refuser", data=again).status_code == 303


@pytest.mark.parametrize(
    ("name", "word", "deed"),
    [("writer", "soumettre", "submit"), ("publisher", "mettre-en-ligne", "publish")],
)
def test_a_double_click_acts_once(desk: Desk, name: str, word: str, deed: str) -> None:
    address = f"/publication/articles/{desk.write(name)}"
    statuses = [desk.post(name, f"{address}/{word}").status_code for _ in range(2)]
    assert statuses == [303, 303]
    assert deeds(desk) == ["create", deed]


def test_the_trash_is_undone_by_the_button_that_says_so(desk: Desk) -> None:
    article_id = desk.write("publisher", ("publisher", "publish"))
    answer = desk.post("publisher", f"/publication/articles/{article_id}/mettre-a-la-corbeille")
    assert (answer.status_code, answer.location) == (303, "/publication/")
    undo = f"/publication/articles/{article_id}/restaurer"
    fields = forms_of(desk.at("publisher", "/publication/"))[undo]
    assert desk.browsers["publisher"].post(undo, data=fields).status_code == 303
    assert desk.state(article_id)[0] == "online"


def test_scheduling_from_the_page_asks_for_a_time_to_come(desk: Desk) -> None:
    article_id = desk.write("publisher")
    address = f"/publication/articles/{article_id}"
    for start in ("", "2026-03-24T09:00", "bientôt"):
        answer = desk.post("publisher", f"{address}/programmer", starts_at=start)
        assert answer.status_code == 422
        assert html.fromstring(answer.text).cssselect("dialog[open] #starts_at[aria-invalid]")
    assert (
        desk.post("publisher", f"{address}/programmer", starts_at="2026-03-30").status_code == 303
    )
    page = desk.at("publisher", address)
    assert "lundi 30 mars 2026" in words(page.cssselect(".toast")[0])


def test_what_readers_have_seen_is_not_scheduled_again(desk: Desk) -> None:
    article_id = desk.write("publisher", ("publisher", "publish"), ("publisher", "unpublish"))
    address = f"/publication/articles/{article_id}"
    assert f"{address}/programmer" not in forms_of(desk.at("publisher", address))
    answer = desk.post("publisher", f"{address}/programmer", starts_at="2026-03-30")
    assert answer.status_code == 409


def test_an_article_that_would_go_online_after_its_end_stays(desk: Desk) -> None:
    article_id = desk.write("publisher", ("publisher", "publish"), ("publisher", "unpublish"))
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        article.ends_at, article.starts_at = NOW, NOW.replace(day=1)
    answer = desk.post("publisher", f"/publication/articles/{article_id}/mettre-en-ligne")
    assert answer.status_code == 422
    assert desk.state(article_id)[0] == "draft"


def test_an_unknown_word_is_404(desk: Desk) -> None:
    article_id = desk.write("writer")
    for word in ("publier", "submit", "Soumettre", "%00", "x" * 3000):
        answer = desk.post("writer", f"/publication/articles/{article_id}/{word}")
        assert answer.status_code == 404


def test_a_transition_writes_its_log_row_or_nothing(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "submit"))
    desk.post("moderator", f"/publication/articles/{article_id}/refuser", reason="")
    with saved(desk.app) as session:
        assert session.scalar(select(func.count()).select_from(LogEntry)) == 2
