"""Who wrote and who approved an article, and who ever did."""

from sqlalchemy import ColumnElement, false, or_, select, update
from sqlalchemy.orm import Session

from app.models import Article, Decision, Person, Revision


def approver_of(session: Session, online_revision_id: int | None) -> int | None:
    """Return who approved the text that is online; nobody had to where its author may publish."""
    online = online_revision_id and session.get(Revision, online_revision_id)
    return online.decided_by_id if online and online.decision is Decision.APPROVED else None


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
