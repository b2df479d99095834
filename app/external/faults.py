"""Why a feed of another site could not be read."""

from datetime import timedelta
from enum import StrEnum


class Fault(StrEnum):
    """A reason that is kept with a feed; `app/feed_words.py` puts it into a sentence."""

    ADDRESS = "address"
    """It is not one that may be asked, or leads to one that is not."""
    NAME = "name"
    """No server has this name."""
    UNREACHABLE = "unreachable"
    INSECURE = "insecure"
    """No certificate to be trusted."""
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    ABSENT = "absent"
    REFUSED = "refused"
    TROUBLE = "trouble"
    """The other server says that it has failed, or is asked too often."""
    GONE = "gone"
    """For ever: it is asked no more."""
    UNREADABLE = "unreadable"
    """No answer as the web's rules want it."""
    NO_FEED = "no_feed"
    """Something else than a feed, or one made to harm."""


class FeedFault(Exception):
    """A feed cannot be read; `wait` is for how long its server wants not to be asked."""

    def __init__(self, fault: Fault, wait: timedelta | None = None) -> None:
        """Remember why."""
        super().__init__(fault)
        self.fault = fault
        self.wait = wait
