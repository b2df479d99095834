"""What waits among the events stands on the page of those who decide, or who wrote it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Event, EventSeries, Rubrique
from app.rules.repeating import Repeats
from app.rules.workflow import Status
from tests.factories import NOW
from tests.visits import saved
from tests.web.family_school import School, make_school, read, said
from tests.web.test_personal_home import office, words_for

EVENTS_TO_APPROVE = (
    "%(num)d event waits for your approval",
    "%(num)d events wait for your approval",
)
EVENTS_REFUSED = (
    "%(num)d event of yours was refused: read why",
    "%(num)d events of yours were refused: read why",
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_events_wait_for_those_who_approve_them(school: School) -> None:
    with saved(school.app) as session:
        series = EventSeries(repeats=Repeats.WEEKLY, until=NOW.date())
        session.add(series)
        session.flush()
        for number in range(3):
            waits = {"status": Status.PENDING, "waiting_since": NOW, "series_id": series.id}
            add_event(session, school, f"Réunion {number}", **waits)
        changed = add_event(session, school, "Sortie", waiting_since=NOW)
        changed.proposed = {"title": "Sortie, bis"}
    expected = [(words_for(EVENTS_TO_APPROVE, 2), "/publication/evenements?vue=a-valider")]
    for who, decides in {"head": True, "teacher": True, "mother": False, "lou": False}.items():
        assert agenda(school, who) == (expected if decides else []), who
    listed = said(read(school.come("head"), expected[0][1]))
    assert "Réunion 0" in listed
    assert "Sortie" in listed


def test_a_refused_event_waits_for_its_author_until_it_is_over(school: School) -> None:
    with saved(school.app) as session:
        for who in ("teacher", "mother"):
            told = {"author_id": school.people[who], "refusal": "Trop long"}
            add_event(session, school, f"De {who}", status=Status.DRAFT, **told)
        told = {"author_id": school.people["teacher"], "refusal": "Trop court"}
        add_event(session, school, "La fête", proposed={"title": "La fête, bis"}, **told)
        over = {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)}
        add_event(session, school, "Hier", status=Status.DRAFT, **told | over)
        add_event(session, school, "Renvoyée", status=Status.PENDING, waiting_since=NOW, **told)
    [_approve, (said_of_it, url)] = agenda(school, "teacher")
    assert said_of_it == words_for(EVENTS_REFUSED, 2)
    listed = said(read(school.come("teacher"), url))
    for title, is_there in {"De teacher": True, "La fête": True, "Hier": False}.items():
        assert (title in listed) is is_there
    assert words_for(EVENTS_REFUSED, 2) not in said(read(school.come("head")))


def agenda(school: School, who: str) -> list[tuple[str, str]]:
    """Return what waits for somebody among the events, each with its address."""
    return [one for one in office(school, who) if one[1].startswith("/publication/evenements")]


def add_event(session: Session, school: School, title: str, **about: Any) -> Event:
    """Add an event to the agenda of 6A, two days ahead."""
    session.get_one(Rubrique, school.rubriques["6A"]).has_agenda = True
    start = NOW + timedelta(days=2)
    about = {"starts_at": start, "ends_at": start + timedelta(hours=1), **about}
    event = Event(title=title, rubrique_id=school.rubriques["6A"], changed_at=NOW, **about)
    session.add(event)
    session.flush()
    return event
