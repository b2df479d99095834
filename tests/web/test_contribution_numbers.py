"""The numbers above the list of contributions: exact, or said to be more than was counted."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.models import Batch
from tests.many_contributions import fill
from tests.visits import Browser, saved, signed_in

pytestmark = pytest.mark.usefixtures("demo_day")

LIST = "/publication/contributions"
MANY = 1_200
KEPT = 1_080
"""But for the tenth that is in the trash."""


@pytest.fixture
def chief(app: Flask) -> Browser:
    """The browser of whoever manages many contributions."""
    with saved(app) as session:
        chief_id = fill(session, MANY).id
    return signed_in(app, chief_id)


def page_of(visitor: Browser, address: str) -> html.HtmlElement:
    """Return a page, parsed."""
    return html.fromstring(visitor.get(address).get_data(as_text=True))


def numbers(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Return the number of each tab, as it is seen and as it is heard."""
    return [
        (
            "".join(one.xpath("text() | *[not(@class='vh')]/text()")),
            "".join(one.xpath("text() | *[not(@aria-hidden)]/text()")),
        )
        for one in page.cssselect(".tabs .count")
    ]


def test_without_a_filter_numbers_are_exact(chief: Browser) -> None:
    page = page_of(chief, LIST)
    assert numbers(page)[0] == ("1\u202f080", "1\u202f080")
    [label] = page.cssselect("label[for=all]")
    assert label.text_content() == "Les 1\u202f080 contributions de ce filtre"


def test_under_a_filter_they_are_exact_up_to_a_thousand(chief: Browser) -> None:
    page = page_of(chief, f"{LIST}?q=texte")
    assert numbers(page)[:2] == [("1\u202f000+", "plus de 1\u202f000"), ("120", "120")]
    [label] = page.cssselect("label[for=all]")
    assert label.text_content() == "Toutes les contributions de ce filtre (plus de 1\u202f000)"


def test_all_of_a_filter_are_chosen_also_those_that_were_not_counted(
    app: Flask, chief: Browser
) -> None:
    [form] = page_of(chief, f"{LIST}?q=texte").cssselect("form.batch")
    token = form.cssselect("[name=csrf_token]")[0].get("value")
    chosen = {"csrf_token": token, "action": "change_author", "all": "y"}
    answer = chief.post(form.get("action"), data=chosen)
    assert answer.status_code == 303
    with saved(app) as session:
        assert session.scalars(select(Batch.total)).one() == KEPT
