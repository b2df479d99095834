"""What each page says of a maintenance that is announced."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask_babel import gettext as _

from app.access import now, school
from app.days import period
from app.rules.maintenance import Maintenance
from app.templating import clock_time, long_date


@dataclass(frozen=True)
class Announced:
    """A maintenance in words; `has_begun` tells that the site may be away already."""

    title: str
    sentence: str
    note: str
    has_begun: bool


def init_maintenance(app: Flask) -> None:
    """Give the templates what is announced."""
    app.jinja_env.globals.update(announced_maintenance=announced_maintenance)


def announced_maintenance() -> Announced | None:
    """Return what this page says of a maintenance, nothing outside of its time."""
    found = school().announced
    return in_words(found, now()) if found is not None and found.is_shown(now()) else None


def in_words(one: Maintenance, at: datetime) -> Announced:
    """Say when the site will not be there, or until when it may be away."""
    begun = one.has_begun(at)
    if begun:
        title = _("Maintenance in progress")
        until = {"day": long_date(one.ends_at), "time": clock_time(one.ends_at)}
        sentence = _("The site may be unavailable until %(day)s, %(time)s.", **until)
    else:
        title = _("Maintenance announced")
        when = period(one.starts_at, one.ends_at)
        sentence = _("%(when)s, the site will not be available.", when=when)
    return Announced(str(title), str(sentence), one.note, begun)
