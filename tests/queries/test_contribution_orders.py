"""A page of the list of contributions is read along an index, whatever the list is sorted by."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask

from app.models import Person, Rubrique
from app.queries.contribution_counts import UNCOUNTED, Counts
from app.queries.contribution_filter import FEW, PAGE_SIZE, Filter, Tab
from app.queries.contribution_orders import UNGROUPED, Sort
from app.rules.workflow import Stage
from tests.contribution_lists import (
    FILTERS,
    MANY,
    Desk,
    beside,
    desks,
    plan_of,
    read_page,
    steps,
    walk,
)
from tests.factories import NOW

GROUPED = [sort for sort in Sort if sort not in UNGROUPED]
INDEXES = {
    Sort.TYPE: ["SEARCH article USING INDEX ix_article_rubrique (rubrique_id=?)"] * 2,
    Sort.RUBRIQUE: [
        "SCAN rubrique USING COVERING INDEX ix_rubrique_name",
        "SEARCH article USING INDEX ix_article_rubrique (rubrique_id=?)",
    ],
    Sort.AUTHOR: [
        "SEARCH article USING INDEX ix_article_author_id (author_id=?)",
        "SEARCH person USING COVERING INDEX ix_person_contributed (has_contributed=?)",
        "SEARCH article USING INDEX ix_article_author_id (author_id=?)",
    ],
    Sort.VALIDATOR: [
        "SEARCH article USING INDEX ix_article_approved_by_id (approved_by_id=?)",
        "SEARCH person USING COVERING INDEX ix_person_contributed (has_contributed=?)",
        "SEARCH article USING INDEX ix_article_approved_by_id (approved_by_id=?)",
    ],
}


@pytest.fixture(scope="module")
def desk(worker_app: Flask) -> Iterator[Desk]:
    """A session on a school with many contributions, and who manages them."""
    yield from desks(worker_app)


@pytest.mark.parametrize("sort", INDEXES)
def test_groups_are_read_one_after_the_other(desk: Desk, sort: Sort) -> None:
    plan = plan_of(desk, Filter(), sort)
    assert [line for line in plan if line in INDEXES[sort]] == INDEXES[sort]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("part", [0, 0.3, 0.7])
@pytest.mark.parametrize("wanted", [Filter(), Filter(until=NOW), Filter(words="texte")])
def test_a_page_anywhere_costs_less_than_to_look_at_all(
    desk: Desk, wanted: Filter, sort: Sort, descending: bool, part: float
) -> None:
    """With 200,000 articles a page by author took five times as long as one by date.

    Of the states those of which there are a few are sorted, here most of all.
    """
    rows = walk(desk, wanted, sort, descending=descending)
    cursor = beside(rows[int(part * len(rows))], before=False) if part else None
    how = {"descending": descending, "cursor": cursor}
    along, sorted_here = (
        steps(desk[0], partial(read_page, desk, wanted, sort, counts=counts, **how))
        for counts in (UNCOUNTED, Counts({Tab.ALL: FEW}))
    )
    assert along * (1 if sort is Sort.STAGE else 2) < sorted_here


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", GROUPED)
def test_a_few_that_are_sorted_stand_as_those_along_an_index(
    desk: Desk, name: str, sort: Sort
) -> None:
    for descending in (False, True):
        rows = walk(desk, FILTERS[name], sort, descending=descending)
        assert rows == walk(desk, FILTERS[name], sort, descending=descending, total=FEW)


def test_what_is_frequent_stands_in_its_place_among_the_states(desk: Desk) -> None:
    rows = walk(desk, Filter(), Sort.STAGE, descending=False)
    for frequent in Tab:
        counts = Counts({Tab.ALL: MANY, frequent: FEW + 1})
        page = read_page(desk, Filter(), Sort.STAGE, descending=False, counts=counts)
        assert page.rows == rows[:PAGE_SIZE]


def test_frequent_are_stages_of_which_there_are_more_than_a_few() -> None:
    assert Counts({Tab.EXPIRED: FEW}).frequent == {Stage.ONLINE}
    assert Counts({Tab.EXPIRED: FEW + 1}).frequent == {Stage.ONLINE, Stage.EXPIRED}
    assert Counts({Tab.WAITING: FEW + 1}).frequent == {Stage.ONLINE}


def test_two_of_the_same_name_stand_one_after_the_other(desk: Desk) -> None:
    rows = walk(desk, Filter(author="vidal"), Sort.AUTHOR, descending=False)
    groups = [row.group for row in rows]
    assert len(set(groups)) == 2
    assert groups == sorted(groups, key=lambda one: one or 0)


def test_a_page_goes_on_where_it_was_although_a_name_has_changed(desk: Desk) -> None:
    """Whoever turns the page meanwhile goes on behind the name that he has read."""
    session = desk[0]
    rows = walk(desk, Filter(), Sort.AUTHOR, descending=False)
    last = next(row for row in rows[PAGE_SIZE:] if row.group)
    cursor = beside(last, before=False)
    read = partial(read_page, desk, Filter(), Sort.AUTHOR, descending=False, cursor=cursor)
    before = read().rows
    person = session.get_one(Person, last.group)
    with session.begin_nested() as renamed:
        person.sort_key = "zz"
        session.flush()
        ids = {row.id for row in read().rows}
        renamed.rollback()
    assert ids.isdisjoint(row.id for row in before)
    assert read().rows == before


def test_rubriques_stand_by_their_names_as_a_reader_expects(desk: Desk) -> None:
    session = desk[0]
    rubrique = session.query(Rubrique).filter_by(name="Écologie").one()
    assert rubrique.name_key == "ecologie"
    with session.begin_nested() as renamed:
        rubrique.name = "12e œuvre"
        session.flush()
        assert rubrique.name_key == "00000012e oeuvre"
        first = read_page(desk, Filter(), Sort.RUBRIQUE, descending=False).rows[0]
        assert first.rubrique_id != rubrique.id
        renamed.rollback()
