"""The two sanitisers behind `clean.sanitize_html`, loaded with the first text that is cleaned.

A worker that only reads does without them: they take 4 MiB.
"""

from html import unescape

import nh3
from bleach._vendor.html5lib.treebuilders import getTreeBuilder  # type: ignore[import-not-found]
from bleach._vendor.html5lib.treewalkers import getTreeWalker  # type: ignore[import-not-found]
from bleach.html5lib_shim import BleachHTMLParser
from bleach.sanitizer import Cleaner

from app.text.policy import ATTRIBUTES, EVERYWHERE, SCHEMES, TAGS, admitted

_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"*": set(EVERYWHERE), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
    attribute_filter=admitted,
    url_schemes=set(SCHEMES),
    strip_comments=True,
    link_rel=None,
)


def by_nh3(html: str) -> str:
    """Return what nh3 leaves."""
    return _NH3.clean(html)


def by_bleach(html: str) -> str:
    """Return what bleach leaves, with `well_formed.AMPERSAND` as it stands."""
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
