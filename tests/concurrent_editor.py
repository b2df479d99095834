"""One of several people who change the same article: `python -m tests.concurrent_editor URL …`.

The further arguments are the ids of the article and of the person. It says when it is ready, waits
for a line, saves a few texts over whatever the others saved, approves, and says what came of it.
"""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.articles import save_text
from app.actions.exceptions import Outdated
from app.actions.revisions import Text
from app.actions.transitions import make_transition
from app.database import prepare_engine, raise_site_version
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker, Workpiece, read_workpiece
from app.rules.visibility import roles_in
from tests.factories import NOW

T = TypeVar("T")
SAVES = 4
BETWEEN_TWO_SAVES = 0.05
"""Seconds: even the fastest browser fetches a page between two forms."""


def work_of(session: Session, article_id: int, person_id: int) -> Workpiece:
    """Return the article as this person works on it now."""
    viewer = viewer_of(session, person_id)
    worker = Worker(viewer, roles_in(nodes(session), viewer))
    found = read_workpiece(session, worker, NOW, article_id)
    assert found is not None
    return found


def patiently(engine: Engine, act: Callable[[Session], T]) -> T:
    """Do something in a transaction of its own, again when the database was too busy.

    SQLite lets nobody wait longer than its timeout; a page then says so, and one tries again.
    """
    while True:
        with Session(engine) as session:
            event.listen(session, "before_commit", raise_site_version)
            try:
                return act(session)
            except OperationalError:
                session.rollback()


def main(url: str, article: str, person: str) -> None:
    """Save until each text is in, then try to approve what waits."""
    engine = create_engine(url)
    prepare_engine(engine)
    article_id, person_id = int(article), int(person)
    with engine.connect():
        print("ready", flush=True)
    sys.stdin.readline()
    saved, seen = 0, 0

    def save(session: Session) -> tuple[int, int]:
        work = work_of(session, article_id, person_id)
        text = Text(f"Texte {saved} de {person_id}")
        try:
            save_text(session, NOW, person_id, work, text, seen_revision_id=seen)
            session.commit()
            return saved + 1, seen
        except Outdated:
            session.rollback()
            return saved, work.newest.id

    def approve(session: Session) -> str:
        work = work_of(session, article_id, person_id)
        try:
            make_transition(session, NOW, person_id, work, "approve")
            session.commit()
            return "approved"
        except Outdated:
            session.rollback()
            return "too late"

    while saved < SAVES:
        time.sleep(BETWEEN_TWO_SAVES)
        saved, seen = patiently(engine, save)
    print(patiently(engine, approve))
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
