"""Which announcements a viewer reads: nothing else decides it."""

from datetime import datetime

from sqlalchemy import Select, case, false, select

from app.models import Announcement, AnnouncementTarget
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Viewer


def announcements_for(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what reaches a viewer now: the gravest first, then the latest start, then by id."""
    weights = {severity: place for place, severity in enumerate(Severity)}
    return readable_announcements(viewer, now).order_by(
        case(weights, value=Announcement.severity),
        Announcement.starts_at.desc(),
        Announcement.id,
    )


def readable_announcements(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what a viewer may read: the base of the page of an announcement and of its files."""
    reached = select(AnnouncementTarget.announcement_id).where(
        AnnouncementTarget.key.in_(sorted(viewer.keys))
    )
    return select(Announcement).where(
        false() if viewer.is_anonymous else Announcement.id.in_(reached),
        Announcement.status == AnnouncementStatus.ONLINE,
        Announcement.starts_at <= now,
        Announcement.ends_at > now,
    )


def readable_announcement(
    viewer: Viewer, now: datetime, announcement_id: int
) -> Select[Announcement]:
    """Select one announcement if the viewer may read it."""
    return readable_announcements(viewer, now).where(Announcement.id == announcement_id)
