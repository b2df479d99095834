"""Keys that nobody can hold: each form refuses them, and none makes the database or Python fail."""

from itertools import cycle

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget, Person, ServiceLink
from app.queries.holders import holders
from app.queries.recipients import count_reached
from app.text.person_keys import person_keys
from tests.visits import saved
from tests.web.announcement_pages import NEW, Office, make_office
from tests.web.services_kit import NEW as NEW_SERVICE
from tests.web.services_kit import TYPED

pytestmark = pytest.mark.usefixtures("demo_day")

DIGITS = "9" * 5_000
KEYS = (
    f"group:{DIGITS}/pupil",
    f"user:{DIGITS}",
    "group:99999999999/pupil",
    "user:99999999999",
    "user:-1",
    "user:1.0",
    "user:\u0661",
    "user:",
    "user:x",
    "group:1/",
    "group:1",
    "group:/pupil",
    "group:1/king",
    "group:01/pupil",
    "profile:",
    "profile:king",
    "function:",
    "duty:\u0000",
    "\u0000",
    "members\u0000",
    "group:1\u0000/pupil",
    "user:1\u0000",
    ":",
    "public",
    "",
)
"""More digits than Python reads or a database holds, half of what a key has, a NUL in it."""


@pytest.fixture
def office(app: Flask) -> Office:
    return make_office(app)


def test_no_announcement_is_sent_to_them(office: Office) -> None:
    good = office.key("4B")
    for key, do in zip(KEYS, cycle(("send", "submit", "save")), strict=False):
        answer = office.post("head", NEW, **office.typed(do, good, key))
        assert answer.status_code == 422, (key[:30], do)
    with saved(office.app) as session:
        assert session.scalars(select(Announcement)).all() == []
        assert session.scalars(select(AnnouncementTarget)).all() == []


def test_none_is_proposed_or_counted_while_one_chooses(office: Office) -> None:
    client = office.browsers["head"]
    good = office.key("4B")
    for key, verb in zip(KEYS, cycle(("add:", "remove:")), strict=False):
        answer = client.get(NEW, query_string={"pour": [key, good]})
        assert answer.status_code == 200, key[:30]
        assert f'value="{good}"' in answer.text
        fields = {"target": [key, good], "target-do": verb + key, "target-words": key}
        answer = office.post("head", "/communication/annonces/portee", **fields)
        assert answer.status_code == 200, (key[:30], verb)
        answer = client.get("/communication/annonces", query_string={"cible": key, "auteur": key})
        assert answer.status_code in (200, 422), key[:30]


def test_nobody_is_named_whom_one_may_not_know(office: Office) -> None:
    """A teacher's link that proposes a person's key tells no name."""
    with saved(office.app) as session:
        names = {"first_name": "Inconnue", "last_name": "Zola"}
        session.add(Person(login="x", **names, **person_keys(**names)))
        session.flush()
        id_ = session.scalars(select(Person.id).where(Person.login == "x")).one()
    page = office.browsers["teacher"].get(NEW, query_string={"pour": f"user:{id_}"})
    assert page.status_code == 200
    assert "Zola" not in page.get_data(as_text=True)


def test_no_service_is_for_them(office: Office) -> None:
    for key in KEYS:
        fields = TYPED | {"target": ["members", key]}
        answer = office.post("head", NEW_SERVICE, **fields)
        assert answer.status_code == 422, key[:30]
    with saved(office.app) as session:
        assert session.scalars(select(ServiceLink)).all() == []


def test_nobody_holds_them(session: Session) -> None:
    for key in KEYS:
        if "\u0000" not in key:
            assert session.scalars(holders([key])).all() == [], key[:30]
            assert count_reached(session, [key]).total == 0
