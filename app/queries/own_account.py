"""What one's own account page tells: functions, duties and groups."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Membership, PersonDuty, PersonFunction
from app.rules.audience import Duty, Function


def functions_of(session: Session, person_id: int) -> list[Function]:
    """Return the functions of a person."""
    held = select(PersonFunction.function).where(PersonFunction.person_id == person_id)
    return list(session.scalars(held.order_by(PersonFunction.function)))


def duties_held(session: Session, person_id: int) -> list[Duty]:
    """Return what a person is in charge of."""
    held = select(PersonDuty.duty).where(PersonDuty.person_id == person_id)
    return list(session.scalars(held.order_by(PersonDuty.duty)))


def group_names(session: Session, person_id: int) -> list[str]:
    """Return the names of a person's groups, classes first."""
    is_class = case((Group.kind == GroupKind.CLASS, 0), else_=1)
    rows = session.execute(
        select(Group.name)
        .where(Group.id.in_(select(Membership.group_id).where(Membership.person_id == person_id)))
        .order_by(is_class, Group.sort_key, Group.id)
    )
    return [row.name for row in rows]
