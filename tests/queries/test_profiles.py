"""Who is of which profile: the same for who asks, who is reached, and who is listed."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person, PersonDuty
from app.queries.held_keys import held_keys
from app.queries.holders import holders
from app.queries.profiles import is_of_profile
from app.queries.recipients import count_reached
from app.queries.viewers import viewer_of
from app.rules.audience import Duty, Function, Profile
from tests.factories import make_person

ALL = {f"profile:{one}" for one in Profile}


@pytest.fixture
def people(session: Session) -> dict[str, Person]:
    """One person of each function, a guest of no function, and a technical account."""
    found = {function.value: make_person(session, function) for function in Function}
    found |= {name: make_person(session) for name in ("guest", "admin")}
    found["guest"].functions = found["admin"].functions = []
    found["admin"].duties.append(PersonDuty(duty=Duty.ADMIN))
    session.flush()
    return found


@pytest.mark.parametrize("profile", Profile)
def test_all_agree_on_who_is_of_a_profile(
    session: Session, people: dict[str, Person], profile: Profile
) -> None:
    key = f"profile:{profile}"
    holds = {one.id for one in people.values() if key in viewer_of(session, one.id).keys}
    assert set(session.scalars(holders([key]))) == holds
    assert set(session.scalars(select(Person.id).where(is_of_profile(profile)))) == holds
    assert count_reached(session, [key]).by_profile[profile] == len(holds)
    assert len(holds) >= 1
    assert people["admin"].id not in holds
    assert (people["guest"].id in holds) is (profile is Profile.OTHER)


def test_a_guest_without_a_function_makes_his_profile_held(
    session: Session, people: dict[str, Person]
) -> None:
    assert held_keys(session, ALL) == ALL
    for name, person in people.items():
        if name != "guest":
            session.delete(person)
    session.flush()
    assert held_keys(session, ALL) == {"profile:other"}
    people["guest"].duties.append(PersonDuty(duty=Duty.ADMIN))
    session.flush()
    assert held_keys(session, ALL) == set()
