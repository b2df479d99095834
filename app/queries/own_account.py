"""What one's own account page tells: functions, duties and groups."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Membership, PersonDuty, PersonFunction
from app.queries.groups import visible_groups
from app.rules.audience import Duty, Function, Viewer


def functions_of(session: Session, person_id: int) -> list[Function]:
    """Return the functions of a person."""
    held = select(PersonFunction.function).where(PersonFunction.person_id == person_id)
    return list(session.scalars(held.order_by(PersonFunction.function)))


def duties_held(session: Session, person_id: int) -> list[Duty]:
    """Return what a person is in charge of."""
    held = select(PersonDuty.duty).where(PersonDuty.person_id == person_id)
    return list(session.scalars(held.order_by(PersonDuty.duty)))


def group_names(session: Session, viewer: Viewer, *, all_of_them: bool) -> list[str]:
    """Return the names of the groups in which a viewer sees himself, classes first."""
    is_class = case((Group.kind == GroupKind.CLASS, 0), else_=1)
    own = select(Membership.group_id).where(Membership.person_id == viewer.person_id)
    groups = visible_groups(viewer, all_of_them=all_of_them).where(Group.id.in_(own))
    found = groups.with_only_columns(Group.name).order_by(is_class, Group.sort_key, Group.id)
    return list(session.scalars(found))
