"""Wide tables on narrow screens: each scrolls in a named region of its own (RGAA 10.11)."""

import re
from html import escape

from app.text.excerpts import plain_text

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption\b[^<>]*>(.*?)</caption>", re.DOTALL)


def scrollable(html: str, unnamed: str) -> str:
    """Wrap each table of a cleaned text in a region that the keyboard can reach and scroll.

    The region is named after the table's caption, or `unnamed` without one.
    """

    def wrapped(match: re.Match[str]) -> str:
        caption = _CAPTION.search(match[0])
        name = plain_text(caption[1]).strip() if caption else ""
        label = escape(name or unnamed)
        region = f'class="table-scroll" role="region" tabindex="0" aria-label="{label}"'
        return f"<div {region}>{match[0]}</div>"

    return _TABLE.sub(wrapped, html)
