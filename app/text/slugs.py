"""The words of an address, made from a title."""

import re
import unicodedata
from functools import lru_cache

from slugify import slugify as _words_joined

LONGEST = 80
NOTHING_TO_SAY = "sans-titre"

_APOSTROPHES = re.compile("['’‘ʼ′`´]")
# What French titles have beyond ASCII, accents apart. For any other letter the library reads a
# table of all languages, which each process then holds: 4 MiB.
_USUAL = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "°": "deg", "€": "eur", "×": "x"}
    | dict.fromkeys("«»–—·•", "-")
    | dict.fromkeys(map(chr, range(0x300, 0x346)), "")
)


@lru_cache(maxsize=2_000)  # a page has dozens, and the library looks for another library each time
def slugify(text: str) -> str:
    """Return a title as lower-case ASCII words and hyphens: 1 to `LONGEST` characters."""
    spaced = _APOSTROPHES.sub("-", text[:500])
    usual = unicodedata.normalize("NFKD", spaced).translate(_USUAL)
    slug = _words_joined(usual, max_length=LONGEST, word_boundary=True, save_order=True)
    return slug.strip("-") or NOTHING_TO_SAY
