"""Give the demo's people what using the site leaves: last logins, guests' ends, elected parents."""

from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.demo.keys import Keys
from app.demo.texts import CLOCK, load, moment
from app.models import LastLogin, Membership, Person, PersonDuty
from app.queries.guests import guests
from app.rules.audience import Duty

GUESTS_END = date(2026, 7, 3)
"""The last day of the school year."""
BETWEEN = timedelta(hours=7)
"""How long after another the named people were last here."""
DELEGATES = "delegues-parents"


def store_logins(session: Session, keys: Keys, now: datetime) -> None:
    """Let the named people have signed in lately, or when the demo says (`now` is real time)."""
    rows = []
    for number, about in enumerate(load("people")["person"], 1):
        seen = about.get("last_seen")
        ago = CLOCK - moment(seen) if seen else number * BETWEEN
        rows.append({"person_id": keys.people[about["login"]], "at": now - ago})
    session.execute(insert(LastLogin), rows)


def store_guests_end(session: Session) -> None:
    """Let the access of guests end with the year, but for the one whom everybody forgot."""
    forgotten = [one["login"] for one in load("people")["person"] if "last_seen" in one]
    ids = session.scalars(
        guests().where(Person.login.not_in(forgotten)).with_only_columns(Person.id)
    )
    session.execute(
        update(Person).where(Person.id.in_(ids.all())).values(access_ends_on=GUESTS_END)
    )


def store_delegates(session: Session, keys: Keys) -> None:
    """Let the members of the delegates' group be the delegates whom all parents may know."""
    members = select(Membership.person_id).where(Membership.group_id == keys.groups[DELEGATES])
    rows = [
        {"person_id": person_id, "duty": Duty.PARENT_DELEGATE}
        for person_id in session.scalars(members.order_by(Membership.person_id))
    ]
    session.execute(insert(PersonDuty), rows)
