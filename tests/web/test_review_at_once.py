"""The desk when somebody else was faster, or one's own finger: nothing is decided twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.actions.revisions import Text
from app.extensions import db
from app.rules.workflow import Status
from tests.actions_kit import Newsroom
from tests.visits import signed_in
from tests.web.desk import (
    browser_of,
    buttons,
    desk,
    fields,
    logged,
    make_newsroom_of_last_week,
    press,
    read,
    said,
    save,
    stored,
    submitted,
    text_of,
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom_of_last_week(db.session())


@pytest.mark.parametrize("deed", ["valider", "refuser"])
def test_the_second_of_two_is_told(app: Flask, newsroom: Newsroom, deed: str) -> None:
    submitted(newsroom, "Le voyage")
    other_id = newsroom.people["manager"].id
    slow = browser_of(app, newsroom, "moderator")
    page = desk(slow)
    quick = signed_in(app, other_id)
    press(quick, desk(quick), "refuser", {"reason": "Trop long."})
    answer = press(slow, page, deed, {"reason": "Des fautes."})
    assert answer.status_code == 409
    told = text_of(read(answer))
    assert "Il a déjà été refusé par Camille Manager" in told
    assert buttons(read(answer)) == []
    assert ("Des fautes." in told) is (deed == "refuser")


def test_of_two_at_the_same_moment_one_decides(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    manager_id = newsroom.people["manager"].id
    clients = [browser_of(app, newsroom, "moderator"), signed_in(app, manager_id)]
    pages = [desk(client) for client in clients]
    with ThreadPoolExecutor(2) as both:
        answers = [
            both.submit(press, client, page, deed, {"reason": "Non."})
            for client, page, deed in zip(clients, pages, ("valider", "refuser"), strict=True)
        ]
    assert sorted(answer.result().status_code for answer in answers) == [303, 409]
    assert logged(app, "approve") + logged(app, "refuse") == 1


def test_a_text_that_changed_is_read_again(app: Flask, newsroom: Newsroom) -> None:
    article = submitted(newsroom, "Le voyage")
    article_id = article.id
    client = browser_of(app, newsroom, "moderator")
    page = desk(client)
    save(newsroom, article, Text("Le voyage à Barcelone"))
    newsroom.session.commit()
    answer = press(client, page, "refuser", {"reason": "Trop <i>court</i>."})
    assert answer.status_code == 409
    again = read(answer)
    assert "Ce texte a changé depuis que vous l’avez lu" in text_of(again)
    assert said(again.cssselect("#reviewed")[0]) == "Le voyage à Barcelone"
    assert fields(again, "refuser")["reason"].strip() == "Trop <i>court</i>."
    assert stored(app, article_id)[:2] == (Status.PENDING, True)
    assert press(client, again, "refuser").status_code == 303
    assert stored(app, article_id)[3] == "Trop <i>court</i>."


@pytest.mark.parametrize(("deed", "action"), [("valider", "approve"), ("refuser", "refuse")])
def test_a_double_click_decides_once(
    app: Flask, newsroom: Newsroom, deed: str, action: str
) -> None:
    submitted(newsroom, "Le voyage")
    client = browser_of(app, newsroom, "moderator")
    page = desk(client)
    answers = [press(client, page, deed, {"reason": "Non."}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert logged(app, action) == 1
