"""Which articles a person works on: the base of every page of the newsroom."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from app.models import Article, Rubrique
from app.queries.unindexed import unindexed
from app.rules.audience import Viewer
from app.rules.roles import Permission, Role, allows
from app.rules.workflow import Status

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before all that was ever submitted: SQLite finds what is later in the index, not what is set."""


def workable_articles(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Article]:
    """Select one's own articles, and all where one's role reaches what others wrote.

    `roles` are the viewer's in each rubrique. What is in the trash is among them.
    """
    return select(Article).where(
        _is_at_work(viewer, roles, Article.author_id.expression, Article.rubrique_id.expression)
    )


def listed_articles(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Article]:
    """Select the same for a sorted list, which whoever reaches most of it reads along its order."""
    listed = articles_beside if works_on_most(roles) else workable_articles
    return listed(viewer, roles)


def articles_beside(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Article]:
    """Select the same where another index than that of rubriques or authors finds a few of them."""
    return select(Article).where(
        _is_at_work(viewer, roles, unindexed(Article.author_id), unindexed(Article.rubrique_id))
    )


def own_articles(viewer: Viewer, roles: Mapping[int, Role]) -> Select[Article]:
    """Select one's own articles in the rubriques that one may read."""
    return select(Article).where(
        _is_own(viewer, roles, Article.author_id.expression, Article.rubrique_id.expression)
    )


def waiting_articles(roles: Mapping[int, Role]) -> Select[Article]:
    """Select what waits for an approval that these roles allow, the oldest submission first."""
    here = unindexed(Article.rubrique_id).in_(rubriques_where(Permission.APPROVE, roles))
    return submitted(select(Article).where(here))


def submitted(articles: Select[Article]) -> Select[Article]:
    """Keep what waits for an approval, the oldest submission first."""
    status = unindexed(Article.status).in_([Status.PENDING, Status.ONLINE])
    return articles.where(Article.waiting_since > EVER, status).order_by(
        Article.waiting_since, Article.id
    )


def article_of_form(author_id: int, creation_key: str) -> Select[Article]:
    """Select the article that a form has already made."""
    return select(Article).where(
        Article.author_id == author_id, Article.creation_key == creation_key
    )


def rubriques_to_write_in(roles: Mapping[int, Role], archived: Collection[int] = ()) -> list[int]:
    """Return the ids of the rubriques where one may begin an article."""
    return sorted(
        id_
        for id_, role in roles.items()
        if allows(Permission.PROPOSE, role, own=True) and id_ not in archived
    )


def with_ancestors(rubrique_ids: Collection[int]) -> Select[Rubrique]:
    """Select rubriques and those above them, whose titles stand in their paths."""
    here = select(Rubrique.id, Rubrique.parent_id).where(Rubrique.id.in_(sorted(rubrique_ids)))
    path = here.cte("path", recursive=True)
    above = aliased(Rubrique)
    path = path.union(select(above.id, above.parent_id).where(above.id == path.c.parent_id))
    return (
        select(Rubrique)
        .where(Rubrique.id.in_(select(path.c.id)))
        .order_by(Rubrique.position, Rubrique.id)
    )


def rubriques_where(permission: Permission, roles: Mapping[int, Role]) -> list[int]:
    """Return the ids of the rubriques where a role reaches anybody's contents."""
    return sorted(id_ for id_, role in roles.items() if allows(permission, role, own=False))


def works_on_most(roles: Mapping[int, Role]) -> bool:
    """Tell whether one reaches what others wrote in most of the rubriques where one has a role."""
    return len(rubriques_where(Permission.CHANGE, roles)) * 2 > len(roles)


def is_everywhere(roles: Mapping[int, Role]) -> bool:
    """Tell whether one reaches what others wrote wherever one has a role."""
    return len(rubriques_where(Permission.CHANGE, roles)) == len(roles)


def _is_at_work(
    viewer: Viewer,
    roles: Mapping[int, Role],
    author_id: ColumnElement[int | None],
    rubrique_id: ColumnElement[int],
) -> ColumnElement[bool]:
    reached = rubriques_where(Permission.CHANGE, roles)
    here = rubrique_id.in_(reached)
    if is_everywhere(roles):
        return here  # one's own are among them
    return or_(here, _is_own(viewer, roles, author_id, rubrique_id))


def _is_own(
    viewer: Viewer,
    roles: Mapping[int, Role],
    author_id: ColumnElement[int | None],
    rubrique_id: ColumnElement[int],
) -> ColumnElement[bool]:
    if viewer.person_id is None:
        return false()  # the author of nothing: not of what those have left who are gone, either
    return and_(author_id == viewer.person_id, rubrique_id.in_(sorted(roles)))
