"""How a job ends that does not end well."""

import re
from smtplib import SMTPRecipientsRefused, SMTPResponseException

LONGEST = 200
QUOTED = re.compile(r"\S+@\S+|'[^']*'|\"[^\"]*\"")


class Hopeless(Exception):
    """What a handler raises when trying again would change nothing; its text names nobody."""


class LeaseLost(Exception):
    """Another worker has taken the job over: nothing of what was done since counts."""


class WorkerStops(Exception):
    """The worker was told to end; the job goes on later, from what it has committed."""


def describe(error: BaseException) -> str:
    """Return what went wrong in a few words, without anything that could name a person.

    Of an error that is not our own only the class is told, with a code where there is one.
    """
    name = type(error).__name__
    if isinstance(error, Hopeless):
        return QUOTED.sub("…", str(error))[:LONGEST]
    elif isinstance(error, SMTPResponseException):
        return f"{name} {error.smtp_code}"
    elif isinstance(error, SMTPRecipientsRefused):
        return " ".join([name, *sorted({str(code) for code, _ in error.recipients.values()})])
    elif isinstance(error, OSError) and error.errno and error.strerror:
        return f"{name}: {error.strerror}"
    else:
        return name
