"""The site on a machine whose clock differs: by so many seconds as `CLOCK_SKEW` says.

Both ways in which Python tells the time are moved before anything of the site is imported.
"""

import datetime
import os
import time
from importlib import import_module
from typing import Any

SKEW = float(os.environ["CLOCK_SKEW"])
_time, _datetime = time.time, datetime.datetime


class _AnyDatetime(type(_datetime)):  # type: ignore[misc]
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _datetime)


class MovedDatetime(_datetime, metaclass=_AnyDatetime):
    """A datetime of which "now" is that of the other clock."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "MovedDatetime":
        """Return what the other clock shows."""
        return cls.fromtimestamp(time.time(), tz)


time.time = lambda: _time() + SKEW
datetime.datetime = MovedDatetime  # type: ignore[misc]

app = import_module("wsgi").app
