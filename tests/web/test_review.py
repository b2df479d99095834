"""The validation desk: who comes, what waits, what the open text shows."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.actions.articles import set_dates
from app.actions.revisions import Text
from app.extensions import db
from app.models import PersonDuty
from app.rules.audience import Duty, user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_person, make_rubrique
from tests.statements import recorded
from tests.visits import Browser
from tests.web.desk import (
    DESK,
    browser_of,
    buttons,
    changed,
    desk,
    make_newsroom_of_last_week,
    press,
    queue,
    said,
    submitted,
    text_of,
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom_of_last_week(db.session())


def test_the_oldest_comes_first_and_is_open(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    newsroom.later(days=7)
    submitted(newsroom, "La chorale")
    page = desk(browser_of(app, newsroom, "moderator"))
    assert queue(page) == ["Le voyage", "La chorale"]
    entries = [said(entry) for entry in page.cssselect(".queue a")]
    assert "Camille Writer, Actualités" in entries[0]
    assert "depuis 8 jours" in entries[0]
    assert "aujourd’hui" in entries[1] or "depuis hier" in entries[1]
    assert page.cssselect(".queue [aria-current]") == page.cssselect(".queue a")[:1]
    assert said(page.cssselect("#reviewed")[0]) == "Le voyage"
    assert "Du texte." in text_of(page)
    assert buttons(page) == ["Valider et mettre en ligne", "Refuser…", "Corriger moi-même"]
    assert "2 textes attendent votre accord" in said(page.cssselect("main")[0])


def test_another_text_may_be_opened(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    other = submitted(newsroom, "La chorale")
    page = desk(browser_of(app, newsroom, "manager"), f"?article={other.id}")
    assert said(page.cssselect("#reviewed")[0]) == "La chorale"


def test_an_empty_desk_says_so(app: Flask, newsroom: Newsroom) -> None:
    newsroom.write("writer")
    page = desk(browser_of(app, newsroom, "moderator"))
    assert "Rien ne vous attend" in said(page.cssselect("main")[0])


@pytest.mark.parametrize("name", ["visitor", "writer", "publisher"])
def test_those_who_may_approve_nowhere_get_403(app: Flask, newsroom: Newsroom, name: str) -> None:
    article = submitted(newsroom, "Le voyage")
    client = browser_of(app, newsroom, name)
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}?article={article.id}").status_code == 403


def test_a_moderator_elsewhere_sees_nothing_of_it(app: Flask, newsroom: Newsroom) -> None:
    article = submitted(newsroom, "Le voyage")
    other = make_person(newsroom.session)
    make_rubrique(newsroom.session, "CDI", grants={user_key(other.id): Role.MODERATOR})
    newsroom.people["other"] = other
    client = browser_of(app, newsroom, "other")
    assert queue(desk(client)) == []
    hidden = client.get(f"{DESK}?article={article.id}")
    absent = client.get(f"{DESK}?article={article.id + 50}")
    assert hidden.status_code == absent.status_code == 404


def test_a_text_of_ones_own_is_for_others_to_approve(app: Flask, newsroom: Newsroom) -> None:
    """A moderator elsewhere is a writer here: he knows his text, and may not decide on it."""
    article = submitted(newsroom, "Le voyage")
    key = user_key(newsroom.people["writer"].id)
    make_rubrique(newsroom.session, "CDI", grants={key: Role.MODERATOR})
    client = browser_of(app, newsroom, "writer")
    assert queue(desk(client)) == []
    assert client.get(f"{DESK}?article={article.id}").status_code == 403


def test_the_head_sees_all_rubriques(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    head = make_person(newsroom.session)
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    newsroom.people["head"] = head
    assert queue(desk(browser_of(app, newsroom, "head"))) == ["Le voyage"]


@pytest.mark.parametrize("query", ["?article=0", "?article=x", "?article=99999999999999999999"])
def test_what_is_no_article_is_404(app: Flask, newsroom: Newsroom, query: str) -> None:
    desk(browser_of(app, newsroom, "moderator"), query, 404)


@pytest.mark.parametrize("query", ["?apres=x", "?apres=2026-03-24T10:00:00Z~", "?apres=1-1"])
def test_what_is_no_place_in_the_queue_is_404(app: Flask, newsroom: Newsroom, query: str) -> None:
    submitted(newsroom, "Le voyage")
    desk(browser_of(app, newsroom, "moderator"), query, 404)


def test_behind_the_last_place_the_queue_begins_again(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    page = desk(browser_of(app, newsroom, "moderator"), "?apres=2199-01-01T00:00:00Z~1")
    assert queue(page) == ["Le voyage"]


def test_a_long_queue_has_pages(app: Flask, newsroom: Newsroom) -> None:
    for number in range(52):
        submitted(newsroom, f"Texte {number}")
    client = browser_of(app, newsroom, "moderator")
    page = desk(client)
    assert queue(page) == [f"Texte {number}" for number in range(50)]
    [following] = page.cssselect(".pager a[rel=next]")
    second = desk(client, following.get("href").removeprefix(DESK))
    assert queue(second) == ["Texte 50", "Texte 51"]
    assert said(second.cssselect("#reviewed")[0]) == "Texte 50"
    third = desk(client, read_on(press(client, second, "valider")))
    assert queue(third) == ["Texte 51"]
    beyond = desk(client, read_on(press(client, third, "refuser", {"reason": "Non."})))
    assert queue(beyond)[0] == said(beyond.cssselect("#reviewed")[0]) == "Texte 0"


def read_on(answer: TestResponse) -> str:
    """Return the question with which the next text opens."""
    assert answer.status_code == 303
    return answer.location.removeprefix(DESK)


def test_the_number_of_queries_does_not_grow(app: Flask, newsroom: Newsroom) -> None:
    counts = []
    for more in (3, 297):
        for number in range(more):
            submitted(newsroom, f"Texte {number}")
        client = browser_of(app, newsroom, "moderator")
        with recorded(db.engine) as sent:
            desk(client)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_change_shows_what_changes(app: Flask, newsroom: Newsroom) -> None:
    old = Text("Tarifs", "Le badge.", "<h2>Le badge</h2><p>Perdu, il coûte 5 €.</p><p>Merci.</p>")
    new = Text("Tarifs", "La carte.", "<h2>Le badge</h2><p>Perdu, il coûte 6 €.</p><p>Merci.</p>")
    article = changed(newsroom, old, new)
    client = browser_of(app, newsroom, "moderator")
    page = desk(client)
    diff = page.cssselect(".diff")[0]
    assert [said(one) for one in diff.cssselect("del")] == ["Retiré : Le badge.", "Retiré : 5"]
    assert [said(one) for one in diff.cssselect("ins")] == ["Ajouté : La carte.", "Ajouté : 6"]
    skips = [said(one) for one in diff.cssselect(".diff__skip")]
    assert skips == ["1 passage inchangé", "1 passage inchangé"]
    assert "1 passage modifié" in text_of(page)
    assert "Les lecteurs gardent le texte actuel" in text_of(page)
    assert "modifie un article en ligne" in said(page.cssselect(".queue a")[0])
    assert buttons(page)[0] == "Valider les changements"
    whole = desk(client, f"?article={article.id}&vue=texte")
    assert not whole.cssselect(".diff")
    assert "Perdu, il coûte 6 €." in text_of(whole)


def test_the_check_stands_beside_the_text(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage", '<p>Les photos : <a href="/x">cliquez ici</a> !!!</p>')
    page = desk(browser_of(app, newsroom, "moderator"))
    found = [said(one) for one in page.cssselect(".finding b")]
    assert found == ["Lien qui n’en dit pas assez", "Plusieurs points d’exclamation"]
    assert "« cliquez ici »" in said(page.cssselect(".finding")[0])
    assert [said(one) for one in page.cssselect(".mark")] == ["cliquez ici", "!!!"]


def test_a_text_in_order_says_so(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    page = desk(browser_of(app, newsroom, "moderator"))
    assert "Rien à signaler" in said(page.cssselect(".findings")[0])


def test_markup_in_words_shows_as_words(app: Flask, newsroom: Newsroom) -> None:
    evil = "<script>alert(1)</script> {{7*7}}"
    old = Text(f"{evil} avant", evil, "<p>Un texte.</p>")
    new = Text(
        f"{evil} après", f"{evil} !", "<p>&lt;script&gt;alert(2)&lt;/script&gt; Un texte.</p>"
    )
    changed(newsroom, old, new)
    page = desk(browser_of(app, newsroom, "moderator"))
    assert not [one for one in page.iter("script") if "alert" in (one.text or "")]
    assert queue(page) == [f"{evil} après"]
    assert "<script>alert(2)</script>" in said(page.cssselect(".diff")[0])


def test_a_start_to_come_is_named_on_the_button(app: Flask, newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    work, author = newsroom.work("writer", article), newsroom.people["writer"]
    start = NOW.replace(day=30, hour=5, minute=30)
    set_dates(newsroom.session, newsroom.now, author.id, work, start, None)
    newsroom.make("writer", article, "submit")
    page = desk(browser_of(app, newsroom, "moderator"))
    assert buttons(page)[0] == "Valider, en ligne lundi 30 mars à 7 h 30"


def test_an_earlier_refusal_is_told(app: Flask, newsroom: Newsroom) -> None:
    article = submitted(newsroom, "Le voyage")
    newsroom.make("moderator", article, "refuse", reason="Trop <b>long</b>.")
    newsroom.make("writer", article, "submit")
    assert "Trop <b>long</b>." in text_of(desk(browser_of(app, newsroom, "manager")))


def test_private_and_public_are_told(app: Flask) -> None:
    room = make_newsroom(db.session(), visibility=Visibility.PRIVATE)
    room.now = NOW
    submitted(room, "Le voyage")
    assert "(privée)" in text_of(desk(browser_of(app, room, "moderator")))


def test_others_who_are_expected_are_named(app: Flask, newsroom: Newsroom) -> None:
    submitted(newsroom, "Le voyage")
    page = desk(browser_of(app, newsroom, "moderator"))
    assert "Camille Manager" in text_of(page)


def test_visitors_are_sent_to_the_login_page(client: Browser) -> None:
    assert client.get(DESK).location == "/connexion?next=/publication/a-valider"


def test_what_was_taken_back_is_said(app: Flask, newsroom: Newsroom) -> None:
    article = submitted(newsroom, "Le voyage")
    newsroom.make("writer", article, "withdraw")
    client = browser_of(app, newsroom, "moderator")
    page = desk(client, f"?article={article.id}")
    assert "n’attend plus" in text_of(page)
    assert buttons(page) == []
