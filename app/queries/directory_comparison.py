"""What files would change, and what that does: the dry run of an import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.arrival import Arrival
from app.directory.compare import compare
from app.directory.duplicates import duplicate_guardians
from app.directory.faults import Fault, Refused, Why
from app.directory.layout import File
from app.directory.plan import Plan
from app.directory.report import Report, report_of
from app.queries.directory_state import Snapshot
from app.queries.key_uses import people_in_charge, uses_of_keys


@dataclass(frozen=True)
class Comparison:
    """A plan, with the digest of the directory for which it was made."""

    plan: Plan
    digest: str


def compared(
    session: Session, arrival: Arrival, actor_id: int | None, same: Mapping[str, int]
) -> Comparison:
    """Compare files with the directory; the memberships and ties of the arrival are used up.

    Raises Refused, also when whoever imports would be among those who leave.
    """
    snapshot = Snapshot(session)
    plan = compare(arrival, snapshot, same)
    if any(person.id == actor_id for person in plan.leaving):
        raise Refused([Fault(File.PEOPLE, Why.YOURSELF)])
    return Comparison(plan, snapshot.digest)


def dry_run(
    session: Session, arrival: Arrival, actor_id: int | None, now: datetime
) -> tuple[Report, Comparison]:
    """Say what files would change; raises Refused."""
    duplicates = duplicate_guardians(arrival)
    found = compared(session, arrival, actor_id, {})
    report = report_of(
        arrival, found.plan, duplicates, uses_of_keys(session, now), people_in_charge(session)
    )
    return report, found
