"""What a checkup tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A sentence about what is not as it should be; what is wrong makes the command end with 1."""

    words: str
    is_wrong: bool = True


def doubtful(words: str) -> Told:
    """Return what may be meant so, and should be looked at."""
    return Told(words, is_wrong=False)
