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
from app.queries.directory_guard import check_protected
from app.queries.directory_state import Snapshot
from app.queries.key_uses import people_in_charge, uses_of_keys
from app.rules.audience import Viewer


@dataclass(frozen=True)
class Comparison:
    """A plan, with the digest of the directory for which it was made."""

    plan: Plan
    digest: str


def compared(
    session: Session, arrival: Arrival, importer: Viewer | None, same: Mapping[str, int]
) -> Comparison:
    """Compare files with the directory; the memberships and ties of the arrival are used up.

    Raises Refused, also when whoever imports would be among those who leave, or when the plan does
    what is not for him to do; the machine's administrator is no viewer.
    """
    snapshot = Snapshot(session)
    plan = compare(arrival, snapshot, same)
    own_id = None if importer is None else importer.person_id
    if any(person.id == own_id for person in plan.leaving):
        raise Refused([Fault(File.PEOPLE, Why.YOURSELF)])
    check_protected(session, arrival, plan, importer)
    return Comparison(plan, snapshot.digest)


def dry_run(
    session: Session, arrival: Arrival, importer: Viewer | None, now: datetime
) -> tuple[Report, Comparison]:
    """Say what files would change; raises Refused."""
    duplicates = duplicate_guardians(arrival)
    found = compared(session, arrival, importer, {})
    report = report_of(
        arrival, found.plan, duplicates, uses_of_keys(session, now), people_in_charge(session)
    )
    return report, found
