"""Visits of the personal home page are noted once each, so that the next one knows what is new."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import HomeVisit
from app.rules.home_visits import begins_visit


def note_visit(session: Session, person_id: int, now: datetime) -> None:
    """Note that a visit begins; of two pages at once one does it.

    Raises IntegrityError where both note the first visit.
    """
    visit = session.get(HomeVisit, person_id, with_for_update=True)
    if visit is None:
        session.add(HomeVisit(person_id=person_id, seen_at=now))
    elif begins_visit(visit.seen_at, now):
        visit.before_at, visit.seen_at = visit.seen_at, now
    session.flush()
