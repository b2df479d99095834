"""Keep in mind who ever wrote or approved an article."""

from sqlalchemy import ColumnElement, false, or_, select, update
from sqlalchemy.orm import Session

from app.models import Article, Person


def note_contributor(session: Session, person_id: int) -> None:
    """Let lists that are sorted by name find what a person wrote or approved; it is never undone.

    Whatever writes a person into `article.author_id` or `article.approved_by_id` calls it.
    """
    _note(session, Person.id == person_id)


def note_contributors(session: Session) -> None:
    """Do so for all of whom there are articles, after many were stored at once."""
    named = (select(column) for column in (Article.author_id, Article.approved_by_id))
    _note(session, or_(*(Person.id.in_(people) for people in named)))


def _note(session: Session, who: ColumnElement[bool]) -> None:
    new = update(Person).where(who, Person.has_contributed == false())
    session.execute(new.values(has_contributed=True))
