"""What SQLAlchemy makes when it is first asked, while several threads ask at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import FromClause, inspect
from sqlalchemy.orm import aliased

from app.models import Revision
from app.queries import rubriques
from app.queries.rubriques import listed_rubriques
from app.rules.audience import ANONYMOUS

THREADS, TIMES = 8, 60


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads give way to each other as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_an_alias_knows_all_its_columns_from_the_first_moment() -> None:
    """It gave a column of the table itself, and that process answered 503 to a page for ever."""
    title, barrier = Revision.__table__.c.title, Barrier(THREADS)

    def found_in(selectable: FromClause) -> bool:
        barrier.wait()
        return selectable.corresponding_column(title) is not None

    with ThreadPoolExecutor(THREADS) as threads:
        for _ in range(TIMES):
            alias = inspect(aliased(Revision)).selectable
            assert alias.c
            assert all(threads.map(found_in, [alias] * THREADS))


@pytest.mark.usefixtures("hasty")
def test_an_alias_has_the_same_columns_for_all_threads() -> None:
    """With two sets of them, one in hundreds of first requests was answered with an error."""
    barrier = Barrier(THREADS)

    def title_of(selectable: FromClause) -> int:
        barrier.wait()
        return id(selectable.c.title)

    with ThreadPoolExecutor(THREADS) as threads:
        for _ in range(TIMES):
            alias = inspect(aliased(Revision)).selectable
            assert len(set(threads.map(title_of, [alias] * THREADS))) == 1


def test_what_is_listed_comes_of_one_walk_whatever_others_remember(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With two walks in one statement, what is archived was listed as the rest is."""
    monkeypatch.setattr(rubriques, "_walk", rubriques._walk.__wrapped__)
    assert len(listed_rubriques(ANONYMOUS).get_final_froms()) == 1
