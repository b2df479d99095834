"""Make a real school in an empty database: its name, its number and its first administrator."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.codes import issue_activation_codes
from app.actions.log import record
from app.actions.settings import hold_settings
from app.models import Person, PersonDuty, Setting, Source
from app.rules.audience import Duty
from app.text.logins import new_login
from app.text.person_keys import person_keys


class SchoolExists(Exception):
    """The database holds a school already."""


def found_school(
    session: Session, now: datetime, name: str, uai: str,
    first_name: str, last_name: str, email: str | None,
) -> tuple[Person, str]:  # fmt: skip
    """Return the first administrator, and the code by which that account is opened.

    Everything else is arranged on the site by that account: who is head, the directory, the pages.
    Raises SchoolExists where there is somebody, or a setting, already.
    """
    hold_settings(session)
    if session.scalar(select(Person.id).limit(1)) or session.scalar(select(Setting.name).limit(1)):
        raise SchoolExists
    session.add_all([Setting(name="name", value=name), Setting(name="uai", value=uai)])
    person = Person(
        login=new_login(first_name, last_name, (), is_pupil=False),
        first_name=first_name,
        last_name=last_name,
        **person_keys(first_name, last_name),
        email=email,
        source=Source.LOCAL,
        duties=[PersonDuty(duty=Duty.ADMIN)],
    )
    session.add(person)
    session.flush()
    record(session, now, None, "found", "school", None, name=name, administrator=person.id)
    return person, open_account(session, now, person)


def open_account(session: Session, now: datetime, person: Person) -> str:
    """Return a code by which a person sets a password, whatever became of the one before."""
    codes = issue_activation_codes(session, datetime.now(UTC), [person.id], None)
    record(session, now, None, "issue_code", "person", person.id)
    return codes[person.id]
