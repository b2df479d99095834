"""Make what a test needs, each with sensible defaults; nothing is committed."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from app.actions.contributors import note_contributor
from app.actions.newest import note_newest
from app.actions.search import index_article
from app.models import (
    Article,
    Grant,
    Group,
    GroupKind,
    Membership,
    Person,
    PersonFunction,
    Revision,
    Rubrique,
)
from app.rules.audience import Function, Part
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from app.text.person_keys import person_keys
from app.text.stems import sort_key

NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
"""The demo's Tuesday, 10:00 in Paris."""

_numbers = count(1)


def make_person(
    session: Session,
    function: Function = Function.ENS,
    *,
    first_name: str = "Camille",
    last_name: str = "Dupré",
    login: str | None = None,
) -> Person:
    """Add a person with one function."""
    person = Person(
        login=login or f"person{next(_numbers)}",
        first_name=first_name,
        last_name=last_name,
        **person_keys(first_name, last_name),
        functions=[PersonFunction(function=function)],
    )
    session.add(person)
    session.flush()
    return person


def make_group(
    session: Session, name: str, *members: tuple[Person, Part], kind: GroupKind = GroupKind.FREE
) -> Group:
    """Add a group with its members."""
    group = Group(kind=kind, name=name, sort_key=sort_key(name))
    session.add(group)
    session.flush()
    session.add_all(
        Membership(person_id=person.id, group_id=group.id, part=part) for person, part in members
    )
    session.flush()
    return group


def make_rubrique(
    session: Session,
    name: str = "Actualités",
    *,
    parent: Rubrique | None = None,
    visibility: Visibility = Visibility.PUBLIC,
    inherits: bool = True,
    has_blog: bool = True,
    grants: dict[str, Role] | None = None,
) -> Rubrique:
    """Add a rubrique with its grants."""
    rubrique = Rubrique(
        name=name,
        parent_id=parent.id if parent else None,
        visibility=visibility,
        inherits=inherits,
        has_blog=has_blog,
        grants=[Grant(key=key, role=role) for key, role in (grants or {}).items()],
    )
    session.add(rubrique)
    session.flush()
    return rubrique


def make_article(
    session: Session,
    rubrique: Rubrique,
    title: str = "Un article",
    *,
    summary: str = "",
    body: str = "<p>Du texte.</p>",
    author: Person | None = None,
    status: Status = Status.ONLINE,
    starts_at: datetime = NOW - timedelta(days=1),
    ends_at: datetime | None = None,
) -> Article:
    """Add an article with one revision; an online one is indexed for the search."""
    article = Article(
        rubrique_id=rubrique.id,
        author_id=author.id if author else None,
        status=Status.DRAFT,
        created_at=starts_at,
        starts_at=starts_at,
        ends_at=ends_at,
        bumped_at=starts_at,
    )
    session.add(article)
    session.flush()
    revision = Revision(
        article_id=article.id,
        number=1,
        author_id=article.author_id,
        created_at=starts_at,
        title=title,
        summary=summary,
        body=body,
        submitted_at=starts_at if status is Status.PENDING else None,
    )
    session.add(revision)
    session.flush()
    note_newest(session, article, revision)
    if author is not None:
        note_contributor(session, author.id)
    article.status = status
    article.trashed_at = NOW if status is Status.TRASHED else None
    article.waiting_since = starts_at if status is Status.PENDING else None
    if status is Status.ONLINE:
        article.online_revision_id = revision.id
        index_article(session, article, revision)
    session.flush()
    return article
