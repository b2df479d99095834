"""The journal: its lines, narrowed and read by key, and the names of what they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from app.models import Article, Group, LogEntry, Person, Revision, Rubrique
from app.queries.articles import readable_articles
from app.queries.keyset import Cursor, Slice, by_key, sliced
from app.queries.names import full_names, is_named
from app.queries.rubriques import readable_rubriques
from app.queries.work import workable_articles
from app.rules.audience import Viewer
from app.rules.roles import Role


@dataclass(frozen=True)
class JournalFilter:
    """What narrows the journal; `action` is an action and the subject that it is done to."""

    person: str = ""
    action: tuple[str, str] | None = None
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment after what is asked for."""


@dataclass(frozen=True)
class JournalLine:
    """One line: who did what, to what, and when."""

    id: int
    at: datetime
    actor: str
    """Empty when the site itself did it, or an account that is gone."""
    action: str
    subject: str
    subject_id: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Named:
    """What a line is about, by its name; `place` is where the viewer finds it, if anywhere."""

    name: str
    place: str = ""
    is_read_only: bool = False
    """Whether the viewer reads it without working on it: drafts and refusals of it stay out."""


def journal_lines(
    session: Session, narrowed: JournalFilter, cursor: Cursor | None, size: int
) -> Slice[JournalLine]:
    """Return one page of lines, the newest first, in one query."""
    page = by_key(
        _narrowed(narrowed), LogEntry.at, LogEntry.id, descending=True, cursor=cursor, size=size
    )
    lines = [
        JournalLine(
            entry.id,
            entry.at,
            actor or "",
            entry.action,
            entry.subject,
            entry.subject_id,
            entry.details,
        )
        for entry, actor in session.execute(page)
    ]
    return sliced(lines, cursor, size)


def names_of_subjects(
    session: Session,
    lines: Iterable[JournalLine],
    viewer: Viewer,
    roles: Mapping[int, Role],
    now: datetime,
) -> Mapping[tuple[str, int], Named]:
    """Return the names of what lines are about, as far as the viewer may see it, in five queries.

    The right to read the journal opens no rubrique: the title of what one may not read stays out.
    """
    ids: dict[str, set[int]] = {}
    for line in lines:
        if line.subject_id is not None:
            ids.setdefault(line.subject, set()).add(line.subject_id)
    found: dict[tuple[str, int], Named] = {}
    for article_id, title in session.execute(
        _titles(readable_articles(viewer, now), Article.online_revision_id, ids)
    ):
        found["article", article_id] = Named(title, f"/articles/{article_id}", is_read_only=True)
    for article_id, title in session.execute(
        _titles(workable_articles(viewer, roles), Article.newest_revision_id, ids)
    ):
        found["article", article_id] = Named(title, f"/publication/articles/{article_id}")
    for rubrique_id, name in session.execute(
        select(Rubrique.id, Rubrique.name).where(
            Rubrique.id.in_(sorted(ids.get("rubrique", ()))),
            Rubrique.id.in_(readable_rubriques(viewer)),
        )
    ):
        found["rubrique", rubrique_id] = Named(name, f"/rubriques/{rubrique_id}")
    for person_id, name in full_names(session, ids.get("person", ())).items():
        found["person", person_id] = Named(name)
    for group_id, name in session.execute(
        select(Group.id, Group.name).where(Group.id.in_(sorted(ids.get("group", ()))))
    ):
        found["group", group_id] = Named(name)
    return found


def _titles(
    articles: Select[Article], revision: Any, ids: Mapping[str, set[int]]
) -> Select[int, str]:
    return (
        articles.where(Article.id.in_(sorted(ids.get("article", ()))))
        .join(Revision, Revision.id == revision)
        .with_only_columns(Article.id, Revision.title)
        .order_by(None)
    )


def _narrowed(narrowed: JournalFilter) -> Select[*tuple[Any, ...]]:
    statement = select(LogEntry, Person.full_name).outerjoin(Person, Person.id == LogEntry.actor_id)
    if narrowed.person:
        named = select(Person.id).where(is_named(narrowed.person))
        statement = statement.where(LogEntry.actor_id.in_(named))
    if narrowed.action is not None:
        action, subject = narrowed.action
        statement = statement.where(
            or_(
                and_(LogEntry.action == action, LogEntry.subject == subject),
                LogEntry.action == f"{subject}.{action}",
            )
        )
    if narrowed.subject:
        statement = statement.where(LogEntry.subject == narrowed.subject)
    if narrowed.since is not None:
        statement = statement.where(LogEntry.at >= narrowed.since)
    if narrowed.until is not None:
        statement = statement.where(LogEntry.at < narrowed.until)
    return statement
