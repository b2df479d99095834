"""One of several people who change the same article: `python -m tests.concurrent_editor URL …`.

The further arguments are the ids of the article and of the person. It says when it is ready, waits
for a line, saves a few texts over whatever the others saved, approves, and says what came of it.
"""

import sys
import time

from sqlalchemy import create_engine, event
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


def main(url: str, article: str, person: str) -> None:
    """Save until each text is in, then try to approve what waits."""
    engine = create_engine(url)
    prepare_engine(engine)
    article_id, person_id = int(article), int(person)
    with engine.connect():
        print("ready", flush=True)
    sys.stdin.readline()
    saved, seen = 0, 0
    while saved < SAVES:
        time.sleep(BETWEEN_TWO_SAVES)
        with Session(engine) as session:
            event.listen(session, "before_commit", raise_site_version)
            work = work_of(session, article_id, person_id)
            text = Text(f"Texte {saved} de {person_id}")
            try:
                save_text(session, NOW, person_id, work, text, seen_revision_id=seen)
                session.commit()
                saved += 1
            except Outdated:
                seen = work.newest.id
                session.rollback()
    with Session(engine) as session:
        event.listen(session, "before_commit", raise_site_version)
        work = work_of(session, article_id, person_id)
        try:
            make_transition(session, NOW, person_id, work, "approve")
            session.commit()
            print("approved")
        except Outdated:
            session.rollback()
            print("too late")
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
