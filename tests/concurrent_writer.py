"""One of several processes that write at the same time: `python -m tests.concurrent_writer URL`.

It says when it is ready, waits for a line, then changes the same rubrique over and over.
"""

import sys

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

from app.database import prepare_engine, raise_site_version
from app.models import Rubrique

CHANGES = 20


def main(url: str) -> None:
    """Add to a counter in as many transactions, each reading before it writes."""
    engine = create_engine(url)
    prepare_engine(engine)
    with engine.connect():
        print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(CHANGES):
        with Session(engine) as session:
            event.listen(session, "before_commit", raise_site_version)
            rubrique = session.scalars(select(Rubrique).with_for_update()).one()
            rubrique.position += 1
            session.commit()
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
