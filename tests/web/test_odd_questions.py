"""Questions that no reader asks: nothing breaks, nothing is taken for an order."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from lxml import html

from tests.visits import browser
from tests.web.asking import ask, publish, titles

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.mark.parametrize(
    "question",
    ["%", "_", "*", "brev*", '"', "'", "') OR 1=1 --", "NEAR(a b)", "title:brevet", "-brevet",
     "a AND OR NOT", "^brevet", "{title}:x", "\\", "&|!()<->", ":*", "UNION SELECT", "b & c:*",
     "💥", "中文", "ß", "ﬁ", "e\u0301", "\u00ad", "\u202e", "(a+)+$"],
)  # fmt: skip
def test_signs_of_a_query_language_are_only_signs(app: Flask, question: str) -> None:
    publish(app, "Le brevet", "brevet & ses 100 % de reçus_A")
    ask(app, question)


def test_a_word_begun_is_not_a_word(app: Flask) -> None:
    publish(app, "Le brevet")
    assert titles(ask(app, "brev*")) == []
    assert titles(ask(app, "%rev%")) == []


@pytest.mark.parametrize("query", ["q=a%00b", "q=a%1bb", "q=" + "a" * 201,
                                   "q=" + "a" * 10_000, "q=a&rubrique=x", "q=a&rubrique=-1",
                                   "q=a&periode=jamais", "q=a&rubrique=%00"])  # fmt: skip
def test_what_cannot_be_searched_is_said(app: Flask, query: str) -> None:
    answer = browser(app).get(f"/recherche?{query}")
    assert answer.status_code == 400
    page = html.fromstring(answer.get_data(as_text=True))
    [link] = page.cssselect(".error-summary a")
    field = page.get_element_by_id(link.get("href").removeprefix("#"))
    assert field.get("aria-invalid") == "true"
    assert page.get_element_by_id(field.get("aria-describedby")).text_content().strip()


def test_bytes_that_are_no_text_are_searched_as_they_stand(app: Flask) -> None:
    answer = browser(app).get("/recherche?q=%ff%fe")
    assert answer.status_code == 200
    assert "%FF%FE" in answer.get_data(as_text=True).upper()


def test_200_characters_are_searched(app: Flask) -> None:
    ask(app, "é" * 200)


def test_a_long_question_of_many_words_is_quick(app: Flask) -> None:
    publish(app, "Le brevet", body="<p>" + "mot " * 20_000 + "</p>")
    start = datetime.now()
    ask(app, "mot " * 50)
    assert datetime.now() - start < timedelta(seconds=2)


@pytest.mark.parametrize("page", ["4", "0", "-1", "1e1", "x", "99999999999999999999", "\0", "١"])
def test_a_page_that_is_not_there_is_not_found(app: Flask, page: str) -> None:
    publish(app, *(f"Sortie {number}" for number in range(23)))
    ask(app, "sortie", 404, page=page)


def test_the_question_is_shown_as_text(app: Flask) -> None:
    page = ask(app, '"><script>alert(1)</script>')
    assert not page.xpath("//script[contains(., 'alert')]")
    assert page.cssselect("#words")[0].get("value") == '"><script>alert(1)</script>'
