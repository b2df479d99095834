"""Jobs in words: what each kind does, where it stands, and why it failed."""

import re
from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.models import JobState

KINDS: Mapping[str, LazyString] = {
    "mail": _l("Mail"),
    "mail_notice": _l("Mail about an article"),
    "digest": _l("Mails of the day"),
    "end_guests": _l("End of the guests’ access"),
    "digest_person": _l("Mail of the day to one person"),
    "announced": _l("Telling people of an announcement"),
    "mail_announced": _l("Mail about an announcement"),
    "announced_digest": _l("Announcements of the day by mail"),
    "announced_digest_person": _l("Announcements of the day to one person"),
    "purge": _l("Daily clean-up"),
    "batch": _l("Change of many articles"),
    "directory_read": _l("Reading of a directory"),
    "directory_apply": _l("Import of a directory"),
    "check": _l("Check of what went online"),
    "check_all": _l("Check of everything online"),
    "external_feed": _l("First look at a feed of another site"),
    "external_feeds": _l("Feeds of other sites"),
}
STATES: Mapping[JobState, LazyString] = {
    JobState.FAILED: _l("Failed"),
    JobState.RUNNING: _l("Running"),
    JobState.WAITING: _l("Waiting"),
}
EMPTY: Mapping[JobState, tuple[LazyString, LazyString]] = {
    JobState.FAILED: (_l("Nothing has failed"), _l("All is well: there is nothing to do here.")),
    JobState.RUNNING: (
        _l("Nothing is running"),
        _l("A job is here while it is done: a mail for a second, an import for minutes."),
    ),
    JobState.WAITING: (
        _l("Nothing waits"),
        _l("All that was asked for is done. What is to come at a moment would stand here."),
    ),
}
"""What an empty list says of itself."""

_REASONS: Sequence[tuple[str, LazyString]] = (
    (
        "SMTPAuthenticationError",
        _l("The mail server refuses the account of the site: its name or password is wrong."),
    ),
    (
        "SMTPRecipientsRefused.* 5|not a mail address",
        _l("There is no such mail address: have it corrected in the directory."),
    ),
    ("SMTP.* 4", _l("The mail server asks to come back later.")),
    ("SMTP.* 5", _l("The mail server refuses this mail for good.")),
    (
        "SMTP|Connection|TimeoutError|gaierror|SSL|unreachable",
        _l("The mail server, or another machine, does not answer."),
    ),
    ("OperationalError|InterfaceError", _l("The database did not answer.")),
    ("No space left|Disk quota|File too large", _l("The disk of the server is full.")),
    ("PermissionError|Read-only", _l("The server may not write where it has to.")),
    (
        "the worker was ended",
        _l("The program that does the jobs was ended each time, perhaps for want of memory."),
    ),
    ("nothing does jobs of kind", _l("This version of the site does not know such jobs.")),
)
"""What an error is made known by (`app/jobs/errors.py: describe`), and what it means."""


def kind_words(kind: str) -> str:
    """Say what a kind of job does; one without words is shown as it is recorded."""
    return str(KINDS.get(kind, kind))


def reason_words(error: str | None) -> str:
    """Say why a job failed, as far as whoever reads it can do something about it."""
    if not error:
        return ""
    for mark, words in _REASONS:
        if re.search(mark, error):
            return str(words)
    return str(_l("A fault of the program: tell whoever looks after the server."))
