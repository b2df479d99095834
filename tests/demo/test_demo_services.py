"""Who sees which service of the demo school."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import Person
from app.queries.services import read_services
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS

pytestmark = pytest.mark.usefixtures("demo")

PRONOTE, GAR, ELEA = "Pronote", "GAR Médiacentre", "Éléa"
PUPILS, TEACHERS = "Avenir(s)", "Avenir(s) pour les enseignants"


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("lou.dubosc", [PRONOTE, GAR, ELEA, PUPILS]),
        ("tom.dubosc", [PRONOTE, GAR, ELEA]),
        ("v.dubosc", [PRONOTE]),
        ("m.estrade", [PRONOTE, GAR, ELEA, TEACHERS]),
        ("h.castagne", [PRONOTE, ELEA]),
        ("insp.hg", [PRONOTE]),
    ],
)
def test_each_sees_his_own(login: str, expected: list[str]) -> None:
    person_id = db.session.scalars(select(Person.id).where(Person.login == login)).one()
    found = read_services(db.session(), viewer_of(db.session(), person_id))
    assert [one.title for one in found] == expected


def test_a_visitor_sees_none() -> None:
    assert read_services(db.session(), ANONYMOUS) == []
