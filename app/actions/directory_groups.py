"""Make, change and end the groups that files tell of."""

from datetime import UTC, datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.directory.arrival import Arrival
from app.directory.plan import Plan
from app.models import Group, GroupKind, Membership
from app.text.stems import sort_key


def write_groups(session: Session, arrival: Arrival, plan: Plan) -> None:
    """Write the groups of a plan; the new ones get their ids.

    A group that ended keeps its row and its name: rights given to it say to whom. Names and
    identifiers change by way of others, since two groups may exchange theirs.
    """
    for group in plan.ended:
        _change(session, group.id, ended_at=datetime.now(UTC))
        session.execute(
            delete(Membership)
            .where(Membership.group_id == group.id)
            .execution_options(synchronize_session=False)
        )
    for group_id in plan.changed_groups:
        _change(session, group_id, name=f" {group_id}", external_id=None, level_id=None)
    kinds = (GroupKind.LEVEL, GroupKind.CLASS, GroupKind.TEACHING)
    for kind in kinds:
        places = [place for place, one in enumerate(arrival.groups) if one.kind is kind]
        for place in places:
            _write(session, arrival, plan, place)


def _write(session: Session, arrival: Arrival, plan: Plan, place: int) -> None:
    coming, group_id = arrival.groups[place], plan.group_ids[place]
    level = arrival.group_at.get(coming.level)
    values = {
        "kind": coming.kind,
        "name": coming.name,
        "sort_key": sort_key(coming.name),
        "level_id": None if level is None else plan.group_ids[level],
        "external_id": coming.external_id,
        "ended_at": None,
    }
    if not group_id:
        group = Group(**values)
        session.add(group)
        session.flush()
        plan.group_ids[place] = group.id
    elif group_id in plan.changed_groups or place in plan.returning_groups:
        _change(session, group_id, **values)


def _change(session: Session, group_id: int, **values: object) -> None:
    session.execute(
        update(Group)
        .where(Group.id == group_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
