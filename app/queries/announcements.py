"""Which announcements reach a viewer: nothing else decides who reads one."""

from datetime import datetime

from sqlalchemy import Select, case, select

from app.models import Announcement, AnnouncementTarget
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Viewer


def announcements_for(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what is online, has started and not ended, and reaches a viewer.

    The gravest come first, then the latest; visitors are reached by none.
    """
    targets = select(AnnouncementTarget.announcement_id).where(
        AnnouncementTarget.key.in_(sorted(viewer.keys))
    )
    rank = case({one: number for number, one in enumerate(Severity)}, value=Announcement.severity)
    return (
        select(Announcement)
        .where(
            Announcement.status == AnnouncementStatus.ONLINE,
            Announcement.starts_at <= now,
            Announcement.ends_at > now,
            Announcement.id.in_(targets),
        )
        .order_by(rank, Announcement.starts_at.desc(), Announcement.id.desc())
    )
