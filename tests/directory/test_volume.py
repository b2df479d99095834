"""A large import asks the database seldom: the number of statements grows by chunks only."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Membership, Person
from tests.directory_kit import bring_in, look
from tests.directory_volume import write_school
from tests.statements import recorded

PEOPLE = 3_000
MOST_STATEMENTS = 60
"""For three chunks of people, of whom each takes some statements; one for each would be 3,000."""


def test_statements_are_few(session: Session, tmp_path: Path) -> None:
    first = write_school(tmp_path / "first", PEOPLE)
    with recorded(db.engine) as sent:
        bring_in(session, first)
    made_groups = sum(words.startswith('INSERT INTO "group"') for words in sent)
    assert len(sent) - made_groups < MOST_STATEMENTS
    assert sent.count("COMMIT") == 1
    assert session.scalar(select(func.count()).select_from(Person)) == PEOPLE
    with recorded(db.engine) as sent:
        assert look(session, first)["nothing"]
    assert len(sent) < 15
    moved = write_school(tmp_path / "moved", PEOPLE, moved=True)
    report = look(session, moved)
    counts = report["counts"]
    assert (counts["added"], counts["leaving"], counts["changed"]) == (60, 60, 30)
    session.rollback()
    with recorded(db.engine) as sent:
        bring_in(session, moved)
    assert len(sent) < MOST_STATEMENTS
    assert look(session, moved)["nothing"]
    assert session.scalar(select(func.count()).select_from(Membership)) == report_of(session)


def report_of(session: Session) -> int:
    """Return how many memberships those have who are there."""
    here = select(func.count()).select_from(Membership).join(Person).where(Person.left_at.is_(None))
    return session.scalar(here) or 0
