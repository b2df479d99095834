"""The search page: what it finds, in which order, and what it never shows."""

from datetime import timedelta

import pytest
from flask import Flask
from lxml import html

from app.queries.search import CANDIDATES
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import saved, signed_in
from tests.web.asking import ask, marked, publish, titles, words

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.mark.parametrize(
    "question",
    ["élections", "election", "ELECTIONS", "l’élection", "Élection", "vœux", "voeux", "VOEU"],
)
def test_accents_endings_and_capitals_make_no_difference(app: Flask, question: str) -> None:
    publish(app, "Les élections : nos vœux")
    assert titles(ask(app, question)) == ["Les élections : nos vœux"]


def test_all_the_words_must_be_there(app: Flask) -> None:
    publish(app, "Course d’orientation", "Course de relais")
    assert titles(ask(app, "course orientation")) == ["Course d’orientation"]


def test_the_title_counts_more_than_the_body(app: Flask) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        make_article(session, rubrique, "Le cross", body="<p>Un brevet de secourisme.</p>")
        make_article(
            session, rubrique, "Le brevet", body="<p>Fin juin.</p>", starts_at=NOW - timedelta(300)
        )
        for number in range(5):
            make_article(session, rubrique, f"Sans rapport {number}")
    assert titles(ask(app, "brevet")) == ["Le brevet", "Le cross"]


def test_what_is_newer_comes_first(app: Flask) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        for years, title in ((5, "Un stage"), (0, "Le stage"), (1, "Les stages")):
            make_article(session, rubrique, title, starts_at=NOW - timedelta(365 * years))
        make_article(session, rubrique, "La visite", body="<p>Puis un stage.</p>")
    found = titles(ask(app, "stage"))
    assert found == ["Le stage", "Les stages", "Un stage", "La visite"]


def test_expired_articles_come_last_and_say_so(app: Flask) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        make_article(session, rubrique, "Cantine, cantine", ends_at=NOW - timedelta(minutes=1))
        make_article(session, rubrique, "Menus", body="<p>À la cantine.</p>")
    page = ask(app, "cantine")
    assert titles(page) == ["Menus", "Cantine, cantine"]
    assert [len(hit.cssselect(".badge")) for hit in page.cssselect(".hits > li")] == [0, 1]


def test_an_extract_marks_the_words_and_shows_markup_as_text(app: Flask) -> None:
    publish(app, "Le <b>potager</b>", body="<p>Des tomates &lt;img src=x&gt; au potager.</p>")
    page = ask(app, "tomate potager")
    assert marked(page) == ["potager", "tomates", "potager"]
    assert titles(page) == ["Le <b>potager</b>"]
    assert not page.cssselect(".hits img, .hits b")
    assert "<img src=x>" in words(page.cssselect(".hits .card__text")[0])


def test_the_title_of_the_page_is_its_heading_and_search_engines_leave_it(app: Flask) -> None:
    page = ask(app, "brevet")
    assert words(page.find(".//title")) == words(page.find(".//h1")) + " – Parvis"
    assert "brevet" in words(page.find(".//h1"))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_count_speaks_of_one_or_several(app: Flask) -> None:
    publish(app, "Brevet blanc", "Brevet", "Chorale")
    one, two = (words(ask(app, word).cssselect("#results")[0]) for word in ("chorale", "brevet"))
    assert (one.split()[0], two.split()[0]) == ("1", "2")
    assert "chorale" in one


def test_a_rubrique_is_searched_with_those_below_it(app: Flask) -> None:
    with saved(app) as session:
        school = make_rubrique(session, "Le collège")
        below = make_rubrique(session, "CDI", parent=school)
        make_article(session, below, "Un livre")
        make_article(session, make_rubrique(session, "Sport"), "Le livre des records")
        above, lower = str(school.id), str(below.id)
    assert titles(ask(app, "livre", rubrique=above)) == ["Un livre"]
    assert titles(ask(app, "livre", rubrique=lower)) == ["Un livre"]
    assert len(titles(ask(app, "livre"))) == 2


def test_this_school_year_begins_in_august(app: Flask) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        make_article(session, rubrique, "Ancien stage", starts_at=NOW.replace(2025, 7, 31))
        make_article(session, rubrique, "Nouveau stage", starts_at=NOW.replace(2025, 8, 1))
    assert titles(ask(app, "stage", periode="annee")) == ["Nouveau stage"]


def test_results_come_by_pages(app: Flask) -> None:
    publish(app, *(f"Sortie {number}" for number in range(23)))
    pages = [titles(ask(app, "sortie", page=str(number))) for number in (1, 2, 3)]
    assert [len(found) for found in pages] == [10, 10, 3]
    assert len({title for found in pages for title in found}) == 23
    following = ask(app, "sortie", periode="annee").cssselect(".pager a[rel=next]")[0].get("href")
    assert {"q=sortie", "page=2", "periode=annee"} <= set(following.split("?")[1].split("&"))


def test_pages_end_with_the_articles_that_are_ranked(app: Flask) -> None:
    publish(app, *(f"Sortie {number}" for number in range(CANDIDATES + 1)))
    page = ask(app, "sortie", page=str(CANDIDATES // 10))
    assert len(titles(page)) == 10
    assert str(CANDIDATES) in words(page.cssselect("#results")[0])
    ask(app, "sortie", 404, page=str(CANDIDATES // 10 + 1))


def test_an_empty_question_teaches(app: Flask) -> None:
    page = ask(app, "  ")
    assert page.cssselect("#how")
    assert not page.cssselect("#results")


def test_no_result_helps_and_offers_to_log_in(app: Flask) -> None:
    page = ask(app, "xylophone")
    assert "xylophone" in words(page.cssselect("#results")[0])
    offer = page.cssselect("aside a[href*=connexion]")[0].get("href")
    assert offer == "/connexion?next=/recherche?q%3Dxylophone"


def test_what_a_visitor_may_not_read_is_as_an_unknown_word(app: Flask) -> None:
    with saved(app) as session:
        public = make_rubrique(session)
        private = make_rubrique(
            session,
            "Salle des profs",
            visibility=Visibility.PRIVATE,
            grants={"profile:teacher": Role.VISITOR},
        )
        make_article(session, private, "Secret", body="<p>mot-clé confidentiel</p>")
        for status in (Status.DRAFT, Status.PENDING, Status.TRASHED):
            make_article(session, public, "Secret", status=status)
        make_article(session, public, "Secret demain", starts_at=NOW + timedelta(seconds=1))
        teacher, rubrique = make_person(session).id, str(private.id)
    seen = html.tostring(ask(app, "secret")).replace(b"secret", b"inconnu")
    assert seen == html.tostring(ask(app, "inconnu"))
    assert b"Salle des profs" not in seen
    ask(app, "secret", 400, rubrique=rubrique)
    ask(app, "secret", 400, rubrique="999999")
    answer = signed_in(app, teacher).get("/recherche?q=secret").get_data(as_text=True)
    assert titles(html.fromstring(answer)) == ["Secret"]
