"""Give and take roles in a rubrique: the keys come from what the school knows."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.rubriques import RubriqueRefused
from app.models import Grant, Rubrique
from app.rules.audience import MANAGERS_EVERYWHERE, PUBLIC
from app.rules.roles import Role


def give_role(
    session: Session, now: datetime, actor_id: int, rubrique: Rubrique, key: str, role: Role
) -> None:
    """Give a role to whoever holds a key.

    Raises RubriqueRefused: `public` is visibility and no grant (`ungrantable`), as are those who
    manage everywhere; `granted` when the key holds a role here already.
    """
    if key == PUBLIC or key in MANAGERS_EVERYWHERE:
        raise RubriqueRefused("ungrantable")
    if session.get(Grant, (rubrique.id, key)) is not None:
        raise RubriqueRefused("granted")
    session.add(Grant(rubrique_id=rubrique.id, key=key, role=role))
    session.flush()
    record(session, now, actor_id, "grant.give", "rubrique", rubrique.id, key=key, after=role)


def change_role(
    session: Session,
    now: datetime,
    actor_id: int,
    rubrique: Rubrique,
    key: str,
    former: Role,
    role: Role,
) -> None:
    """Change the role of a key; raises RubriqueRefused (`stale`) when it is not `former` now."""
    grant = _as_shown(session, rubrique, key, former)
    if former is role:
        return
    grant.role = role
    record(session, now, actor_id, "grant.change", "rubrique", rubrique.id,
           key=key, before=former, after=role)  # fmt: skip


def take_role(
    session: Session, now: datetime, actor_id: int, rubrique: Rubrique, key: str, former: Role
) -> None:
    """Take a role back; raises RubriqueRefused (`stale`) when it is not `former` now."""
    session.delete(_as_shown(session, rubrique, key, former))
    session.flush()
    record(session, now, actor_id, "grant.take", "rubrique", rubrique.id, key=key, before=former)


def _as_shown(session: Session, rubrique: Rubrique, key: str, former: Role) -> Grant:
    grant = session.get(Grant, (rubrique.id, key))
    if grant is None or grant.role is not former:
        raise RubriqueRefused("stale")
    return grant
