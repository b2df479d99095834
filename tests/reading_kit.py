"""Announcements for tests of those who read them, and of those who list them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget, Person
from app.rules.announcements import AnnouncementStatus, Severity
from tests.factories import NOW


def make_announcement(
    session: Session,
    title: str = "Une annonce",
    *targets: str,
    author: Person | None = None,
    severity: Severity = Severity.INFO,
    status: AnnouncementStatus = AnnouncementStatus.ONLINE,
    starts_at: datetime = NOW - timedelta(hours=2),
    ends_at: datetime = NOW + timedelta(days=2),
    **more: Any,
) -> Announcement:
    """Add an announcement that shows now, to everybody where no target is named."""
    announcement = Announcement(
        title=title,
        author_id=more.pop("author_id", author.id if author else None),
        body=more.pop("body", f"<p>Le texte de « {title} ».</p>"),
        severity=severity,
        status=status,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=starts_at,
        submitted_at=starts_at if status is AnnouncementStatus.PENDING else None,
        targets=[AnnouncementTarget(key=key) for key in targets or ("members",)],
        **more,
    )
    session.add(announcement)
    session.flush()
    return announcement
