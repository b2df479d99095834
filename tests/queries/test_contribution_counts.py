"""How many contributions each tab holds: what a walk along its pages finds."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Person
from app.queries.contribution_counts import count_by_tab
from app.queries.contribution_filter import Filter, Tab
from app.queries.contributions import Sort
from app.rules.roles import Role
from tests.contribution_lists import Desk, desks, walk, worker_of
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
