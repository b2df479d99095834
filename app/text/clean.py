"""The one door of rich text: whatever is stored or shown as HTML has passed here.

Two walls: bleach, whose policy is ours down to each address, and nh3, which is maintained (bleach
no longer is) and parses with other code. Both ask `policy.admitted`.
"""

import re
from html import unescape

import nh3
from bleach._vendor.html5lib.treebuilders import getTreeBuilder  # type: ignore[import-not-found]
from bleach._vendor.html5lib.treewalkers import getTreeWalker  # type: ignore[import-not-found]
from bleach.html5lib_shim import BleachHTMLParser
from bleach.sanitizer import Cleaner

from app.text.policy import ATTRIBUTES, EVERYWHERE, SCHEMES, TAGS, admitted
from app.text.well_formed import AMPERSAND, INVALID, well_formed

_EMPTIED_FRAME = re.compile(r"(<iframe[^>]*>)[^<]*(?=</iframe>)")
_LEFTOVER = re.compile(
    r"<iframe(?![^>]* src=)[^>]*></iframe>|<img(?![^>]* src=)[^>]*>|<(p|figure)></\1>"
)
_BREAKS_AFTER_PRE = re.compile(r"(<pre[^>]*>)\n+")


_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"*": set(EVERYWHERE), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
    attribute_filter=admitted,
    url_schemes=set(SCHEMES),
    strip_comments=True,
    link_rel=None,
)


def sanitize_html(html: str) -> str:
    """Return rich text that can do nothing but be read: no script, style, handler or foreign frame.

    Deterministic, and cleaning what is clean changes nothing. Never raises, whatever the input.
    """
    cleaned = _tidied(_NH3.clean(_bleached(well_formed(html))))
    # The parsers move what stands where it may not (text in a table): once more settles it.
    return _tidied(_NH3.clean(well_formed(cleaned)))


def _bleached(html: str) -> str:
    # One cleaner per call: its parser keeps state, and requests run in threads. Bleach's own tree
    # takes quadratic time on many siblings; the other tree of the same parser does not.
    cleaner = Cleaner(tags=TAGS, attributes=_keeps, protocols=SCHEMES, strip=True)
    cleaner.walker = getTreeWalker("dom")
    cleaner.parser = BleachHTMLParser(
        tags=TAGS,
        strip=True,
        consume_entities=False,
        namespaceHTMLElements=False,
        tree=getTreeBuilder("dom"),
    )
    return cleaner.clean(html)


def _keeps(tag: str, name: str, value: str) -> bool:
    # Bleach hands values over as written, entities and all.
    return admitted(tag, name, unescape(value)) is not None


def _tidied(html: str) -> str:
    text = INVALID.sub("", html.replace(AMPERSAND, "&")).replace("&nbsp;", "\u00a0")
    text = _BREAKS_AFTER_PRE.sub(r"\1", _EMPTIED_FRAME.sub(r"\1", text))
    count = 1
    while count:
        text, count = _LEFTOVER.subn("", text)
    return text
