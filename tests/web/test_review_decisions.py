"""Deciding at the desk: approve, refuse, the next one; and what stands in the way."""

from datetime import timedelta

import pytest
from flask import Flask

from app.actions.articles import set_dates
from app.actions.revisions import Text
from app.extensions import db
from app.models import Decision
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.workflow import Status
from tests.actions_kit import Newsroom
from tests.factories import NOW, make_person, make_rubrique
from tests.visits import signed_in
from tests.web.desk import (
    DESK,
    browser_of,
    changed,
    desk,
    fields,
    make_newsroom_of_last_week,
    press,
    queue,
    read,
    said,
    stored,
    submitted,
    text_of,
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom_of_last_week(db.session())


def test_one_approves_and_goes_on_to_the_next(app: Flask, newsroom: Newsroom) -> None:
    first, second = submitted(newsroom, "Le voyage").id, submitted(newsroom, "La chorale").id
    client = browser_of(app, newsroom, "moderator")
    answer = press(client, desk(client), "valider")
    assert (answer.status_code, answer.location) == (303, f"{DESK}?article={second}")
    assert stored(app, first) == (Status.ONLINE, False, Decision.APPROVED, None)
    page = read(client.get(answer.location))
    toast = page.cssselect(".toast")[0]
    assert "« Le voyage » est validé et en ligne." in said(toast).replace("\u00a0", " ")
    assert toast.cssselect("a")[0].get("href") == f"/publication/articles/{first}"
    assert queue(page) == ["La chorale"]
    last = press(client, page, "valider")
    assert last.location == DESK
    assert "Rien ne vous attend" in client.get(DESK).get_data(as_text=True)


def test_after_the_last_one_the_oldest_follows(app: Flask, newsroom: Newsroom) -> None:
    first, second = submitted(newsroom, "Le voyage").id, submitted(newsroom, "La chorale").id
    client = browser_of(app, newsroom, "moderator")
    answer = press(client, desk(client, f"?article={second}"), "valider")
    assert answer.location == f"{DESK}?article={first}"


def test_one_refuses_with_a_reason(app: Flask, newsroom: Newsroom) -> None:
    article_id = submitted(newsroom, "Le voyage").id
    client = browser_of(app, newsroom, "manager")
    answer = press(client, desk(client), "refuser", {"reason": " <b>Trop\x00 long.</b> "})
    assert answer.location == DESK
    assert stored(app, article_id) == (
        Status.DRAFT,
        False,
        Decision.REFUSED,
        "<b>Trop long.</b>",
    )
    assert "est refusé" in said(read(client.get(DESK)).cssselect(".toast")[0])


@pytest.mark.parametrize(
    ("reason", "error"), [("", "Écrivez le motif"), ("  ", "Écrivez le motif"), ("a" * 2001, "2")]
)
def test_a_refusal_without_a_fit_reason_is_asked_again(
    app: Flask, newsroom: Newsroom, reason: str, error: str
) -> None:
    article_id = submitted(newsroom, "Le voyage").id
    client = browser_of(app, newsroom, "moderator")
    answer = press(client, desk(client), "refuser", {"reason": reason})
    assert answer.status_code == 422
    page = read(answer)
    assert error in said(page.cssselect("#reason-error")[0])
    [field] = page.cssselect("#reason")
    assert field.get("aria-invalid") == "true"
    assert (field.text or "").strip() == reason.strip()
    assert page.cssselect("dialog[open]")
    assert page.cssselect(".error-summary a[href='#reason']")
    assert stored(app, article_id)[:2] == (Status.PENDING, True)


def test_a_change_is_approved_and_read(app: Flask, newsroom: Newsroom) -> None:
    article_id = changed(newsroom, Text("Tarifs", "", "<p>5 €</p>"), Text("Prix")).id
    client = browser_of(app, newsroom, "moderator")
    assert press(client, desk(client), "valider").status_code == 303
    assert stored(app, article_id) == (Status.ONLINE, False, Decision.APPROVED, None)
    assert client.get(f"/articles/{article_id}-prix").status_code == 200


def test_a_refused_change_leaves_the_old_text(app: Flask, newsroom: Newsroom) -> None:
    article_id = changed(newsroom, Text("Tarifs", "", "<p>5 €</p>"), Text("Prix")).id
    client = browser_of(app, newsroom, "moderator")
    assert press(client, desk(client), "refuser", {"reason": "Non."}).status_code == 303
    assert stored(app, article_id) == (Status.ONLINE, False, Decision.REFUSED, "Non.")
    assert client.get(f"/articles/{article_id}-tarifs").status_code == 200


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 30, None])
def test_a_form_that_does_not_say_what_was_seen_decides_nothing(
    app: Flask, newsroom: Newsroom, seen: str | None
) -> None:
    article_id = submitted(newsroom, "Le voyage").id
    client = browser_of(app, newsroom, "moderator")
    sent = fields(desk(client), "valider")
    del sent["seen"]
    if seen is not None:
        sent["seen"] = seen
    assert client.post(f"{DESK}/{article_id}/valider", data=sent).status_code == 409
    assert stored(app, article_id)[:2] == (Status.PENDING, True)


def test_those_who_may_not_decide_are_refused(app: Flask, newsroom: Newsroom) -> None:
    """403 for who may know the text, 404 for the others; nothing is changed."""
    article_id = submitted(newsroom, "Le voyage").id
    stranger = make_person(newsroom.session)
    make_rubrique(newsroom.session, "CDI", grants={user_key(stranger.id): Role.MODERATOR})
    newsroom.people["stranger"] = stranger
    ids = {name: person.id for name, person in newsroom.people.items()}
    newsroom.session.commit()
    expected = {"visitor": 404, "writer": 403, "publisher": 404, "stranger": 404}
    for name, status in expected.items():
        client = signed_in(app, ids[name])
        page = read(client.get("/contact"))
        token = page.cssselect("header [name=csrf_token]")[0].get("value")
        for deed in ("valider", "refuser"):
            sent = {"csrf_token": token, "seen": "1", "reason": "Non."}
            answer = client.post(f"{DESK}/{article_id}/{deed}", data=sent)
            assert answer.status_code == status, (name, deed)
    assert stored(app, article_id)[:2] == (Status.PENDING, True)


def test_a_text_whose_end_has_passed_is_not_put_online(app: Flask, newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    work, author = newsroom.work("writer", article), newsroom.people["writer"]
    end = newsroom.now + timedelta(days=2)
    set_dates(newsroom.session, newsroom.now, author.id, work, None, end)
    newsroom.make("writer", article, "submit")
    article_id = article.id
    client = browser_of(app, newsroom, "moderator")
    answer = press(client, desk(client), "valider")
    assert answer.status_code == 422
    assert "Sa date de fin est passée" in text_of(read(answer))
    assert stored(app, article_id)[:3] == (Status.PENDING, True, None)


def test_a_start_to_come_stays(app: Flask, newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    work, author = newsroom.work("writer", article), newsroom.people["writer"]
    set_dates(newsroom.session, newsroom.now, author.id, work, NOW + timedelta(days=6), None)
    newsroom.make("writer", article, "submit")
    article_id = article.id
    client = browser_of(app, newsroom, "moderator")
    press(client, desk(client), "valider")
    assert "sera en ligne au jour prévu" in said(desk(client).cssselect(".toast")[0])
    assert client.get(f"/articles/{article_id}").status_code == 404
