"""Days as people in Paris see them; when an event is and how long a notice shows, in words."""

import re
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext as _

from app.queries.agenda import AgendaEvent
from app.rules.wall_clock import moment_at
from app.templating import PARIS, clock_time, dated, local

YEARS = range(2000, 2200)


def first_moment(day: date) -> datetime:
    """Return the moment at which a day begins in Paris; a day has 23 to 25 hours."""
    return datetime.combine(day, time(0), PARIS)


def moment_typed(text: str, *, is_end: bool = False) -> datetime:
    """Return a moment as a form gives it: "2026-03-24T17:45", or a day alone.

    A day runs from its first moment in Paris to the first one of the next day (DESIGN, "Time").
    Raises ValueError for anything else, and for years that no school plans.
    """
    typed = text.strip().replace(" ", "T")
    moment = datetime.fromisoformat(typed)
    if moment.tzinfo is not None or moment.year not in YEARS:
        raise ValueError(text)
    if "T" in typed:
        return moment_at(moment.date(), moment.time())
    day = moment.date() + timedelta(days=1) if is_end else moment.date()
    return first_moment(day).astimezone(UTC)


def typed_moment(moment: datetime) -> str:
    """Return a moment as a field of a form holds it, to the minute."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def days_of(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """Return the first and the last day on which an event happens; `ends_at` is just after it."""
    return local(starts_at).date(), local(ends_at - timedelta(microseconds=1)).date()


def when(starts_at: datetime, ends_at: datetime, *, all_day: bool) -> str:
    """Return "Toute la journée", "De 17 h 45 à 19 h" or "Du 28 au 29 mai", once translated."""
    first, last = days_of(starts_at, ends_at)
    hours = {"start": clock_time(starts_at), "end": clock_time(ends_at)}
    if first == last and all_day:
        words = _("All day")
    elif first == last:
        words = _("From %(start)s to %(end)s", **hours)
    elif all_day:
        words = _("From %(first)s to %(last)s", **_days(first, last))
    else:
        words = _(
            "From %(first)s, %(start)s, to %(last)s, %(end)s",
            **{**_days(first, last), "first": _day(first, "d MMMM"), **hours},
        )
    return str(words)


def period(starts_at: datetime, ends_at: datetime) -> str:
    """Return when an announcement shows, once translated.

    "Le mardi 24 mars 2026, de 6 h à 18 h", "Du lundi 23 mars, 10 h, au vendredi 27 mars 2026":
    what begins or ends with a day needs no time.
    """
    first, last = days_of(starts_at, ends_at)
    start = "" if starts_at == first_moment(first) else clock_time(starts_at)
    end = "" if ends_at == first_moment(last + timedelta(days=1)) else clock_time(ends_at)
    if first == last:
        return _hours_of(_day(first, "EEEE d MMMM y"), start, end)
    elif not start:
        began = _day(first, f"EEEE {_unshared(first, last)}")
    else:
        whole = "d MMMM" if first.year == last.year else "d MMMM y"
        began = f"{_day(first, f'EEEE {whole}')}, {start},"
    ended = _day(last, "EEEE d MMMM y") + (f", {end}" if end else "")
    return str(_("From %(first)s to %(last)s", first=began, last=ended))


def _hours_of(day: str, start: str, end: str) -> str:
    """Say the hours of one day; an empty one is where the day itself begins or ends."""
    if start and end:
        words = _("On %(day)s, from %(start)s to %(end)s", day=day, start=start, end=end)
    elif start:
        words = _("On %(day)s, from %(start)s on", day=day, start=start)
    elif end:
        words = _("On %(day)s, until %(end)s", day=day, end=end)
    else:
        words = _("On %(day)s", day=day)
    return str(words)


def moment_and_place(event: AgendaEvent) -> str:
    """Return when an event is, then where: "Du 28 au 29 mai · Salle polyvalente"."""
    moment = when(event.starts_at, event.ends_at, all_day=event.all_day)
    return " · ".join(part for part in (moment, event.place) if part)


def _days(first: date, last: date) -> dict[str, str]:
    """Name two days without saying twice the month or the year that they share."""
    whole = "d MMMM" if first.year == last.year else "d MMMM y"
    return {"first": _day(first, _unshared(first, last)), "last": _day(last, whole)}


def _unshared(first: date, last: date) -> str:
    """Return the pattern of a first day without the month or the year of the last."""
    if first.year != last.year:
        return "d MMMM y"
    return "d MMMM" if first.month != last.month else "d"


def _day(day: date, pattern: str) -> str:
    return re.sub(r"\b1\b", "1er", dated(day, pattern), count=1)
