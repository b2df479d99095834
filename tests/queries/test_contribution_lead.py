"""What is read first to find what a filter keeps: the index that has least to read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Person
from app.queries.contribution_counts import count_by_tab
from app.queries.contribution_filter import FEW, Filter, Tab
from app.queries.contribution_lead import Amount, Bounds, Lead, leading
from app.queries.contribution_orders import Sort
from app.queries.contribution_ways import Way
from tests.contribution_lists import FILTERS, MANY, Desk, desks, plan_of, walk, worker_of
from tests.factories import NOW
from tests.statements import recorded

INDEXED_WAYS = {Way.AUTHOR, Way.DAYS, Way.PICTURES, Way.RUBRIQUES, Way.WORKER, Way.WORDS}
LATELY = NOW - timedelta(hours=30)


@pytest.fixture(scope="module")
def desk(worker_app: Flask) -> Iterator[Desk]:
    """A session on a school with many contributions, and who manages them."""
    yield from desks(worker_app)


@pytest.mark.parametrize(
    ("wanted", "way"),
    [
        (Filter(author="vidal"), Way.AUTHOR),
        (Filter(mine=True, until=NOW), Way.AUTHOR),
        (Filter(since=LATELY), Way.DAYS),
        (Filter(since=LATELY, author="vidal"), Way.DAYS),
        (Filter(unchanged_since=NOW, author="aït"), Way.AUTHOR),
        (Filter(rubriques=frozenset({0}), since=LATELY), Way.RUBRIQUES),
        (Filter(without_picture=True, since=LATELY), Way.DAYS),
        (Filter(words="6e"), Way.TABLE),
        (Filter(words="6e", since=LATELY), Way.DAYS),
    ],
)
def test_the_index_leads_that_has_least_to_read(desk: Desk, wanted: Filter, way: Way) -> None:
    session, worker, _names = desk
    assert leading(session, worker, wanted) == Lead(
        way, Amount.MANY if way is Way.TABLE else Amount.FEW
    )


def test_words_lead_where_they_have_an_index(desk: Desk) -> None:
    session, worker, _names = desk
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    rare = Filter(words="carnaval", until=NOW)
    assert leading(session, worker, rare).way is (Way.WORDS if on_sqlite else Way.DAYS)
    assert leading(session, worker, replace(rare, since=LATELY)).way is Way.DAYS
    frequent = leading(session, worker, Filter(words="texte"))
    assert frequent == (Lead(Way.WORDS, Amount.SOME) if on_sqlite else Lead(Way.TABLE))


def test_what_one_works_on_leads_whom_less_than_most_concerns(desk: Desk) -> None:
    session, _worker_of_all, _names = desk
    writer = session.scalars(select(Person).where(Person.last_name == "Aït")).one()
    worker, _his = worker_of(session, writer)
    assert leading(session, worker, Filter(words="texte")) == Lead(Way.WORKER, Amount.FEW)
    assert leading(session, worker, Filter(since=LATELY)).way is Way.DAYS


def test_few_are_no_more_than_the_bound(desk: Desk) -> None:
    session, worker, _names = desk
    wanted = Filter(since=LATELY)
    number = count_by_tab(session, worker, wanted, NOW).by_tab[Tab.ALL]
    trashed = len(range(4, 29, 10))
    for few, amount in ((number + trashed, Amount.FEW), (number + trashed - 1, Amount.SOME)):
        assert leading(session, worker, wanted, Bounds(few)) == Lead(Way.DAYS, amount)


def test_all_are_read_where_each_of_several_indexes_has_many(desk: Desk) -> None:
    session, worker, _names = desk
    both = Filter(author="vidal", until=NOW)
    of_half = Lead(Way.AUTHOR, Amount.MANY)
    assert leading(session, worker, both, Bounds(5, 10, MANY)) == of_half
    assert leading(session, worker, both, Bounds(5, 10, MANY // 4)) == Lead(Way.TABLE)
    one = replace(both, author="")
    assert leading(session, worker, one, Bounds(5, 10, MANY // 4)) == Lead(Way.DAYS, Amount.MANY)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", [Sort.TITLE, Sort.CHANGED, Sort.AUTHOR, Sort.STAGE])
def test_the_lead_leads_to_the_same_pages(desk: Desk, name: str, sort: Sort) -> None:
    session, worker, _names = desk
    wanted = FILTERS[name]
    rows = walk(desk, wanted, sort, descending=True)
    counts = count_by_tab(session, worker, wanted, NOW)
    kept = counts.by_tab[Tab.ALL]
    for total in (min(len(rows), FEW), counts.by_tab[wanted.tab]):
        led = walk(desk, wanted, sort, descending=True, total=total, kept=kept, lead=counts.lead)
        assert led == rows
    if counts.lead.way in INDEXED_WAYS:
        some = replace(counts.lead, amount=Amount.SOME)
        assert walk(desk, wanted, sort, descending=True, lead=some) == rows


def test_of_some_a_walk_along_the_order_looks_at_nothing_else(desk: Desk) -> None:
    """With 200,000 articles it took 36 ms to look at all that stood between 1,200 of them."""
    wanted = Filter(author="vidal")
    lines = plan_of(desk, wanted, Sort.CHANGED, FEW + 1, lead=Lead(Way.AUTHOR, Amount.SOME))
    assert [line for line in lines if "ix_article_changed" in line]
    assert [line for line in lines if "COVERING INDEX ix_article_author_id (author_id=?)" in line]


def test_some_are_sorted_where_no_index_sorts(desk: Desk) -> None:
    some = Lead(Way.AUTHOR, Amount.SOME)
    lines = plan_of(desk, Filter(author="vidal"), Sort.TYPE, FEW + 1, lead=some)
    assert [line for line in lines if "article USING INDEX ix_article_author_id" in line]
    assert [line for line in lines if line.startswith("SCAN article")] == []


@pytest.mark.parametrize("wanted", [Filter(), *FILTERS.values()])
def test_numbers_are_two_questions_at_most(desk: Desk, wanted: Filter) -> None:
    session, worker, _names = desk
    with recorded(session.get_bind()) as statements:
        count_by_tab(session, worker, wanted, NOW)
    assert 1 <= len(statements) <= 2
