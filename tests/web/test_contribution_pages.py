"""The pages of a long list of contributions lead to each other, whatever it is sorted by."""

from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import html

from app.queries.contribution_filter import FEW, PAGE_SIZE
from app.queries.contribution_orders import Sort
from tests.many_contributions import fill
from tests.visits import Browser, saved, signed_in

LIST = "/publication/contributions"
MANY = 1_200
TRASHED = MANY // 10

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def chief(app: Flask) -> Browser:
    """The browser of somebody who manages more than a few."""
    assert MANY - TRASHED > FEW
    with saved(app) as session:
        person_id = fill(session, MANY).id
    return signed_in(app, person_id)


def pages(visitor: Browser, address: str, direction: str) -> Iterator[list[str]]:
    """Yield the addresses of the articles of a page, and of those to which it leads."""
    following = [address]
    while following:
        answer = visitor.get(following[0])
        assert answer.status_code == 200, following[0]
        page = html.fromstring(answer.get_data(as_text=True))
        yield [link.get("href") for link in page.cssselect(".list__title a")]
        following = page.xpath(f"//a[@rel='{direction}']/@href")


@pytest.mark.parametrize("sort", Sort)
def test_links_lead_through_the_whole_list_and_back(chief: Browser, sort: Sort) -> None:
    forth = list(pages(chief, f"{LIST}?tri={sort}", "next"))
    rows = [row for page in forth for row in page]
    assert len(rows) == len(set(rows)) == MANY - TRASHED
    assert {len(page) for page in forth[:-1]} == {PAGE_SIZE}
    back = list(pages(chief, f"{LIST}?tri=-{sort}", "next"))
    assert [row for page in back for row in page] == rows[::-1]
