"""One of several windows of one person: `python -m tests.concurrent_typist URL …`.

The further arguments are the ids of the article and of the person, and the name of the window. It
says when it is ready, waits for a line, sends what it holds a few times, and says how often it was
kept.
"""

import sys
from datetime import UTC, datetime

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.exceptions import OtherWindow
from app.actions.working_copies import keep
from app.database import prepare_engine
from app.queries.working_copies import CopyPlace
from app.rules.working_copies import Version

SENDS = 5


def main(url: str, article: str, person: str, window: str) -> None:
    """Send one text after the other."""
    engine = create_engine(url)
    prepare_engine(engine)
    place = CopyPlace(int(person), article_id=int(article))
    with engine.connect():
        print("ready", flush=True)
    sys.stdin.readline()
    kept, number = 0, 1
    while number <= SENDS:
        with Session(engine) as session:
            try:
                keep(
                    session,
                    datetime.now(UTC),
                    place,
                    {"title": [f"{window} {number}"]},
                    version=Version(window, number),
                )
                session.commit()
                kept += 1
            except OtherWindow:
                pass
            except OperationalError:
                continue  # the database was too busy: once more, as the script does
        number += 1
    print(kept)
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
