"""How long personal data is kept; the privacy page says it, and what purges must obey it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Retention:
    """Months, days or years after which each kind of data goes."""

    journal_months: int = 12
    session_days: int = 30
    departed_account_months: int = 3
    ended_announcement_years: int = 2
    trash_days: int = 90


RETENTION = Retention()
