"""People and groups to choose from."""

from flask import Flask

from app.models import GroupKind, Guardian, PersonDuty
from app.rules.audience import Duty, Function, Guardianship, Part
from tests.factories import NOW, make_group, make_person
from tests.visits import saved


def make_targets(app: Flask) -> dict[str, int]:
    """Add a class of a level, a free group, one that has ended, and their people; by their ids."""
    with saved(app) as session:
        people = {
            "head": make_person(session, Function.DIR, last_name="Castagné"),
            "teacher": make_person(session, Function.ENS, last_name="Estrade"),
            "pupil": make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc"),
            "other": make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff"),
            "parent": make_person(session, Function.TUT, last_name="Dubosc"),
        }
        people["head"].duties.append(PersonDuty(duty=Duty.HEAD))
        level = make_group(session, "4e", kind=GroupKind.LEVEL)
        inside = [(people["teacher"], Part.TEACHER), (people["pupil"], Part.PUPIL)]
        group = make_group(session, "4B", *inside, kind=GroupKind.CLASS)
        group.level_id = level.id
        free = make_group(session, "Éco-délégués", (people["pupil"], Part.MEMBER))
        ended = make_group(session, "Ancien club", (people["other"], Part.MEMBER))
        ended.ended_at = NOW
        empty = make_group(session, "4Z", kind=GroupKind.CLASS)
        adult_id, pupil_id = people["parent"].id, people["pupil"].id
        session.add(Guardian(adult_id=adult_id, pupil_id=pupil_id, kind=Guardianship.LEGAL))
        groups = {"4e": level, "4B": group, "free": free, "ended": ended, "empty": empty}
        return {name: one.id for name, one in {**people, **groups}.items()}
