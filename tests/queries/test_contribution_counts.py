"""How many contributions each tab holds: what a walk along its pages finds."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Person
from app.queries.contribution_counts import count_by_tab
from app.queries.contribution_filter import FEW, Filter, Tab
from app.queries.contributions import Sort
from app.rules.roles import Role
from tests.contribution_lists import FILTERS, Desk, desks, plan, walk, worker_of
from tests.factories import NOW


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
    counts = count_by_tab(session, worker, Filter(), NOW)
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
        assert count_by_tab(session, worker, Filter(), NOW) == shown
        assert bool(shown[Tab.ALL]) is bool(roles)


@pytest.mark.parametrize("name", FILTERS)
def test_each_tab_of_a_filter_counts_what_it_shows(desk: Desk, name: str) -> None:
    session, worker, names = desk
    for rubriques in (None, frozenset(sorted(names)[:4])):
        wanted = replace(FILTERS[name], rubriques=rubriques)
        shown = {
            tab: len(walk(desk, replace(wanted, tab=tab), Sort.CHANGED, descending=True))
            for tab in Tab
        }
        assert count_by_tab(session, worker, wanted, NOW) == shown


def test_a_filter_may_keep_more_than_few(desk: Desk) -> None:
    """Or the counts above would all be those of a few."""
    session, worker, _names = desk
    assert count_by_tab(session, worker, FILTERS["most"], NOW)[Tab.ALL] > FEW


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        (Filter(until=NOW), "SCAN article"),
        (Filter(author="vidal"), "SCAN article"),
        (Filter(words="6e"), "SCAN newest_text"),
        (Filter(words="sortie"), "SCAN newest_index VIRTUAL TABLE"),
    ],
)
def test_what_may_be_many_is_counted_in_the_order_of_its_table(
    desk: Desk, wanted: Filter, read: str
) -> None:
    """SQLite looked 200,000 articles up one by one, in the order of an index: half a second."""
    session, worker, _names = desk
    lines = plan(session, lambda: count_by_tab(session, worker, wanted, NOW))
    assert [line for line in lines if line == read or line.startswith(f"{read} INDEX")]
