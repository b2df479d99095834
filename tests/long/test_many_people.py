"""One's own page in a school of 100,000 people: the same questions, and nearly the same time."""

from statistics import median
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from app.extensions import db
from app.models import Group, GroupKind, Guardian, Membership, Person, PersonFunction
from app.rules.audience import Function, Guardianship, Part
from tests.statements import recorded
from tests.visits import saved, signed_in

pytestmark = pytest.mark.long

HOME, MANY, RUNS, SLOWER = "/accueil", 100_000, 9, 3
LOGINS = ("v.dubosc", "lou.dubosc", "m.estrade", "h.castagne")


def test_fifty_times_as_many_people_change_little(own_app: Flask) -> None:
    before = {login: measured(own_app, login) for login in LOGINS}
    fill(own_app)
    after = {login: measured(own_app, login) for login in LOGINS}
    assert {login: asked for login, (asked, _time) in after.items()} == {
        login: asked for login, (asked, _time) in before.items()
    }
    slow = {login: after[login][1] / before[login][1] for login in LOGINS}
    assert {login: ratio for login, ratio in slow.items() if ratio > SLOWER} == {}


def measured(app: Flask, login: str) -> tuple[int, float]:
    """Return how many questions a page asks, and the median seconds of processor time."""
    with saved(app) as session:
        person_id = session.scalars(select(Person.id).where(Person.login == login)).one()
        engine = db.engine
    client, times = signed_in(app, person_id), []
    client.get(HOME)
    with recorded(engine) as statements:
        assert client.get(HOME).status_code == 200
    for _ in range(RUNS):
        start = process_time()
        client.get(HOME)
        times.append(process_time() - start)
    asked = len([one for one in statements if one.startswith(("SELECT", "WITH"))])
    assert asked <= 10
    return asked, median(times)


def fill(app: Flask) -> None:
    """Add pupils to the classes, each with a parent, until there are 100,000 people."""
    with saved(app) as session:
        first = (session.scalar(select(func.max(Person.id))) or 0) + 2
        classes = session.scalars(select(Group.id).where(Group.kind == GroupKind.CLASS)).all()
        count = session.scalar(select(func.count()).select_from(Person)) or 0
        pupils = range(first, first + MANY - count, 2)
        for some in (pupils[start : start + 5_000] for start in range(0, len(pupils), 5_000)):
            both = [id_ for pupil in some for id_ in (pupil, pupil + 1)]
            people = [
                {"id": id_, "login": f"n{id_}", "first_name": "N", "last_name": f"N{id_}"}
                | {"sort_key": f"n{id_} n"}
                for id_ in both
            ]
            functions = [
                {
                    "person_id": id_,
                    "function": Function.ELV if id_ in some else Function.TUT,
                }
                for id_ in both
            ]
            seats = [
                {"person_id": id_, "part": Part.PUPIL, "group_id": classes[id_ % len(classes)]}
                for id_ in some
            ]
            ties = [
                {"adult_id": id_ + 1, "pupil_id": id_, "kind": Guardianship.LEGAL} for id_ in some
            ]
            for table, rows in (
                (Person, people),
                (PersonFunction, functions),
                (Membership, seats),
                (Guardian, ties),
            ):
                session.execute(insert(table), rows)
