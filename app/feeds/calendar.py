"""iCalendar (RFC 5545): the events of an agenda for calendar programs."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from app.days import days_of
from app.feeds.entries import fit_for_xml, one_line
from app.queries.agenda import AgendaEvent
from app.templating import PARIS

MIME_TYPE = "text/calendar"
REFRESH_AFTER = timedelta(hours=6)
WINTER_OFFSET = timedelta(hours=1)
SUMMER_OFFSET = timedelta(hours=2)


def write_calendar(
    name: str,
    events: Sequence[AgendaEvent],
    *,
    host: str,
    address_of: Callable[[AgendaEvent], str],
) -> bytes:
    """Return events as a calendar; `host` makes their ids unique, `address_of` is absolute."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-wr-timezone", str(PARIS))
    calendar.add("refresh-interval", REFRESH_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_AFTER))
    calendar.add_component(_time_zone())
    for event in events:
        calendar.add_component(_component(event, host, address_of(event)))
    return bytes(calendar.to_ical())


def _component(event: AgendaEvent, host: str, address: str) -> Event:
    component = Event()
    component.add("uid", f"evenement-{event.id}@{host}")
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    if event.all_day:
        first, last = days_of(event.starts_at, event.ends_at)
        component.add("dtstart", first)
        component.add("dtend", last + timedelta(days=1))
        component.add("transp", "TRANSPARENT")
    else:
        component.add("dtstart", event.starts_at.astimezone(PARIS))
        component.add("dtend", event.ends_at.astimezone(PARIS))
    component.add("summary", one_line(event.title))
    if event.place:
        component.add("location", one_line(event.place))
    if event.description:
        component.add("description", fit_for_xml(event.description))
    component.add("categories", [one_line(event.rubrique_name)])
    component.add("url", address)
    return component


def _time_zone() -> Timezone:
    """Return the rules of Paris (directive 2000/84/EC): one hour is skipped, one comes twice.

    They are there without events too: a calendar holds at least one component. Each rule begins in
    the time that it ends.
    """
    zone = Timezone()
    zone.add("tzid", str(PARIS))
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for rule, name, begins, month, before, after in (
        (summer, "CEST", datetime(1996, 3, 31, 2), 3, WINTER_OFFSET, SUMMER_OFFSET),  # noqa: DTZ001
        (winter, "CET", datetime(1996, 10, 27, 3), 10, SUMMER_OFFSET, WINTER_OFFSET),  # noqa: DTZ001
    ):
        rule.add("tzname", name)
        rule.add("dtstart", begins)
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", after)
        zone.add_component(rule)
    return zone
