"""What a password must be (ASVS 6.2): long enough, not a common one, not one's own name.

Nothing is asked of its composition: a long sentence is better than a short riddle.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

SHORTEST = 8
LONGEST = 200
"""Characters beyond which a password is refused unread."""
MOST_ADDED = 6
"""How many digits and signs around a common word leave it as common as it was."""
MOST_REPEATED = 4
"""How long a part is that, said again and again, makes no password."""

_ROWS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm",
         "0123456789" * 3, "&é\"'(-è_çà)=")  # fmt: skip


class Flaw(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    PERSONAL = "personal"


def flaw_of(password: str, names: Iterable[str], common: frozenset[str]) -> Flaw | None:
    """Return why a password is refused, or none.

    `names` are the login and the names of its owner; `common` are lower-case words without accents.
    """
    if len(password) < SHORTEST:
        return Flaw.TOO_SHORT
    if len(password) > LONGEST:
        return Flaw.TOO_LONG
    plain = _plain(password)
    if _is_common(plain, common) or _is_monotonous(plain):
        return Flaw.COMMON
    if _bare(plain) in _own_words(names):
        return Flaw.PERSONAL
    return None


def _is_common(plain: str, common: frozenset[str]) -> bool:
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    return plain in common or (core in common and len(plain) - len(core) <= MOST_ADDED)


def _is_monotonous(plain: str) -> bool:
    """Tell whether a password is one short part repeated, or a row of the keyboard."""
    for length in range(1, MOST_REPEATED + 1):
        part = plain[:length]
        if plain == (part * (len(plain) // length + 1))[: len(plain)]:
            return True
    return any(plain in row or plain[::-1] in row for row in _ROWS)


def _own_words(names: Iterable[str]) -> set[str]:
    words = [_bare(_plain(name)) for name in names]
    return {word for word in words if word} | {
        one + other for one in words for other in words if one != other
    }


def _bare(plain: str) -> str:
    """Return the letters and digits of a word, without digits at its end."""
    return re.sub(r"[^a-z0-9]", "", plain).rstrip("0123456789")


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
