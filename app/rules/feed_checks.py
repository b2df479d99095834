"""When a feed of another site is asked for again, and when one that stays silent is told of."""

from datetime import timedelta

SOONEST = timedelta(hours=1)
LATEST = timedelta(days=1)
"""A feed that answers, or that fails, is asked for no less often than this."""
DEAD_FAILURES = 4
DEAD_SILENCE = timedelta(days=1)
"""So many failures in a row, and so long since it answered: more than a passing trouble."""


def pause_after_answer(asked: timedelta | None) -> timedelta:
    """Return the time until the next look at a feed that answered, `asked` being its own wish."""
    return _within(asked or SOONEST)


def pause_after_failure(failures: int, asked: timedelta | None) -> timedelta:
    """Return the time until the next try after so many failures, each time twice as long."""
    doubled = SOONEST * 2 ** (min(failures, 10) - 1)
    return _within(max(doubled, asked or SOONEST))


def is_dead(failures: int, silence: timedelta) -> bool:
    """Tell whether a feed has failed often, and for long, enough to be told of."""
    return failures >= DEAD_FAILURES and silence >= DEAD_SILENCE


def _within(pause: timedelta) -> timedelta:
    return min(max(pause, SOONEST), LATEST)
