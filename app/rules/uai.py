"""The number of a school in the national register (UAI): seven digits and the letter of their key.

The letter is the one at the place of the seven digits modulo 23 in the alphabet without I, O and Q,
which are too like 1 and 0. So does SACoche check it, and so are 0942434K and 0350760L, two schools
of the "Annuaire de l'éducation".
"""

import re

KEYS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_WRITTEN = re.compile(r"[0-9]{7}[A-Z]")


def normal_uai(text: str | None) -> str:
    """Return a number as it is written: in capitals, without the spaces that people put in."""
    return "".join((text or "").split()).upper()


def key_of(digits: str) -> str:
    """Return the letter that checks seven digits."""
    return KEYS[int(digits) % len(KEYS)]


def is_uai(text: str) -> bool:
    """Tell whether a text is seven digits with their letter."""
    return bool(_WRITTEN.fullmatch(text)) and key_of(text[:7]) == text[7]
