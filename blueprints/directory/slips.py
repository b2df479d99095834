"""The slips that are cut out: who opens which account, with which code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.access import actor, rights, viewer
from app.actions.codes import issue_activation_codes
from app.extensions import db
from app.models import Person
from app.queries.activation import belongings, duties_of, holders_of_more
from app.rules.access_codes import may_issue_code_for


@dataclass(frozen=True)
class Slip:
    """One slip; `belongs` are the classes, or the children with theirs."""

    name: str
    login: str
    belongs: str
    code: str


def permitted(people: Sequence[Person]) -> list[Person]:
    """Return those of these people for whom the viewer may print a code."""
    ids = [person.id for person in people]
    duties, stronger = duties_of(db.session(), ids), holders_of_more(db.session(), ids, rights())
    return [
        person
        for person in people
        if may_issue_code_for(
            viewer(), person.id, duties.get(person.id, set()), holds_more=person.id in stronger
        )
    ]


def make_slips(people: Sequence[Person]) -> list[Slip]:
    """Give each of these people a new code, in the caller's transaction."""
    ids = [person.id for person in people]
    codes = issue_activation_codes(db.session(), datetime.now(UTC), ids, actor())
    belongs = belongings(db.session(), ids)
    return [
        Slip(
            person.full_name,
            person.login,
            " · ".join(belongs.get(person.id, ())),
            codes[person.id],
        )
        for person in people
    ]
