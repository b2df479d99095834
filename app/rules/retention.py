"""How long data is kept; the privacy page says it, and the daily purge obeys it."""

import calendar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Retention:
    """Months, days or years after which each kind of data goes."""

    journal_months: int = 12
    notice_months: int = 12
    session_days: int = 30
    access_code_days: int = 30
    """After a code was used or ran out."""
    departed_account_months: int = 3
    ended_announcement_years: int = 2
    data_request_months: int = 12
    """After a request about one's data was answered."""
    trash_days: int = 90
    batch_days: int = 90
    unused_media_days: int = 90
    """Time for a file to find its place; used by nothing after that, it goes."""
    working_copy_days: int = 90
    """What was typed and never saved, since its page was last open."""
    browser_copy_days: int = 7
    """Of what was typed without a connection, in the browser (`static/js/local_copies.js`)."""
    preview_link_days: int = 30
    """After a link has stopped working."""
    job_days: int = 30
    undecided_import_days: int = 7
    """Of files that were sent to be imported."""
    import_days: int = 90
    """What an import of the directory would change and did, by name."""
    kept_mail_days: int = 30
    """Of mails kept as files where no mail server is set."""


RETENTION = Retention()


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and hour some months earlier, or the last day of a shorter month."""
    ahead = moment.year * 12 + moment.month - 1 - months
    year, month = ahead // 12, ahead % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
