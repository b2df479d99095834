"""What is being typed and not saved yet, and who else is at it. Moments are in real time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.models import Article, Person, Revision, Rubrique, WorkingCopy
from app.queries.work import workable_articles
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.working_copies import MOST_COPIES, PRESENT_FOR


@dataclass(frozen=True)
class CopyPlace:
    """Whose working copy, and of what: of an article, or of one that a form is to begin."""

    person_id: int
    article_id: int | None = None
    rubrique_id: int | None = None
    creation_key: str | None = None


@dataclass(frozen=True)
class Colleague:
    """Somebody else whose page of the same article is open."""

    name: str
    since: datetime


@dataclass(frozen=True)
class Unsaved:
    """A text that somebody has begun and not saved, as lists name it."""

    copy_id: int
    article_id: int | None
    rubrique_id: int
    rubrique: str
    title: str
    saved_at: datetime


def copy_at(place: CopyPlace) -> Select[WorkingCopy]:
    """Select the working copy of a place, as it is now."""
    return select(WorkingCopy).where(_is_at(place)).execution_options(populate_existing=True)


def copy_and_colleagues(
    session: Session, person_id: int, article_id: int, now: datetime
) -> tuple[WorkingCopy | None, list[Colleague]]:
    """Return a person's working copy of an article, and who else has it open, in one query."""
    is_own = WorkingCopy.person_id == person_id
    rows = session.execute(
        select(WorkingCopy, Person.full_name)
        .join(Person, Person.id == WorkingCopy.person_id)
        .where(
            WorkingCopy.article_id == article_id,
            is_own | (WorkingCopy.seen_at > now - PRESENT_FOR),
        )
        .order_by(WorkingCopy.opened_at, WorkingCopy.id)
        .execution_options(populate_existing=True)
    ).all()
    own = next((copy for copy, _ in rows if copy.person_id == person_id), None)
    others = [Colleague(name, copy.opened_at) for copy, name in rows if copy is not own]
    return own, others


def first_copies(person_id: int, rubrique_id: int) -> Select[WorkingCopy]:
    """Select what a person has begun to write in a rubrique and never saved, the latest first."""
    return _begun(person_id).where(WorkingCopy.rubrique_id == rubrique_id)


def first_copy(person_id: int, copy_id: int) -> Select[WorkingCopy]:
    """Select one of these texts by its id."""
    return _begun(person_id).where(WorkingCopy.id == copy_id)


def first_versions(session: Session, person_id: int) -> Sequence[str]:
    """Return the versions of what a person began last, saved since or not."""
    began = WorkingCopy.person_id == person_id, WorkingCopy.article_id.is_(None)
    found = session.scalars(
        select(WorkingCopy.version)
        .where(*began, WorkingCopy.version.is_not(None))
        .order_by(WorkingCopy.seen_at.desc(), WorkingCopy.id)
        .limit(MOST_COPIES)
    )
    return [version for version in found if version is not None]


def count_copies(session: Session, person_id: int) -> int:
    """Count the texts that a person has typed and not saved."""
    kept = WorkingCopy.person_id == person_id, WorkingCopy.fields.is_not(None)
    return session.scalar(select(func.count()).select_from(WorkingCopy).where(*kept)) or 0


def unsaved_texts(
    session: Session, viewer: Viewer, roles: Mapping[int, Role], limit: int
) -> list[Unsaved]:
    """Return what a person has typed and not saved where he still works, the latest first."""
    newest, here = aliased(Revision), aliased(Rubrique)
    workable = workable_articles(viewer, roles).with_only_columns(Article.id)
    place = func.coalesce(WorkingCopy.rubrique_id, Article.rubrique_id)
    rows = session.execute(
        select(WorkingCopy, here.id, here.name, newest.title)
        .outerjoin(Article, Article.id == WorkingCopy.article_id)
        .outerjoin(newest, newest.id == Article.newest_revision_id)
        .join(here, here.id == place)
        .where(
            WorkingCopy.person_id == viewer.person_id,
            WorkingCopy.fields.is_not(None),
            WorkingCopy.article_id.in_(workable)
            | (WorkingCopy.article_id.is_(None) & WorkingCopy.rubrique_id.in_(sorted(roles))),
        )
        .order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id)
        .limit(limit)
    ).all()
    return [
        Unsaved(copy.id, copy.article_id, id_, name, _title(copy, title), copy.saved_at)
        for copy, id_, name, title in rows
        if copy.saved_at is not None
    ]


def _title(copy: WorkingCopy, stored: str | None) -> str:
    typed: Sequence[str] = (copy.fields or {}).get("title", [])
    return (typed[0].strip() if typed else "") or stored or ""


def _begun(person_id: int) -> Select[WorkingCopy]:
    return (
        select(WorkingCopy)
        .where(
            WorkingCopy.person_id == person_id,
            WorkingCopy.article_id.is_(None),
            WorkingCopy.fields.is_not(None),
        )
        .order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id)
        .execution_options(populate_existing=True)
    )


def _is_at(place: CopyPlace) -> ColumnElement[bool]:
    if place.article_id is not None:
        here = WorkingCopy.article_id == place.article_id
    else:
        here = WorkingCopy.creation_key == place.creation_key
    return here & (WorkingCopy.person_id == place.person_id)
