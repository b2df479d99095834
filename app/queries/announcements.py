"""Which announcements reach a viewer, and for how long: nothing else decides who reads one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, false, select

from app.models import Announcement, AnnouncementTarget
from app.queries.unindexed import unindexed
from app.rules.announcement_reading import STAYS_READABLE
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Viewer


def announcements_for(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what reaches a viewer now: online, started, not ended; the gravest first."""
    current = _reaching(viewer, now).where(Announcement.ends_at > now)
    return current.order_by(*gravest_first())


def running_announcements(now: datetime) -> Select[Announcement]:
    """Select what reaches anybody now."""
    return _started(now).where(Announcement.ends_at > now)


def readable_announcements(viewer: Viewer, now: datetime) -> Select[Announcement]:
    """Select what a viewer may still read: the latest start first, also what ended lately.

    The base of the page of an announcement and of its files.
    """
    kept = _reaching(viewer, now).where(Announcement.ends_at > now - STAYS_READABLE)
    return kept.order_by(*latest_first())


def readable_announcement(
    viewer: Viewer, now: datetime, announcement_id: int
) -> Select[Announcement]:
    """Select one announcement if the viewer may read it."""
    return readable_announcements(viewer, now).where(Announcement.id == announcement_id)


def gravest_first() -> tuple[Any, ...]:
    """Return the order of announcements: the gravest, then the latest start (domain, §6.6)."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return (
        case(ranks, value=Announcement.severity),
        Announcement.starts_at.desc(),
        Announcement.id,
    )


def latest_first() -> tuple[Any, ...]:
    """Return the order of what one looks for again."""
    return (Announcement.starts_at.desc(), Announcement.id.desc())


def _reaching(viewer: Viewer, now: datetime) -> Select[Announcement]:
    if viewer.is_anonymous:
        return select(Announcement).where(false())
    targets = select(AnnouncementTarget.announcement_id).where(
        AnnouncementTarget.key.in_(sorted(viewer.keys))
    )
    return _started(now).where(Announcement.id.in_(targets))


def _started(now: datetime) -> Select[Announcement]:
    return select(Announcement).where(
        unindexed(Announcement.status) == AnnouncementStatus.ONLINE,
        unindexed(Announcement.starts_at) <= now,
    )
