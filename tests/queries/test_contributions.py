"""Filters, sorts and pages of the list of contributions: together they are the whole list."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Article, Person
from app.queries.contribution_counts import count_by_tab
from app.queries.contribution_filter import FEW, PAGE_SIZE, Filter, Tab
from app.queries.contribution_orders import Sort
from app.queries.contributions import matching, read_contributions
from app.rules.workflow import Stage
from tests.contribution_lists import (
    FILTERS,
    MANY,
    Desk,
    beside,
    desks,
    plan,
    plan_of,
    walk,
    worker_of,
)
from tests.factories import NOW

EXPECTED_STAGES = {
    Tab.DRAFTS: {Stage.DRAFT},
    Tab.SCHEDULED: {Stage.SCHEDULED},
    Tab.ONLINE: {Stage.ONLINE},
    Tab.REFUSED: {Stage.REFUSED},
    Tab.EXPIRED: {Stage.EXPIRED},
}


@pytest.fixture(scope="module")
def desk(worker_app: Flask) -> Iterator[Desk]:
    """A session on a school with many contributions, and who manages them."""
    yield from desks(worker_app)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
def test_the_pages_of_every_sort_are_the_whole_list_in_order(
    desk: Desk, sort: Sort, descending: bool
) -> None:
    session, worker, _names = desk
    rows = walk(desk, Filter(), sort, descending=descending)
    expected = session.scalars(matching(worker, Filter(), NOW).with_only_columns(Article.id)).all()
    assert sorted(row.id for row in rows) == sorted(expected)
    ends = [row.place for row in rows]
    for one, other in pairwise(ends):
        assert other < one if descending else one < other
    assert walk(desk, Filter(), sort, descending=descending, backwards=True) == rows


@pytest.mark.parametrize("name", FILTERS)
def test_the_pages_of_every_filter_are_the_whole_list(desk: Desk, name: str) -> None:
    session, worker, _names = desk
    random = Random(name)
    wanted = FILTERS[name]
    sort, descending = random.choice(list(Sort)), random.random() < 0.5
    rows = walk(desk, wanted, sort, descending=descending)
    expected = session.scalars(matching(worker, wanted, NOW).with_only_columns(Article.id)).all()
    assert len(rows) == len(expected) == len({row.id for row in rows})
    counts = count_by_tab(session, worker, wanted, NOW)
    is_narrowed = replace(wanted, tab=Tab.ALL) != Filter()
    most = FEW + 1 if is_narrowed else MANY
    assert counts.by_tab[wanted.tab] == min(len(rows), most)
    assert bool(rows) is (name != "nothing")


def test_a_random_walk_goes_forth_and_back(desk: Desk) -> None:
    session, worker, names = desk
    random = Random(3)
    for _ in range(20):
        wanted, sort = random.choice(list(FILTERS.values())), random.choice(list(Sort))
        descending = random.random() < 0.5
        whole = walk(desk, wanted, sort, descending=descending)
        if not whole:
            continue
        place = random.randrange(len(whole))
        cursor = beside(whole[place], before=random.random() < 0.5)
        page = read_contributions(
            session, worker, wanted, sort, NOW, names, descending=descending, cursor=cursor
        )
        if cursor.before:
            assert page.rows == whole[max(0, place - PAGE_SIZE) : place]
        else:
            assert page.rows == whole[place + 1 : place + 1 + PAGE_SIZE]


@pytest.mark.parametrize("tab", EXPECTED_STAGES)
def test_a_tab_shows_the_stages_of_the_rule(desk: Desk, tab: Tab) -> None:
    rows = walk(desk, Filter(tab=tab), Sort.STAGE, descending=False)
    assert {row.state.stage for row in rows} == EXPECTED_STAGES[tab]


def test_what_waits_is_found_whether_it_was_online_or_not(desk: Desk) -> None:
    rows = walk(desk, Filter(tab=Tab.WAITING), Sort.TITLE, descending=False)
    assert {(row.state.stage, row.state.change) for row in rows} == {
        ("pending", "none"),
        ("online", "pending"),
    }


def test_states_sort_in_the_order_of_the_workflow(desk: Desk) -> None:
    order = list(Stage)
    found = [
        order.index(row.state.stage) for row in walk(desk, Filter(), Sort.STAGE, descending=False)
    ]
    assert found == sorted(found)
    assert Stage.TRASHED not in {order[rank] for rank in found}


def test_without_illustration_are_those_of_which_the_newest_text_has_none(desk: Desk) -> None:
    rows = walk(desk, FILTERS["no picture"], Sort.TITLE, descending=False)
    kept = [number for number in range(1, MANY + 1) if number % 3 and number % 10 != 4]
    assert sorted(row.id for row in rows) == kept


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(author="vidal", without_picture=True), "ix_article_author_id"),
        (Filter(since=NOW, without_picture=True), "ix_article_changed"),
        (Filter(rubriques=frozenset({1}), without_picture=True), "ix_article_rubrique"),
    ],
)
def test_a_batch_finds_what_a_filter_keeps_by_what_is_rare(
    desk: Desk, wanted: Filter, index: str
) -> None:
    """It holds the write lock meanwhile; most articles may well have no illustration."""
    session, worker, _names = desk
    lines = plan(session, lambda: session.scalars(matching(worker, wanted, NOW)).all())
    assert [line for line in lines if f"SEARCH article USING INDEX {index} " in line]


def test_a_percent_sign_and_a_line_below_are_themselves(desk: Desk) -> None:
    percent = walk(desk, Filter(words="%"), Sort.TITLE, descending=False)
    assert percent
    assert all("%" in row.title for row in percent)
    assert walk(desk, Filter(words="_"), Sort.TITLE, descending=False) == []
    assert walk(desk, Filter(author="%"), Sort.TITLE, descending=False) == []


def test_a_writer_sees_his_own_only(desk: Desk) -> None:
    session, _worker_of_all, _names = desk
    writer = session.scalars(select(Person).where(Person.last_name == "Aït")).one()
    his = (session, *worker_of(session, writer))
    rows = walk(his, Filter(), Sort.AUTHOR, descending=False)
    assert rows
    assert {row.author for row in rows} == {writer.full_name}
    assert walk(his, Filter(mine=True), Sort.AUTHOR, descending=False) == rows


@pytest.mark.parametrize("wanted", [Filter(), FILTERS["words"], Filter(tab=Tab.ONLINE)])
@pytest.mark.parametrize("sort", [Sort.CHANGED, Sort.TITLE])
def test_a_page_of_a_long_list_is_read_along_its_order(
    desk: Desk, wanted: Filter, sort: Sort
) -> None:
    """SQLite sorted all articles each time: with 20,000 a page took a tenth of a second."""
    plan = plan_of(desk, wanted, sort)
    index = {Sort.CHANGED: "ix_article_changed", Sort.TITLE: "ix_article_title"}[sort]
    assert [line for line in plan if index in line]
