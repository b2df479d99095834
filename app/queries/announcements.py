"""Which announcements a viewer reads: nothing else decides it."""

from datetime import datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Viewer


def announcements_for(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what reaches a viewer now: the gravest first, then the latest start, then by id."""
    weights = {severity: place for place, severity in enumerate(Severity)}
    reached = select(AnnouncementTarget.announcement_id).where(
        AnnouncementTarget.key.in_(sorted(viewer.keys))
    )
    return (
        select(Announcement)
        .where(
            Announcement.status == AnnouncementStatus.ONLINE,
            Announcement.starts_at <= now,
            Announcement.ends_at > now,
            Announcement.id.in_(reached),
        )
        .order_by(
            case(weights, value=Announcement.severity),
            Announcement.starts_at.desc(),
            Announcement.id,
        )
    )


def readable_announcement(
    session: Session, viewer: Viewer, now: datetime, announcement_id: int
) -> Announcement | None:
    """Return one of them by its id."""
    return session.scalar(announcements_for(viewer, now).where(Announcement.id == announcement_id))
