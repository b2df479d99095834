"""Who is in a free group: many are put in or taken out at once, and the last taking out undone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.actions.groups import GroupRefused, check_free
from app.actions.log import record
from app.models import Group, LogEntry, Membership, Person
from app.rules.audience import Part

ASKED_AT_ONCE = 5_000
ADDED, REMOVED, RESTORED = "add_members", "remove_members", "restore_members"


def add_members(
    session: Session, now: datetime, actor_id: int, group: Group, person_ids: Collection[int]
) -> int:
    """Put active people into a free group; return how many were not in it yet."""
    check_free(group)
    added = _put_in(session, group, person_ids)
    if added:
        record(session, now, actor_id, "add_members", "group", group.id,
               total=len(added), people=added)  # fmt: skip
    return len(added)


def remove_members(
    session: Session, now: datetime, actor_id: int, group: Group, person_ids: Collection[int]
) -> int:
    """Take people out of a free group; return how many were in it."""
    check_free(group)
    removed = sorted(members_among(session, group.id, person_ids))
    for some in _parts(removed):
        session.execute(
            delete(Membership).where(
                Membership.group_id == group.id, Membership.person_id.in_(some)
            )
        )
    if removed:
        record(session, now, actor_id, "remove_members", "group", group.id,
               total=len(removed), people=removed)  # fmt: skip
    return len(removed)


def restore_members(session: Session, now: datetime, actor_id: int, group: Group) -> int:
    """Put those back whom this person took out last; return how many came back.

    Raises GroupRefused (`undone`) when somebody has changed the members since: what stood there
    when the person looked is no more.
    """
    check_free(group)
    last = session.scalars(
        select(LogEntry)
        .where(
            LogEntry.subject == "group",
            LogEntry.subject_id == group.id,
            LogEntry.action.in_((ADDED, REMOVED, RESTORED)),
        )
        .order_by(LogEntry.id.desc())
        .limit(1)
    ).first()
    if last is None or last.action != REMOVED or last.actor_id != actor_id:
        raise GroupRefused("undone")
    back = _put_in(session, group, last.details["people"])
    record(session, now, actor_id, "restore_members", "group", group.id,
           total=len(back), people=back)  # fmt: skip
    return len(back)


def members_among(session: Session, group_id: int, person_ids: Iterable[int]) -> set[int]:
    """Return those of these people who are members of a free group."""
    found: set[int] = set()
    for some in _parts(sorted(set(person_ids))):
        found |= set(
            session.scalars(
                select(Membership.person_id).where(
                    Membership.group_id == group_id, Membership.person_id.in_(some)
                )
            )
        )
    return found


def _put_in(session: Session, group: Group, person_ids: Collection[int]) -> list[int]:
    active: set[int] = set()
    for some in _parts(sorted(set(person_ids))):
        active |= set(
            session.scalars(select(Person.id).where(Person.id.in_(some), Person.is_active))
        )
    added = sorted(active - members_among(session, group.id, active))
    if added:
        session.execute(
            insert(Membership),
            [
                {"person_id": person_id, "group_id": group.id, "part": Part.MEMBER}
                for person_id in added
            ],
        )
    return added


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ids in parts that a statement can hold."""
    for start in range(0, len(ids), ASKED_AT_ONCE):
        yield ids[start : start + ASKED_AT_ONCE]
