"""Where the keys of people and groups are used: in rights, announcements, tiles and services."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Announcement,
    AnnouncementTarget,
    Grant,
    PersonDuty,
    ServiceAudience,
    SiteRight,
    TileAudience,
)
from app.rules.audience import Duty

TABLES: Mapping[str, Any] = {
    "grants": Grant,
    "rights": SiteRight,
    "tiles": TileAudience,
    "services": ServiceAudience,
}


def uses_of_keys(session: Session, now: datetime) -> Mapping[str, Mapping[str, int]]:
    """Return how often each key of a person or a group is used, by where, in five queries.

    Announcements that have ended do not count. A tile counts in each layout that holds it.
    """
    uses: dict[str, Counter[str]] = {}
    for name, table in TABLES.items():
        named = or_(table.key.startswith("group:"), table.key.startswith("user:"))
        for key, number in session.execute(
            select(table.key, func.count()).where(named).group_by(table.key)
        ):
            uses.setdefault(key, Counter())[name] = number
    key = AnnouncementTarget.key
    targets = (
        select(key, func.count())
        .join(Announcement, Announcement.id == AnnouncementTarget.announcement_id)
        .where(Announcement.ends_at > now)
        .where(or_(key.startswith("group:"), key.startswith("user:")))
        .group_by(key)
    )
    for one, number in session.execute(targets):
        uses.setdefault(one, Counter())["announcements"] = number
    return uses


def people_in_charge(session: Session) -> Mapping[int, list[Duty]]:
    """Return the duties of those who have some."""
    duties: dict[int, list[Duty]] = {}
    for person_id, duty in session.execute(
        select(PersonDuty.person_id, PersonDuty.duty).order_by(PersonDuty.person_id)
    ):
        duties.setdefault(person_id, []).append(duty)
    return duties
