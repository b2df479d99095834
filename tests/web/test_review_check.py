"""The check at the desk: what it holds back, what is confirmed there, and what it says."""

import pytest
from flask import Flask

from app.extensions import db
from app.models import Waiver
from app.rules.audience import Function
from app.rules.workflow import Status
from tests.actions_kit import Newsroom
from tests.factories import make_person
from tests.visits import saved
from tests.web.desk import (
    DESK,
    browser_of,
    desk,
    make_newsroom_of_last_week,
    press,
    read,
    said,
    stored,
    submitted,
    text_of,
)

pytestmark = pytest.mark.usefixtures("demo_day")

NAMED = "<p>Bravo à Zoé Le Goff !</p>"


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    make_person(db.session(), Function.ELV, first_name="Zoé", last_name="Le Goff")
    return make_newsroom_of_last_week(db.session())


def test_what_the_law_names_is_not_approved(app: Flask, newsroom: Newsroom) -> None:
    article_id = submitted(newsroom, "Le tournoi", NAMED).id
    client = browser_of(app, newsroom, "moderator")
    answer = press(client, desk(client), "valider")
    assert answer.status_code == 422
    page = read(answer)
    assert "La vérification a trouvé" in said(page.cssselect(".notice.is-alert")[0])
    assert '<span class="mark">Zoé Le Goff</span>' in answer.get_data(as_text=True)
    assert stored(app, article_id)[0] is Status.PENDING


def test_one_confirms_with_a_reason_then_approves(app: Flask, newsroom: Newsroom) -> None:
    article_id = submitted(newsroom, "Le tournoi", NAMED).id
    client = browser_of(app, newsroom, "moderator")
    refused = press(client, desk(client), "confirmer", {"reason": " "})
    assert refused.status_code == 422
    page = read(refused)
    assert said(page.cssselect(".finding .error")[0]) == "Écrivez d’abord la raison."
    answer = press(client, page, "confirmer", {"reason": "Accord des parents, classeur 5B."})
    assert answer.location == f"{DESK}?article={article_id}#check"
    page = desk(client)
    confirmed = said(page.cssselect("#check ~ .findings")[-1]).replace("\u00a0", " ")
    assert "« Accord des parents, classeur 5B. »" in confirmed
    assert press(client, page, "valider").status_code == 303
    assert stored(app, article_id)[0] is Status.ONLINE


def test_a_confirmation_is_taken_back(app: Flask, newsroom: Newsroom) -> None:
    article_id = submitted(newsroom, "Le tournoi", NAMED).id
    client = browser_of(app, newsroom, "moderator")
    press(client, desk(client), "confirmer", {"reason": "Accord."})
    [button] = desk(client).cssselect("button[name=unconfirm]")
    form = button.getparent()
    fields = dict(form.form_values()) | {"unconfirm": button.get("value")}
    assert client.post(form.get("action"), data=fields).status_code == 303
    with saved(app) as session:
        assert session.query(Waiver).count() == 0
    assert press(client, desk(client), "valider").status_code == 422
    assert stored(app, article_id)[0] is Status.PENDING


def test_what_must_be_mended_cannot_be_confirmed(app: Flask, newsroom: Newsroom) -> None:
    article_id = submitted(newsroom, "Le tournoi", '<p><a href="/x"></a></p>').id
    client = browser_of(app, newsroom, "moderator")
    page = desk(client)
    assert page.cssselect("form[action*='/confirmer']") == []
    [finding] = page.cssselect(".finding.is-alert")
    assert finding.cssselect("a")[0].get("href").endswith(f"/{article_id}/modifier#check")
    token = page.cssselect("input[name=csrf_token]")[0].get("value")
    fields = {"csrf_token": token, "reason": "Parce que.", "finding": "x"}
    assert client.post(f"{DESK}/{article_id}/confirmer", data=fields).status_code == 303
    with saved(app) as session:
        assert session.query(Waiver).count() == 0


@pytest.mark.parametrize("deed", ["confirmer", "ne-plus-confirmer"])
def test_only_who_may_decide_confirms_here(app: Flask, newsroom: Newsroom, deed: str) -> None:
    article_id = submitted(newsroom, "Le tournoi", NAMED).id
    for name, status in (("writer", 403), ("visitor", 404)):
        client = browser_of(app, newsroom, name)
        page = read(client.get("/contact"))
        token = page.cssselect("input[name=csrf_token]")[0].get("value")
        answer = client.post(f"{DESK}/{article_id}/{deed}", data={"csrf_token": token})
        assert answer.status_code == status


def test_the_author_is_told_when_submitting(app: Flask, newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=NAMED)
    article_id = article.id
    client = browser_of(app, newsroom, "writer")
    page = read(client.get(f"/publication/articles/{article_id}"))
    assert press(client, page, "soumettre").status_code == 303
    page = read(client.get(f"/publication/articles/{article_id}"))
    assert "1 point qui l’empêche d’être public" in " ".join(
        said(toast) for toast in page.cssselect(".toast")
    )
    assert text_of(desk(browser_of(app, newsroom, "moderator")))
