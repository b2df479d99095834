"""What the mails about announcements say; the whole text is read on the site, by who may."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.days import period
from app.jobs.letters import rendered
from app.queries.announced import AnnouncedLine
from app.queries.school import School
from app.templating import absolute_url
from app.text.excerpts import excerpt, plain_text
from app.wording import severity_name

ANNOUNCEMENT = "/annonces/{id}"
FIRST_WORDS = 200
"""Characters of an announcement that a mail quotes."""


def announced_headline(line: AnnouncedLine) -> str:
    """Say how grave an announcement is, and its title."""
    severity = severity_name(line.severity)
    return str(_("%(severity)s: “%(title)s”", severity=severity, title=line.title))


def first_words(line: AnnouncedLine) -> str:
    """Return the beginning of an announcement as plain text."""
    return excerpt(plain_text(line.body), FIRST_WORDS)


def where_to_read(line: AnnouncedLine) -> str:
    """Return the address of an announcement."""
    return absolute_url(ANNOUNCEMENT.format(id=line.id))


def announced_text(lines: Sequence[AnnouncedLine], first_name: str, school: School) -> str:
    """Write the mail about some announcements."""
    return rendered(
        "mail/announcements.txt",
        lines=lines,
        first_name=first_name,
        school=school,
        announced_headline=announced_headline,
        first_words=first_words,
        period=period,
        where_to_read=where_to_read,
    )
