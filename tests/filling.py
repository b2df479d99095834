"""Empty the database between tests, and fill it with very much at once."""

from sqlalchemy import delete, func, literal, select, text, union_all
from sqlalchemy.orm import Session

from app.models import Base, Person, SiteVersion

TABLES = [
    table
    for table in reversed(Base.metadata.sorted_tables)
    if table.name != SiteVersion.__tablename__
]
"""All that `empty` empties, what refers to others first."""
FILLED = union_all(
    *(select(literal(place)).where(select(table).exists()) for place, table in enumerate(TABLES))
)
"""Which of them hold a row: mostly few do, and one question is quicker than fifty deletions."""


def empty(session: Session) -> None:
    """Take everything out of the database but the site version, and commit."""
    filled = sorted(session.scalars(FILLED))
    session.execute(
        text(
            "UPDATE article SET online_revision_id = NULL, newest_revision_id = NULL,"
            " status = 'draft', trashed_at = NULL"
        )
    )
    for place in filled:
        session.execute(delete(TABLES[place]))
    session.commit()


def new_people(session: Session, number: int) -> range:
    """Return ids, the first an even one, that nobody has; those of people made before go on."""
    last = session.scalar(select(func.max(Person.id))) or 0
    first = last + 2 - last % 2
    return range(first, first + number)


def count_rows(session: Session) -> None:
    """Let PostgreSQL know what it holds, as it finds out by itself within a minute.

    Until then it checks foreign keys as in the table that was empty: row by row.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))
