"""For how long a text that is not online may be shown by a link."""

from datetime import timedelta

LASTS = timedelta(days=7)
