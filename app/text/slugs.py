"""The words of an address, made from a title."""

import re
from functools import lru_cache

from slugify import slugify as _words_joined

LONGEST = 80
NOTHING_TO_SAY = "sans-titre"

_APOSTROPHES = re.compile("['’‘ʼ′`´]")


@lru_cache(maxsize=2_000)  # a page has dozens, and the library looks for another library each time
def slugify(text: str) -> str:
    """Return a title as lower-case ASCII words and hyphens: 1 to `LONGEST` characters."""
    spaced = _APOSTROPHES.sub("-", text[:500])
    slug = _words_joined(spaced, max_length=LONGEST, word_boundary=True, save_order=True)
    return slug.strip("-") or NOTHING_TO_SAY
