"""What a reader does with an announcement that reaches him; each may be done twice to no harm."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementReading
from app.rules.announcement_reading import may_fold


class NotYetRead(Exception):
    """An alert is folded only once it is acknowledged."""


def acknowledge(
    session: Session, now: datetime, person_id: int, announcement: Announcement
) -> None:
    """Note that somebody has read an announcement; the first moment stays."""
    reading = _reading(session, now, person_id, announcement)
    reading.acknowledged_at = reading.acknowledged_at or now
    session.flush()


def fold(session: Session, now: datetime, person_id: int, announcement: Announcement) -> None:
    """Fold an announcement on its reader's page; raise NotYetRead where that may not be."""
    reading = _reading(session, now, person_id, announcement)
    if not may_fold(
        announcement.severity,
        is_acknowledged=reading.acknowledged_at is not None,
        has_ended=announcement.ends_at <= now,
    ):
        raise NotYetRead
    reading.folded_at = reading.folded_at or now
    session.flush()


def unfold(session: Session, person_id: int, announcement: Announcement) -> None:
    """Show a folded announcement whole again."""
    reading = session.get(AnnouncementReading, (announcement.id, person_id))
    if reading is not None:
        reading.folded_at = None
        session.flush()


def _reading(
    session: Session, now: datetime, person_id: int, announcement: Announcement
) -> AnnouncementReading:
    reading = session.get(AnnouncementReading, (announcement.id, person_id))
    if reading is None:
        reading = AnnouncementReading(
            announcement_id=announcement.id, person_id=person_id, seen_at=now
        )
        session.add(reading)
    return reading
