"""What is read first to find what a filter of the contributions keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    GenerativeSelect,
    ScalarSelect,
    Select,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.models import Article
from app.queries.contribution_filter import (
    FEW,
    STATEMENTS,
    Filter,
    by_author,
    by_days,
    by_picture,
    by_rubrique,
    words_of,
)
from app.queries.contribution_ways import Way
from app.queries.newest_texts import are_indexed, texts_with_parts
from app.queries.work import rubriques_where, works_on_most
from app.queries.workpiece import Worker
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role


@dataclass(frozen=True)
class Bounds:
    """How much is few, some and many: beyond these numbers nothing is counted."""

    few: int = FEW
    some: int = 5 * FEW
    """The ids of so many are soon gathered: a walk along the order looks at nothing but them."""
    many: int = 20 * FEW
    """To look up one by one more than these costs more than to read all in the order of a table."""


BOUNDS = Bounds()


class Amount(Enum):
    """How much a lead has to read, as far as that matters; nobody counts how much many is."""

    FEW = "few"
    SOME = "some"
    MANY = "many"


@dataclass(frozen=True)
class Lead:
    """What is read first, and how much that is."""

    way: Way
    amount: Amount = Amount.MANY


NO_LEAD = Lead(Way.FILTER)
"""Where nobody asked for one."""


def leading(session: Session, worker: Worker, wanted: Filter, bounds: Bounds = BOUNDS) -> Lead:
    """Return what leads to what the filter keeps in all tabs: of its indexes the shortest.

    Where there is none, or each of several has more than many, the table leads.
    """
    build = _asked if wanted.is_lasting else _asked.__wrapped__
    ways, statement = build(
        worker.viewer.person_id,
        tuple(worker.roles.items()),
        wanted,
        bounds,
        on_sqlite=session.get_bind().dialect.name == "sqlite",
    )
    if not ways:
        return Lead(Way.TABLE)
    number, way = min(zip(session.execute(statement).one(), ways, strict=True), key=itemgetter(0))
    if number <= bounds.few:
        return Lead(way, Amount.FEW)
    elif number <= bounds.some:
        return Lead(way, Amount.SOME)
    else:
        return Lead(Way.TABLE if len(ways) > 1 and number > bounds.many else way)


def read_along(way: Way, worker: Worker, wanted: Filter) -> GenerativeSelect:
    """Select the ids of all that the index of a way finds, without a look at the articles."""
    if way is Way.WORDS:
        return texts_with_parts(words_of(wanted))
    elif way is Way.WORKER:
        own = select(Article.id).where(Article.author_id == worker.viewer.person_id)
        reached = rubriques_where(Permission.CHANGE, worker.roles)
        return union_all(own, select(Article.id).where(Article.rubrique_id.in_(reached)))
    else:
        return select(Article.id).where(*_asked_of(worker, wanted)[way])


@lru_cache(maxsize=STATEMENTS)
def _asked(
    person_id: int | None,
    held: tuple[tuple[int, Role], ...],
    wanted: Filter,
    bounds: Bounds,
    *,
    on_sqlite: bool,
) -> tuple[tuple[Way, ...], Select[*tuple[Any, ...]]]:
    """Return the ways that have an index, and select how much there is along each.

    Each index is asked up to the bound of many, the only one up to that of some.
    """
    worker = Worker(Viewer(person_id, frozenset()), dict(held))
    ways = tuple(_ways(worker, wanted, on_sqlite=on_sqlite))
    most = bounds.some if len(ways) == 1 else bounds.many
    return ways, select(*(number_up_to(most, read_along(way, worker, wanted)) for way in ways))


def _ways(worker: Worker, wanted: Filter, *, on_sqlite: bool) -> Iterator[Way]:
    yield from (way for way, asked in _asked_of(worker, wanted).items() if asked)
    if on_sqlite and are_indexed(words_of(wanted)):
        yield Way.WORDS
    if not works_on_most(worker.roles):
        yield Way.WORKER


def _asked_of(worker: Worker, wanted: Filter) -> dict[Way, list[ColumnElement[bool]]]:
    return {
        Way.AUTHOR: [*by_author(worker, wanted, Article.author_id)],
        Way.DAYS: [*by_days(wanted, Article.changed_at)],
        Way.PICTURES: [*by_picture(wanted, Article.is_illustrated)],
        Way.RUBRIQUES: [*by_rubrique(wanted, Article.rubrique_id)],
    }


def number_up_to(most: int, articles: GenerativeSelect) -> ScalarSelect[int]:
    """Return how many there are, or one more than the most."""
    counted = select(func.count()).select_from(articles.limit(most + 1).subquery())
    return counted.scalar_subquery()
