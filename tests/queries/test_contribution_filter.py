"""How contributions are found: a few by their index, all by any way the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app.models import Article
from app.queries.contribution_filter import FEW, INDEXED, Filter, Tab, narrowed
from app.queries.contribution_lead import Lead
from app.queries.contribution_orders import Sort
from app.queries.contribution_ways import Way
from tests.contribution_lists import FILTERS, Desk, desks, plan_of, walk, worker_of
from tests.factories import make_person
from tests.statements import recorded


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
    plan = plan_of(desk, Filter(tab=tab), Sort.CHANGED, total=3)
    assert [line for line in plan if index in line]
    assert [line for line in plan if line.startswith("SCAN article")] == []


@pytest.mark.parametrize("tab", [Tab.SCHEDULED, Tab.EXPIRED])
def test_who_works_on_nothing_but_his_own_looks_among_that(desk: Desk, tab: Tab) -> None:
    """The index of a tab gave all that has expired in the school, for a teacher with two texts."""
    session = desk[0]
    writer = (session, *worker_of(session, make_person(session)))
    plan = plan_of(writer, Filter(tab=tab), Sort.CHANGED, total=3)
    assert [line for line in plan if "ix_article_author_id" in line]


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_keeps_the_same_in_whatever_way_it_is_found(desk: Desk, name: str) -> None:
    session, worker, names = desk
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    ways = [way for way in Way if on_sqlite or way is not Way.WORDS]
    for rubriques in (None, frozenset(sorted(names)[:4])):
        wanted = replace(FILTERS[name], rubriques=rubriques)
        kept = [
            sorted(session.scalars(narrowed(worker, wanted, way).with_only_columns(Article.id)))
            for way in ways
        ]
        assert kept == [kept[0]] * len(ways)
        assert bool(kept[0]) is (name != "nothing")


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", [Sort.CHANGED, Sort.TITLE, Sort.RUBRIQUE])
def test_a_few_of_a_filter_stand_in_the_same_order(desk: Desk, name: str, sort: Sort) -> None:
    rows = walk(desk, FILTERS[name], sort, descending=False)
    for total in (len(rows), FEW):
        assert rows == walk(desk, FILTERS[name], sort, descending=False, total=total)


def test_a_few_of_an_author_are_looked_up_by_their_index(desk: Desk) -> None:
    wanted = Filter(author="vidal")
    few, many = (
        plan_of(desk, wanted, Sort.CHANGED, total, lead=Lead(Way.AUTHOR))
        for total in (FEW, FEW + 1)
    )
    assert [line for line in few if "article USING INDEX ix_article_author_id" in line]
    assert [line for line in many if "article USING INDEX ix_article_changed" in line]
    assert "USE TEMP B-TREE FOR ORDER BY" in few


def test_a_few_of_a_filter_are_not_looked_for_among_all_of_a_tab(desk: Desk) -> None:
    wanted = Filter(tab=Tab.EXPIRED, words="conseil")
    few, many = (
        plan_of(desk, wanted, Sort.CHANGED, 3, kept, Lead(Way.WORDS)) for kept in (FEW, FEW + 1)
    )
    assert [line for line in few if "newest_index" in line]
    assert [line for line in many if "ix_article_ends_at" in line]
    rows = walk(desk, wanted, Sort.CHANGED, descending=True)
    assert rows
    assert rows == walk(desk, wanted, Sort.CHANGED, descending=True, total=len(rows), kept=FEW)


def test_where_there_is_nothing_nothing_is_asked(desk: Desk) -> None:
    with recorded(desk[0].get_bind()) as statements:
        assert walk(desk, FILTERS["nothing"], Sort.CHANGED, descending=True, total=0) == []
    assert statements == []
