"""Who may answer for the site, and whether whom the settings name still does."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Person, PersonDuty
from app.queries.school import School
from app.rules.audience import Duty
from app.text.stems import fold


class Doubt(StrEnum):
    """Why whom the settings name as publication director may be so no longer."""

    LEFT = "left"
    NOT_HEAD = "not_head"


def heads(session: Session) -> Sequence[tuple[int, str]]:
    """Return the ids and names of those who are head of the school."""
    rows = session.execute(
        select(Person.id, Person.full_name)
        .join(PersonDuty, PersonDuty.person_id == Person.id)
        .where(PersonDuty.duty == Duty.HEAD, Person.is_active)
        .order_by(Person.sort_key, Person.id)
    )
    return [(id_, name) for id_, name in rows]


def doubt_about_director(session: Session, school: School) -> Doubt | None:
    """Return what is wrong with the publication director whom the settings name, if anything.

    An account that was chosen from the directory decides; a name that was typed is looked for
    among the heads.
    """
    if not school.director_name:
        return None
    current = heads(session)
    if school.director_id is not None:
        if school.director_id in {id_ for id_, _ in current}:
            return None
        is_here = select(Person.id).where(Person.id == school.director_id, Person.is_active)
        return Doubt.NOT_HEAD if session.scalar(is_here) else Doubt.LEFT
    if _same(school.director_name) in {_same(name) for _, name in current}:
        return None
    return Doubt.NOT_HEAD


def _same(name: str) -> str:
    return " ".join(fold(name).split())
