"""Erase people: their account and all that is kept of them goes, what they published stays.

Articles, files in use and lines of the journal lose their name by their foreign keys; what is kept
for a person alone (sessions, copies, notices, readings …) goes with the account.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.actions.jobs import AT_REST
from app.actions.log import record
from app.models import DraftTile, Job, LoginFailure, Person, PersonDuty, Setting, UserSession
from app.queries.erasure import KEYED, sole_duties
from app.rules.audience import Viewer, user_key
from app.rules.erasure import KEPT_ALIVE, Kept, why_kept

QUIETLY = {"synchronize_session": False}
"""The session's own objects are read again afterwards, all of them."""


class NotErased(Exception):
    """The account stays; `reason` says why."""

    def __init__(self, reason: Kept) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def erase_person(
    session: Session, now: datetime, viewer: Viewer, person_id: int, *, holds_more: bool
) -> None:
    """Erase somebody; raises NotErased where the rules keep him, as the last head of a school.

    Of two who erase each other, the second finds himself the last: the rows of duties are held.
    """
    guarded = select(PersonDuty).where(PersonDuty.duty.in_(sorted(KEPT_ALIVE)))
    held = session.scalars(
        guarded.order_by(PersonDuty.person_id, PersonDuty.duty)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    all_duties = select(PersonDuty.duty).where(PersonDuty.person_id == person_id)
    duties = {*session.scalars(all_duties), *(o.duty for o in held if o.person_id == person_id)}
    sole = sole_duties(session, person_id)
    reason = why_kept(viewer, person_id, duties, sole, holds_more=holds_more)
    if reason is not None:
        raise NotErased(reason)
    erase(session, now, viewer.person_id, [person_id])


def erase(session: Session, now: datetime, actor_id: int | None, ids: Sequence[int]) -> None:
    """Erase people without asking who they are; the journal tells their numbers, no names."""
    keys = [user_key(id_) for id_ in ids]
    for column in KEYED:
        session.execute(delete(column.class_).where(column.in_(keys)), execution_options=QUIETLY)
    for tile in session.scalars(select(DraftTile)):
        tile.audience = [key for key in tile.audience if key not in keys]
    session.flush()
    look = update(UserSession).where(UserSession.seen_as.in_(keys))
    session.execute(look.values(seen_as=None, seen_as_rubrique_id=None), execution_options=QUIETLY)
    _forget_director(session, ids)
    _forget_addresses(session, ids)
    session.execute(delete(Person).where(Person.id.in_(ids)), execution_options=QUIETLY)
    session.expire_all()
    for person_id in ids:
        record(session, now, actor_id, "erase", "person", person_id)


def _forget_director(session: Session, ids: Sequence[int]) -> None:
    """Let the legal notice go on with a name that is no account's, without an own mail address.

    The law wants a name there (`app/rules/legal_facts.py`): it stays until somebody types another,
    and the settings warn from then on, since no head of the school is called that.
    """
    director = session.get(Setting, "director_id")
    if director is None or director.value not in ids:
        return
    email = session.get(Setting, "director_email")
    own = session.scalar(select(Person.email).where(Person.id == director.value))
    if email is not None and own and email.value == own:
        email.value = ""
    director.value = None
    session.flush()


def _forget_addresses(session: Session, ids: Sequence[int]) -> None:
    """Remove the wrong passwords of their logins, and the mails that wait for their addresses."""
    known = select(Person.login, Person.email).where(Person.id.in_(ids))
    rows = session.execute(known).all()
    logins = [row.login for row in rows]
    addresses = {row.email for row in rows if row.email}
    session.execute(
        delete(LoginFailure).where(LoginFailure.login.in_(logins)), execution_options=QUIETLY
    )
    if addresses:
        waiting = select(Job.id, Job.arguments).where(Job.kind == "mail", Job.state.in_(AT_REST))
        doomed = [
            row.id for row in session.execute(waiting) if row.arguments.get("to") in addresses
        ]
        session.execute(delete(Job).where(Job.id.in_(doomed)), execution_options=QUIETLY)
