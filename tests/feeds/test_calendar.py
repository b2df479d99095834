"""Calendars, as a calendar program reads them."""

from datetime import UTC, date, datetime

from icalendar import Calendar, Component

from app.feeds.calendar import write_calendar
from app.queries.agenda import AgendaEvent

CHANGED = datetime(2026, 2, 1, 8, tzinfo=UTC)


def make_event(number: int = 1, **values: object) -> AgendaEvent:
    defaults: dict[str, object] = {
        "title": "Photos de classe",
        "place": None,
        "description": None,
        "all_day": False,
        "starts_at": datetime(2026, 3, 27, 16, 45, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 27, 18, 0, tzinfo=UTC),
        "changed_at": CHANGED,
        "rubrique_id": 1,
        "author_id": None,
        "rubrique_name": "Vie scolaire",
        "article_id": None,
        "article_title": None,
    }
    return AgendaEvent(id=number, **(defaults | values))  # type: ignore[arg-type]


def written(*events: AgendaEvent, name: str = "Collège") -> bytes:
    return write_calendar(
        name,
        events,
        host="college.example",
        address_of=lambda event: f"https://college.example/agenda?{event.id}",
    )


def read(body: bytes) -> list[Component]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_lines_end_as_they_must_and_are_short() -> None:
    body = written(make_event(title="Réunion très longue, " * 20))
    lines = body.split(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75


def test_an_event_with_hours_is_in_the_time_of_paris() -> None:
    winter = make_event()
    summer = make_event(
        2,
        starts_at=datetime(2026, 3, 30, 15, 45, tzinfo=UTC),
        ends_at=datetime(2026, 3, 30, 17, 0, tzinfo=UTC),
    )
    body = written(winter, summer)
    assert b"DTSTART;TZID=Europe/Paris:20260327T174500" in body
    assert b"DTSTART;TZID=Europe/Paris:20260330T174500" in body
    assert [event["DTSTART"].dt.astimezone(UTC) for event in read(body)] == [
        winter.starts_at,
        summer.starts_at,
    ]


def test_the_rules_of_paris_begin_in_the_time_that_they_end() -> None:
    """RFC 5545, 3.6.5: the onset is written in the local time just before it."""
    body = written()
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Paris" in body
    zone = next(iter(Calendar.from_ical(body).walk("VTIMEZONE")))
    rules = [
        (str(rule["TZNAME"]), rule["DTSTART"].dt.hour, rule["RRULE"].to_ical())
        for rule in zone.subcomponents
    ]
    assert rules == [
        ("CEST", 2, b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("CET", 3, b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    ]
    assert b"X-PUBLISHED-TTL:PT6H" in body


def test_whole_days_are_dates_and_the_end_is_the_day_after() -> None:
    event = make_event(
        all_day=True,
        starts_at=datetime(2026, 5, 27, 22, tzinfo=UTC),
        ends_at=datetime(2026, 5, 29, 22, tzinfo=UTC),
    )
    body = written(event)
    assert b"DTSTART;VALUE=DATE:20260528" in body
    assert b"DTEND;VALUE=DATE:20260530" in body
    assert read(body)[0]["DTEND"].dt == date(2026, 5, 30)


def test_the_night_of_summer_time_is_one_day() -> None:
    event = make_event(
        all_day=True,
        starts_at=datetime(2026, 3, 28, 23, tzinfo=UTC),
        ends_at=datetime(2026, 3, 29, 22, tzinfo=UTC),
    )
    assert b"DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330" in written(event)


def test_an_event_keeps_its_id_and_says_when_it_changed() -> None:
    event = read(written(make_event(7)))[0]
    assert event["UID"] == "evenement-7@college.example"
    assert event["DTSTAMP"].dt == CHANGED
    assert event["URL"] == "https://college.example/agenda?7"


def test_texts_are_escaped_and_come_back() -> None:
    event = make_event(
        title="Théâtre ; « Rivières », \\ fin\x00\x0c",
        place="Salle A, étage 2",
        description="Ligne 1\nLigne 2",
    )
    body = written(event, name="Collège, annexe")
    assert b"\x00" not in body
    assert b"\x0c" not in body
    back = read(body)[0]
    assert back["SUMMARY"] == "Théâtre ; « Rivières », \\ fin"
    assert back["LOCATION"] == "Salle A, étage 2"
    assert back["DESCRIPTION"] == "Ligne 1\nLigne 2"
    assert Calendar.from_ical(body)["X-WR-CALNAME"] == "Collège, annexe"


def test_an_empty_calendar_is_one() -> None:
    body = written()
    assert read(body) == []
    assert len(Calendar.from_ical(body).subcomponents) == 1
