"""Announce a maintenance of the site, change what is announced, take it back.

Whoever calls has called `hold_settings` before: two people then change one after the other.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.rubriques import fingerprint
from app.models import Setting
from app.queries.school import MAINTENANCE, School, read_school
from app.rules.maintenance import Fault, Maintenance
from app.rules.wall_clock import PARIS


class MaintenanceOutdated(Exception):
    """What is announced is no longer what was seen."""


class MaintenanceRefused(Exception):
    """A maintenance that makes no sense."""

    def __init__(self, fault: Fault) -> None:
        """Keep what is wrong with it."""
        super().__init__(fault.value)
        self.fault = fault


def maintenance_state(school: School) -> str:
    """Return the fingerprint of what is announced, as a form shows it."""
    return fingerprint(school.maintenance)


def announce_maintenance(
    session: Session, now: datetime, actor_id: int | None, seen: str, wanted: Maintenance
) -> bool:
    """Announce a maintenance, in the place of one that is; tell whether that is new.

    Raises MaintenanceRefused; MaintenanceOutdated when what is announced is not what was seen.
    """
    school = read_school(session)
    fault = wanted.fault(now)
    if fault is not None:
        raise MaintenanceRefused(fault)
    if wanted.stored() == school.maintenance:
        return False  # a second click
    if seen != maintenance_state(school):
        raise MaintenanceOutdated
    before = school.announced
    session.merge(Setting(name=MAINTENANCE, value=wanted.stored()))
    is_new = before is None or before.is_over(now)
    record(session, now, actor_id, "announce" if is_new else "change", "maintenance", None,
           **_told(wanted))  # fmt: skip
    session.flush()
    return True


def withdraw_maintenance(
    session: Session, now: datetime, actor_id: int | None, seen: str | None = None
) -> bool:
    """Take back what is announced, whatever it is or as it was `seen`; false where nothing is.

    Raises MaintenanceOutdated.
    """
    school = read_school(session)
    announced = school.announced
    if announced is None or announced.is_over(now):
        return False
    elif seen is not None and seen != maintenance_state(school):
        raise MaintenanceOutdated
    session.execute(delete(Setting).where(Setting.name == MAINTENANCE))
    record(session, now, actor_id, "withdraw", "maintenance", None, **_told(announced))
    return True


def _told(one: Maintenance) -> dict[str, str]:
    """Return what the journal says of it, by the clock on the wall."""
    at, until = (
        moment.astimezone(PARIS).isoformat(sep=" ", timespec="minutes")
        for moment in (one.starts_at, one.ends_at)
    )
    return {"at": at, "until": until} | ({"title": one.note} if one.note else {})
