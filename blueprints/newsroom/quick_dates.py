"""Days that are often chosen for an article, one press away in its form."""

from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SUMMER = (7, 5)
"""Month and day on which lists let go of what was for one school year."""

Choices = list[tuple[LazyString, str]]


def quick_dates(today: date) -> dict[str, Choices]:
    """Return, by field, words and the moment in Paris as the field takes it.

    An end is the midnight after the last day.
    """
    summer = date(today.year, *SUMMER)
    if summer <= today:
        summer = date(today.year + 1, *SUMMER)
    return {
        "starts_at": [
            (_l("Tomorrow at 8"), f"{today + timedelta(days=1)}T08:00"),
            (_l("Monday at 8"), f"{today + timedelta(days=7 - today.weekday())}T08:00"),
        ],
        "ends_at": [
            (_l("In a week"), f"{today + timedelta(days=8)}T00:00"),
            (_l("In a month"), f"{today + timedelta(days=31)}T00:00"),
            (_l("At the end of the school year"), f"{summer}T00:00"),
        ],
    }
