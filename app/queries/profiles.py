"""Who is of a profile, as `rules.audience.keys_of` says it of one person."""

from sqlalchemy import ColumnElement, and_, or_, select

from app.models import Person, PersonDuty, PersonFunction
from app.rules.audience import Profile, functions_of


def is_of_profile(profile: Profile) -> ColumnElement[bool]:
    """Tell whose function makes a profile; guests are also those who have no place at all."""
    has = Person.id.in_(
        select(PersonFunction.person_id).where(PersonFunction.function.in_(functions_of(profile)))
    )
    return or_(has, has_no_place()) if profile is Profile.OTHER else has


def has_no_place() -> ColumnElement[bool]:
    """Tell who holds no function and no duty."""
    function = select(PersonFunction.person_id).where(PersonFunction.person_id == Person.id)
    duty = select(PersonDuty.person_id).where(PersonDuty.person_id == Person.id)
    return and_(
        ~function.correlate(Person).exists(),
        ~duty.correlate(Person).exists(),
    )
