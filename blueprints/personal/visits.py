"""When somebody was last on the personal home page, noted once the page is sent."""

from datetime import datetime

from flask import Response
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions.home_visits import note_visit
from app.database import AWAY
from app.extensions import db


def note_afterwards(response: Response, person_id: int, now: datetime) -> None:
    """Note a visit when the answer is on its way: the page itself only reads."""
    engine = db.engine
    response.call_on_close(lambda: _note(engine, person_id, now))


def _note(engine: Engine, person_id: int, now: datetime) -> None:
    try:
        with Session(engine) as session, session.begin():
            note_visit(session, person_id, now)
    except (IntegrityError, *AWAY):
        return  # noted by another page at the same time, or the database is busy: next time
