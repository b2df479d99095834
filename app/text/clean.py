"""The one door of rich text: whatever is stored or shown as HTML has passed here.

Two walls: bleach, whose policy is ours down to each address, and nh3, which is maintained (bleach
no longer is) and parses with other code (`sanitisers.py`). Both ask `policy.admitted`.
"""

import re
from importlib import import_module

from app.text.well_formed import AMPERSAND, INVALID, well_formed

_EMPTIED_FRAME = re.compile(r"(<iframe[^>]*>)[^<]*(?=</iframe>)")
_LEFTOVER = re.compile(
    r"<iframe(?![^>]* src=)[^>]*></iframe>|<img(?![^>]* src=)[^>]*>|<(p|figure)></\1>"
)
_BREAKS_AFTER_PRE = re.compile(r"(<pre[^>]*>)\n+")


def sanitize_html(html: str) -> str:
    """Return rich text that can do nothing but be read: no script, style, handler or foreign frame.

    Deterministic, and cleaning what is clean changes nothing. Never raises, whatever the input.
    """
    behind = import_module("app.text.sanitisers")
    cleaned = _tidied(behind.by_nh3(behind.by_bleach(well_formed(html))))
    # The parsers move what stands where it may not (text in a table): once more settles it.
    return _tidied(behind.by_nh3(well_formed(cleaned)))


def _tidied(html: str) -> str:
    text = INVALID.sub("", html.replace(AMPERSAND, "&")).replace("&nbsp;", "\u00a0")
    text = _BREAKS_AFTER_PRE.sub(r"\1", _EMPTIED_FRAME.sub(r"\1", text))
    count = 1
    while count:
        text, count = _LEFTOVER.subn("", text)
    return text
