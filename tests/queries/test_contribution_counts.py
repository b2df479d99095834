"""How many contributions each tab holds: what a walk along its pages finds."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Person
from app.queries.contribution_counts import count_by_tab
from app.queries.contribution_filter import FEW, Filter, Tab
from app.queries.contribution_lead import Bounds
from app.queries.contribution_orders import Sort
from app.rules.roles import Role
from tests.contribution_lists import FILTERS, MANY, Desk, desks, plan, steps, walk, worker_of
from tests.factories import NOW

NUMBERS = (0, 7, 90, FEW)
"""So that each filter keeps more in some tab, and less in another."""


def bounds_from(few: int) -> Bounds:
    """Return bounds that rise as those of a large school do."""
    return Bounds(few, 2 * few, 4 * few)


@pytest.fixture(scope="module")
def desk(worker_app: Flask) -> Iterator[Desk]:
    """A session on a school with many contributions, and who manages them."""
    yield from desks(worker_app)


@pytest.mark.parametrize("last_name", ["Castagné", "Aït", "Élie"])
def test_each_tab_counts_what_it_shows(desk: Desk, last_name: str) -> None:
    """Whoever manages all, whoever has his own only, and whoever moderates one rubrique, too."""
    session, _worker_of_all, _names = desk
    person = session.scalars(select(Person).where(Person.last_name == last_name)).one()
    worker, names = worker_of(session, person)
    if last_name == "Élie":
        worker = replace(worker, roles={**worker.roles, max(worker.roles): Role.MODERATOR})
    counts = count_by_tab(session, worker, Filter(), NOW).by_tab
    shown = {
        tab: len(walk((session, worker, names), Filter(tab=tab), Sort.CHANGED, descending=True))
        for tab in Tab
    }
    assert counts == shown
    assert counts[Tab.ALL] > counts[Tab.ONLINE] > 0


def test_who_works_in_some_rubriques_counts_what_is_there(desk: Desk) -> None:
    """Whoever reaches all wherever he has a role is not asked about each article."""
    session, worker_of_all, names = desk
    for roles in ({}, dict.fromkeys(sorted(names)[1:3], Role.MANAGER)):
        worker = replace(worker_of_all, roles=roles)
        shown = {
            tab: len(walk((session, worker, names), Filter(tab=tab), Sort.CHANGED, descending=True))
            for tab in Tab
        }
        assert count_by_tab(session, worker, Filter(), NOW).by_tab == shown
        assert bool(shown[Tab.ALL]) is bool(roles)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("last_name", ["Castagné", "Aït", "Élie"])
def test_each_tab_of_a_filter_counts_what_it_shows_up_to_a_bound(
    desk: Desk, name: str, last_name: str
) -> None:
    """What is beyond is one more than the bound, whatever is counted and found by whom."""
    session, _worker_of_all, _names = desk
    person = session.scalars(select(Person).where(Person.last_name == last_name)).one()
    worker, names = worker_of(session, person)
    if last_name == "Élie":
        worker = replace(worker, roles={**worker.roles, max(worker.roles): Role.MODERATOR})
    for rubriques in (None, frozenset(sorted(names)[:4])):
        wanted = replace(FILTERS[name], rubriques=rubriques, tab=Tab.ALL)
        if wanted == Filter():
            continue
        his = (session, worker, names)
        shown = {
            tab: len(walk(his, replace(wanted, tab=tab), Sort.CHANGED, descending=True))
            for tab in Tab
        }
        for bound in NUMBERS:
            counts = count_by_tab(session, worker, wanted, NOW, bounds_from(bound))
            assert counts.by_tab == {tab: min(shown[tab], bound + 1) for tab in Tab}
            assert {tab: counts.shown(tab) for tab in Tab} == {
                tab: (min(number, bound), number > bound) for tab, number in shown.items()
            }


def test_a_filter_may_keep_more_than_few(desk: Desk) -> None:
    """Or the numbers above would all be those of a few."""
    session, worker, _names = desk
    counts = count_by_tab(session, worker, FILTERS["most"], NOW)
    assert counts.shown(Tab.ALL) == (FEW, True)
    assert counts.shown(Tab.EXPIRED) == (MANY // 10, False)


def test_without_a_filter_all_is_counted(desk: Desk) -> None:
    session, worker, _names = desk
    counts = count_by_tab(session, worker, Filter(tab=Tab.DRAFTS), NOW, bounds_from(1))
    assert counts.shown(Tab.ALL) == (MANY * 9 // 10, False)


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        (Filter(until=NOW), "SEARCH article USING INDEX ix_article_changed"),
        (Filter(author="vidal"), "SEARCH article USING INDEX ix_article_author_id"),
        (Filter(words="6e"), "SCAN newest_text"),
        (Filter(words="te"), "SCAN newest_text"),
        (Filter(words="texte"), "SCAN newest_index VIRTUAL TABLE"),
        (Filter(without_picture=True), "SEARCH article USING INDEX ix_article_illustrated"),
    ],
)
@pytest.mark.parametrize("few", NUMBERS)
def test_what_is_counted_is_read_along_one_index_or_its_table(
    desk: Desk, wanted: Filter, read: str, few: int
) -> None:
    """SQLite looked 200,000 articles up one by one, in the order of an index: half a second."""
    session, worker, _names = desk
    lines = plan(session, lambda: count_by_tab(session, worker, wanted, NOW, bounds_from(few)))
    assert [line for line in lines if line == read or line.startswith(f"{read} ")]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(until=NOW),
        Filter(author="vidal"),
        Filter(words="te"),
        Filter(words="texte"),
        Filter(without_picture=True),
        Filter(words="texte", author="vidal", until=NOW),
    ],
)
def test_counting_stops_at_the_bound(desk: Desk, wanted: Filter) -> None:
    session, worker, _names = desk
    within, beyond = (
        steps(session, partial(count_by_tab, session, worker, wanted, NOW, bounds_from(few)))
        for few in (2, FEW)
    )
    assert within * 5 < beyond
