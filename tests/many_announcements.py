"""Very many announcements at once, in every stage and of several people."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget, Person
from app.rules.announcements import AnnouncementStatus, Severity
from tests.factories import NOW


def fill(session: Session, total: int, authors: list[Person], keys: list[str]) -> None:
    """Store so many announcements, each with two targets; all follows from their numbers."""
    statuses, severities = list(AnnouncementStatus), list(Severity)
    rows = [
        {
            "id": number,
            "title": f"Annonce {number}",
            "body": "<p>Rendez-vous au portail.</p>",
            "author_id": authors[number % len(authors)].id,
            "severity": severities[number % 3],
            "status": statuses[number % 4],
            "starts_at": NOW + timedelta(hours=number % 97 - 60),
            "ends_at": NOW + timedelta(hours=number % 97 - 40),
            "created_at": NOW - timedelta(days=9),
            "submitted_at": NOW if statuses[number % 4] is AnnouncementStatus.PENDING else None,
            "refusal": "Trop tôt." if number % 8 == 0 else None,
        }
        for number in range(1, total + 1)
    ]
    session.execute(insert(Announcement), rows)
    targets = [
        {"announcement_id": row["id"], "key": keys[(row["id"] + step) % len(keys)]}
        for row in rows
        for step in (0, 1)
    ]
    session.execute(insert(AnnouncementTarget), targets)
