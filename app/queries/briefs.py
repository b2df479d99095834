"""Several short lists of articles, read in one query: what the personal home page tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session, aliased, defer

from app.models import Article, Decision, Person, Revision, Rubrique
from app.text.slugs import slugify

newest, online = aliased(Revision), aliased(Revision)


@dataclass(frozen=True)
class Brief:
    """An article in one line; what is online has a title of its own, empty where nothing is."""

    id: int
    title: str
    """Of its newest text, for those who work on it."""
    online_title: str
    rubrique_id: int
    rubrique: str
    author: str
    """The full name; empty when that account is gone."""
    bumped_at: datetime | None
    changed_at: datetime
    waiting_since: datetime | None
    reason: str
    """Why its newest text was refused."""

    @property
    def slug(self) -> str:
        """The readable part of the article's address."""
        return slugify(self.online_title)


def briefs(session: Session, sections: Mapping[str, Select[Article]]) -> dict[str, list[Brief]]:
    """Read selections of articles, each with its limit, by their names; no query without one.

    What is newest stands first in each: what is to be approved, the oldest submission.
    """
    found: dict[str, list[Brief]] = {name: [] for name in sections}
    if not sections:
        return found
    arms = [
        (name, articles.with_only_columns(Article.id).subquery())
        for name, articles in sections.items()
    ]
    chosen = union_all(
        *(select(literal(name).label("section"), arm.c.id.label("id")) for name, arm in arms)
    ).subquery()
    rows = session.execute(
        select(chosen.c.section, Article, newest, online.title, Rubrique.name, Person.full_name)
        .join(chosen, chosen.c.id == Article.id)
        .join(newest, newest.id == Article.newest_revision_id)
        .outerjoin(online, online.id == Article.online_revision_id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .outerjoin(Person, Person.id == Article.author_id)
        .options(defer(newest.body), defer(newest.summary))
        .order_by(Article.waiting_since, Article.bumped_at.desc(), Article.id.desc())
    )
    for section, article, text, online_title, rubrique, author in rows:
        found[section].append(
            Brief(
                id=article.id,
                title=text.title,
                online_title=online_title or "",
                rubrique_id=article.rubrique_id,
                rubrique=rubrique,
                author=author or "",
                bumped_at=article.bumped_at,
                changed_at=article.changed_at,
                waiting_since=article.waiting_since,
                reason=text.reason or "" if text.decision is Decision.REFUSED else "",
            )
        )
    return found
