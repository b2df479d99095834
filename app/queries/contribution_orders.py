"""The orders of the list of contributions; indexes have each of them, so that a page ends early."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, literal, null, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models import Article, Person, Rubrique
from app.queries.contribution_filter import stage_rank, stages
from app.queries.unindexed import unindexed
from app.rules.workflow import Stage

named = aliased(Person)
"""Whoever an article names in the column by which it is sorted."""


class Sort(StrEnum):
    """Columns by which the list is sorted, by the word that stands in the address."""

    TITLE = "titre"
    TYPE = "type"
    RUBRIQUE = "rubrique"
    AUTHOR = "auteur"
    CHANGED = "mise-a-jour"
    VALIDATOR = "validation"
    STAGE = "etat"


UNGROUPED = frozenset({Sort.TITLE, Sort.CHANGED})
"""Sorts by what stands with each article; by the others whole groups stand together."""
BLOGS_FIRST = {True: 0, False: 1}
"""Articles, which stand in blogs, come before pages."""
OF_PERSON: dict[Sort, InstrumentedAttribute[int | None]] = {
    Sort.AUTHOR: Article.author_id,
    Sort.VALIDATOR: Article.approved_by_id,
}


@dataclass(frozen=True)
class Run:
    """Articles by what they are sorted: a key that is never null, their group, and their id.

    Groups of one key, as two authors of the same name, stand one after the other.
    """

    articles: Select[Article]
    key: SQLColumnExpression[Any]
    group: SQLColumnExpression[int] | None = None
    id: SQLColumnExpression[int] = Article.id.expression

    @property
    def places(self) -> Any:
        """Select the id of each article, and its `key` and `group`, which say its place."""
        group = null() if self.group is None else self.group
        return self.articles.with_only_columns(
            Article.id, self.key.label("key"), group.label("group")
        )


def whole(articles: Select[Article], sort: Sort, now: datetime) -> Run:
    """Return all of the articles, to be sorted once they are found.

    For `Sort.STAGE` the caller has joined `decided`, here and below.
    """
    if sort is Sort.TITLE:
        return Run(articles, unindexed(Article.title_key))
    elif sort is Sort.CHANGED:
        return Run(articles, unindexed(Article.changed_at))
    elif sort is Sort.STAGE:
        return Run(articles, stage_rank(now), literal(0))
    elif sort in OF_PERSON:
        with_name = articles.outerjoin(named, named.id == OF_PERSON[sort])
        return Run(with_name, func.coalesce(named.sort_key, ""), func.coalesce(named.id, 0))
    with_rubrique = articles.join(Rubrique, Rubrique.id == Article.rubrique_id)
    if sort is Sort.RUBRIQUE:
        return Run(with_rubrique, unindexed(Rubrique.name_key), Rubrique.id)
    return Run(with_rubrique, case(BLOGS_FIRST, value=Rubrique.has_blog), Rubrique.id)


def runs(
    articles: Select[Article], sort: Sort, now: datetime, frequent: Container[Stage]
) -> Iterator[Run]:
    """Yield the articles in runs of which an index has the order; together they are all.

    Groups are read one after the other, each in the order of ids, until a page is full. Those of a
    stage that is not `frequent` are found by its index, and sorted.
    """
    if sort is Sort.TITLE:
        yield Run(articles, Article.title_key)
    elif sort is Sort.CHANGED:
        yield Run(articles, Article.changed_at)
    elif sort is Sort.STAGE:
        for stage, condition in stages(now).items():
            rank = literal(list(Stage).index(stage))
            id_ = Article.id.expression if stage in frequent else unindexed(Article.id)
            yield Run(articles.where(condition), rank, literal(0), id_)
    elif sort in OF_PERSON:
        person_id = OF_PERSON[sort]
        yield Run(articles.where(person_id.is_(None)), literal(""), literal(0))
        of_each = _beside(articles, Person, person_id).where(Person.has_contributed == true())
        yield Run(of_each, Person.sort_key, Person.id)
    elif sort is Sort.RUBRIQUE:
        yield Run(_beside(articles, Rubrique, Article.rubrique_id), Rubrique.name_key, Rubrique.id)
    else:
        of_each = _beside(articles, Rubrique, Article.rubrique_id)
        for has_blog, place in BLOGS_FIRST.items():
            yield Run(of_each.where(Rubrique.has_blog == has_blog), literal(place), Rubrique.id)


def _beside(
    articles: Select[Article],
    groups: type[Person] | type[Rubrique],
    group_id: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Select[Article]:
    """Join what the articles are grouped by, for SQLite to begin with that."""
    return articles.join(groups, unindexed(groups.id) == group_id)
