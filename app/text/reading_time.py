"""How long a text takes to read."""

from app.text.excerpts import plain_text

WORDS_PER_MINUTE = 200
"""A calm reader of French prose."""


def reading_minutes(html: str) -> int:
    """Return the minutes that a text takes, at least 1."""
    return max(1, round(len(plain_text(html).split()) / WORDS_PER_MINUTE))
