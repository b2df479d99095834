"""Tabs of the list of contributions that hold little: found by their index, in the same order."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.queries.contribution_filter import INDEXED, Filter, Tab
from app.queries.contributions import Sort
from tests.contribution_lists import Desk, desks, plan_of, walk, worker_of
from tests.factories import make_person


@pytest.fixture(scope="module")
def desk(worker_app: Flask) -> Iterator[Desk]:
    """A session on a school with many contributions, and who manages them."""
    yield from desks(worker_app)


@pytest.mark.parametrize("tab", sorted(INDEXED))
@pytest.mark.parametrize("sort", [Sort.CHANGED, Sort.TITLE, Sort.STAGE])
def test_a_few_are_found_by_their_index_and_stand_in_the_same_order(
    desk: Desk, tab: Tab, sort: Sort
) -> None:
    wanted = Filter(tab=tab)
    for descending in (False, True):
        rows = walk(desk, wanted, sort, descending=descending)
        assert rows
        for backwards in (False, True):
            assert rows == walk(
                desk, wanted, sort, descending=descending, backwards=backwards, total=len(rows)
            )


@pytest.mark.parametrize(
    ("tab", "index"),
    [
        (Tab.DRAFTS, "ix_article_newest"),
        (Tab.WAITING, "ix_article_waiting"),
        (Tab.SCHEDULED, "ix_article_starts_at"),
        (Tab.REFUSED, "ix_article_newest"),
        (Tab.EXPIRED, "ix_article_ends_at"),
    ],
)
def test_a_few_of_a_tab_are_not_looked_for_among_all(desk: Desk, tab: Tab, index: str) -> None:
    """SQLite walked along all articles for the three that wait: a quarter of a second."""
    session, _worker_of_all, _names = desk
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL counts what it has, and decides by that")
    plan = plan_of(desk, Filter(tab=tab), Sort.CHANGED, total=3)
    assert [line for line in plan if index in line]
    assert [line for line in plan if line.startswith("SCAN article")] == []


@pytest.mark.parametrize("tab", [Tab.SCHEDULED, Tab.EXPIRED])
def test_who_works_on_nothing_but_his_own_looks_among_that(desk: Desk, tab: Tab) -> None:
    """The index of a tab gave all that has expired in the school, for a teacher with two texts."""
    session = desk[0]
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL counts what it has, and decides by that")
    writer = (session, *worker_of(session, make_person(session)))
    plan = plan_of(writer, Filter(tab=tab), Sort.CHANGED, total=3)
    assert [line for line in plan if "ix_article_author_id" in line]
