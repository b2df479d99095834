"""What lies in the trash: one's own, and what one looks after, until it is deleted for good."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Article, Person, Rubrique
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.lines import Line, read_lines
from app.queries.work import workable_articles
from app.queries.workpiece import Worker
from app.rules.workflow import Status

PAGE_SIZE = 30


@dataclass(frozen=True)
class TrashFilter:
    """Whose articles, and of which rubriques; none narrows nothing."""

    author_id: int | None = None
    rubrique_ids: Collection[int] | None = None


def trashed_articles(worker: Worker, wanted: TrashFilter) -> Select[Article]:
    """Select what is in the trash among what a person works on."""
    found = workable_articles(worker.viewer, worker.roles).where(Article.status == Status.TRASHED)
    if wanted.author_id is not None:
        found = found.where(Article.author_id == wanted.author_id)
    if wanted.rubrique_ids is not None:
        found = found.where(Article.rubrique_id.in_(sorted(wanted.rubrique_ids)))
    return found


def read_trash(
    session: Session, worker: Worker, wanted: TrashFilter, now: datetime, cursor: Cursor | None
) -> Slice[Line]:
    """Return one page, the latest first, in one query."""
    key = Article.trashed_at.expression
    found = trashed_articles(worker, wanted)
    page = by_key(found, key, Article.id, descending=True, cursor=cursor, size=PAGE_SIZE)
    return sliced(read_lines(session, page, now), cursor, PAGE_SIZE)


def authors_in_trash(session: Session, worker: Worker) -> Mapping[int, str]:
    """Return the full names of those whose articles are there, in the order of a list."""
    ids = trashed_articles(worker, TrashFilter()).with_only_columns(Article.author_id)
    people = select(Person.id, Person.full_name).where(Person.id.in_(ids))
    return dict(session.execute(people.order_by(Person.sort_key, Person.id)).all())


def rubriques_in_trash(session: Session, worker: Worker) -> list[int]:
    """Return the ids of the rubriques whose articles are there."""
    ids = trashed_articles(worker, TrashFilter()).with_only_columns(Article.rubrique_id)
    return list(session.scalars(select(Rubrique.id).where(Rubrique.id.in_(ids))))
