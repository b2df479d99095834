"""Announcements in words: types, stages, what was done with them, when they show."""

from collections.abc import Mapping
from datetime import date, datetime, time

from flask_babel import format_date, pgettext
from flask_babel import gettext as _

from app.days import days_of
from app.rules.announcements import Severity, Stage
from app.templating import clock_time, local


def severity_name(severity: Severity) -> str:
    """Return what a type of announcement is called (guide p. 12)."""
    words: Mapping[Severity, str] = {
        Severity.ALERT: pgettext("announcement", "Alert"),
        Severity.WARNING: pgettext("announcement", "Warning"),
        Severity.INFO: pgettext("announcement", "Information"),
    }
    return words[severity]


def stages_name(stage: Stage) -> str:
    """Return what the announcements of a stage are called."""
    words: Mapping[Stage, str] = {
        Stage.DRAFT: pgettext("announcements", "Drafts"),
        Stage.REFUSED: pgettext("announcements", "Refused"),
        Stage.PENDING: pgettext("announcements", "To approve"),
        Stage.SCHEDULED: pgettext("announcements", "Scheduled"),
        Stage.ONLINE: pgettext("announcements", "Online"),
        Stage.ENDED: pgettext("announcements", "Ended"),
        Stage.DECLINED: pgettext("announcements", "Not passed on"),
    }
    return words[stage]


def deed_in_words(action: str) -> str:
    """Return what was done with an announcement, as its history says it."""
    words = {
        "create": _("Written"),
        "edit": _("Text changed"),
        "change": _("Text changed"),
        "send": _("Sent"),
        "submit": _("Submitted for approval"),
        "withdraw": _("Submission withdrawn"),
        "approve": _("Approved"),
        "refuse": _("Refused"),
        "recall": _("Called back before its start"),
        "end": _("Ended"),
        "decline": _("Not passed on by the school"),
        "pass_on": _("Passed on by the school"),
    }
    return str(words.get(action, _("Changed")))


def period(starts_at: datetime, ends_at: datetime) -> str:
    """Return when an announcement shows: "24 mars 2026, de 6 h à 18 h", once translated."""
    first, last = (_day(day) for day in days_of(starts_at, ends_at))
    whole = all(local(one).time() == time(0) for one in (starts_at, ends_at))
    hours = {"start": clock_time(starts_at), "end": clock_time(ends_at)}
    if whole and first == last:
        return first
    elif whole:
        return str(_("From %(first)s to %(last)s", first=first, last=last))
    elif first == last:
        return str(_("%(day)s, from %(start)s to %(end)s", day=first, **hours))
    else:
        end = _day(local(ends_at).date())
        return str(
            _("From %(first)s, %(start)s, to %(last)s, %(end)s", first=first, last=end, **hours)
        )


def _day(day: date) -> str:
    text = str(format_date(day, "d MMMM y"))
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text
