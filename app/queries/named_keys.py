"""Which keys decide what somebody is shown: those that a grant, a tile or a service names."""

from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget, Grant, ServiceAudience, TileAudience
from app.queries.announcements import running_announcements
from app.rules.audience import MANAGERS_EVERYWHERE, MEMBERS, PUBLIC

ALWAYS = MANAGERS_EVERYWHERE | {PUBLIC, MEMBERS}
"""Those that do without being named anywhere."""


def named_keys(session: Session) -> frozenset[str]:
    """Return these keys; rights on the site are not contents, and other keys may hold them."""
    named = (Grant.key, TileAudience.key, ServiceAudience.key)
    return ALWAYS.union(session.scalars(union(*(select(key) for key in named))))


def announced_keys(session: Session, now: datetime) -> frozenset[str]:
    """Return the keys that the announcements name which run now.

    They decide about these alone: what is said to a class leaves the parents of a school one peer
    where other contents are shared.
    """
    running = running_announcements(now).with_only_columns(Announcement.id)
    targets = select(AnnouncementTarget.key).where(AnnouncementTarget.announcement_id.in_(running))
    return frozenset(session.scalars(targets.distinct()))
