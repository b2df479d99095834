"""Whether the access of a guest has ended, by the school's clock, which is asked of guests only."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from app.models import Person
from app.rules.consent import day_in_paris
from app.rules.directory import has_ended


def is_over(
    session: Session | scoped_session[Any], person_id: int | None, now: Callable[[], datetime]
) -> bool:
    """Tell whether the last day of a person's access is over; who is loaded costs no query.

    For a visitor no session is opened, where it is one that opens when it is asked.
    """
    person = session.get(Person, person_id) if person_id else None
    ends_on = person.access_ends_on if person else None
    return ends_on is not None and has_ended(ends_on, day_in_paris(now()))
