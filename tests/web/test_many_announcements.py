"""One's own page asks the database ten questions at the most, of whatever is in it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import (
    Announcement,
    AnnouncementTarget,
    Guardian,
    Membership,
    Person,
    PersonFunction,
)
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Function, Guardianship, Part
from tests.factories import NOW
from tests.filling import count_rows, new_people
from tests.layouts import counted_queries
from tests.statements import recorded
from tests.visits import saved, signed_in
from tests.web.family_school import HOME, School, announced, make_school, read

MOST = 10
LOGINS = ("v.dubosc", "lou.dubosc", "m.estrade", "h.castagne", "c.lafforgue", "n.pujol", "admin",
          "insp.hg")  # fmt: skip


def questions(school: School, who: str) -> int:
    """Count the questions of a page that begins no visit."""
    client = school.come(who)
    client.get(HOME)
    with counted_queries() as statements:
        assert client.get(HOME).status_code == 200
    return len([one for one in statements if one.startswith(("SELECT", "WITH"))])


@pytest.mark.usefixtures("demo_day")
def test_the_number_of_questions_is_constant(app: Flask) -> None:
    school = make_school(app)
    everybody = list(school.people)
    with saved(app) as session:
        add_announcements(session, school, range(1, 11))
    few = [questions(school, who) for who in everybody]
    with saved(app) as session:
        add_announcements(session, school, range(11, 5_001))
        add_families(session, school, 1_800)
        count_rows(session)
    assert [questions(school, who) for who in everybody] == few
    assert max(few) <= MOST
    titles = announced(read(school.come("mother")))
    assert len(titles) == 12
    assert titles[0] == "Annonce 5000"


@pytest.mark.usefixtures("demo_day")
def test_the_first_look_of_a_visit_asks_no_more_before_it_answers(app: Flask) -> None:
    school = make_school(app)
    with counted_queries() as statements:
        school.come("mother").get(HOME)
    first = next(n for n, one in enumerate(statements) if "home_visit" in one)
    written = next(
        n for n, one in enumerate(statements) if one.startswith("INSERT INTO home_visit")
    )
    assert first < written == len(statements) - 1


@pytest.mark.long
def test_of_the_demo_school_too(own_app: Flask) -> None:
    with saved(own_app) as session:
        rows = session.execute(select(Person.login, Person.id).where(Person.login.in_(LOGINS)))
        people = {row.login: row.id for row in rows}
        engine = db.engine
    found = {}
    for login, id_ in people.items():
        client = signed_in(own_app, id_)
        client.get(HOME)
        with recorded(engine) as statements:
            assert client.get(HOME).status_code == 200
        found[login] = len([one for one in statements if one.startswith(("SELECT", "WITH"))])
    assert len(found) == len(LOGINS)
    assert {login: count for login, count in found.items() if count > MOST} == {}


def add_announcements(session: Session, school: School, numbers: range) -> None:
    """Add announcements to everybody and to the parents of 4B, the later the newer."""
    start = NOW - timedelta(days=9)
    session.execute(
        insert(Announcement),
        [
            {"id": 100 + number, "severity": Severity.WARNING, "title": f"Annonce {number}"}
            | {"status": AnnouncementStatus.ONLINE, "body": "", "created_at": start}
            | {"starts_at": start + timedelta(seconds=number), "ends_at": NOW + timedelta(days=1)}
            for number in numbers
        ],
    )
    keys = ("members", school.key("4B", Part.PARENT))
    session.execute(
        insert(AnnouncementTarget),
        [{"announcement_id": 100 + number, "key": key} for number in numbers for key in keys],
    )


def add_families(session: Session, school: School, number: int) -> None:
    """Add pupils to 4B, each with a parent of his own."""
    ids = new_people(session, number)
    session.execute(
        insert(Person),
        [
            {"id": id_, "login": f"p{id_}", "first_name": "P", "last_name": "Q", "sort_key": "q p"}
            for id_ in ids
        ],
    )
    session.execute(
        insert(PersonFunction),
        [{"person_id": id_, "function": Function.TUT if id_ % 2 else Function.ELV} for id_ in ids],
    )
    pupils = [id_ for id_ in ids if id_ % 2 == 0]
    session.execute(
        insert(Membership),
        [{"person_id": id_, "group_id": school.groups["4B"], "part": Part.PUPIL} for id_ in pupils],
    )
    session.execute(
        insert(Guardian),
        [{"adult_id": id_ + 1, "pupil_id": id_, "kind": Guardianship.LEGAL} for id_ in pupils],
    )
