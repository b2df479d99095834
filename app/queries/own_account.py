"""What one's own account page tells: groups, and where rubriques stand."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Membership, PersonDuty, PersonFunction, Rubrique
from app.rules.audience import Duty, Function

STEP = " › "


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


def rubrique_paths(session: Session) -> dict[int, str]:
    """Return "CDI › La Gazette" for each rubrique, in the order of the tree, in one query."""
    below: dict[int | None, list[tuple[int, str]]] = {}
    rows = session.execute(
        select(Rubrique.id, Rubrique.parent_id, Rubrique.name).order_by(
            Rubrique.position, Rubrique.id
        )
    )
    for row in rows:
        below.setdefault(row.parent_id, []).append((row.id, row.name))
    found: dict[int, str] = {}

    def walk(parent: int | None, before: str) -> None:
        for id_, name in below.get(parent, ()):
            found[id_] = before + name
            walk(id_, found[id_] + STEP)

    walk(None, "")
    return found
