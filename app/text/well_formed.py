"""Any input rewritten as balanced, bounded markup, so that the HTML parsers behind stay quick.

Both sanitisers parse as browsers do, and browsers' rules take quadratic time on thousands of nested
tags or attributes. This module reads the input once, in linear time. It decides nothing about
safety: what it lets through is judged after it.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from app.text.policy import ATTRIBUTES, EVERYWHERE, TAGS, VOID_TAGS

DEEPEST = 64
LONGEST_VALUE = 4_000

# Stands for "&" in text: bleach takes quadratic time on texts full of "&". A private character that
# the input may not hold.
AMPERSAND = "\uefff"

# Controls, lone surrogates and other code points that neither HTML nor XML (feeds) may carry.
_LAST_OF_PLANES = "".join(
    chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
INVALID = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{AMPERSAND}{_LAST_OF_PLANES}]"
)

_SECTIONS = "div section article main header center address aside form"
RENAMED = {
    **dict.fromkeys(_SECTIONS.split(), "p"),
    **dict.fromkeys(("h5", "h6"), "h4"),
    **dict.fromkeys(("del", "strike"), "s"),
    "acronym": "abbr",
    "h1": "h2",
    "ins": "u",
    "tt": "code",
}

# What is inside is no text of the author.
_NOT_TEXT = (
    "script style template noscript noembed noframes xmp title svg math object audio video head "
    "select iframe"
)
_DROPPED_WHOLE = frozenset(_NOT_TEXT.split())

_CELLS = frozenset({"td", "th", "caption"})
_BLOCK_NAMES = "p h2 h3 h4 ul ol li dl dt dd blockquote table figure figcaption pre hr footer"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# Opening the first closes an open one of the second, unless one of the third stands between.
_CLOSES = {
    **dict.fromkeys(_BLOCKS, (frozenset({"p"}), _CELLS)),
    **dict.fromkeys(("h2", "h3", "h4"), (frozenset({"p", "h2", "h3", "h4"}), _CELLS)),
    "li": (frozenset({"li"}), frozenset({"ul", "ol"}) | _CELLS),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}) | _CELLS)),
    **dict.fromkeys(("td", "th"), (_CELLS, frozenset({"table"}))),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table"})),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        (frozenset({"thead", "tbody", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    ),
    "a": (frozenset({"a"}), _CELLS),
}

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)((?:=\s*+"[^"]*+"|=\s*+'[^']*+'|[^>])*+)>""", re.ASCII
)
_TAG_WITHOUT_QUOTES = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>", re.ASCII)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]++))?""", re.ASCII)
# "&copy=2" within an address is no character: named ones count only with their semicolon.
_CHARACTER = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z0-9]+;)", re.ASCII)


def well_formed(html: str) -> str:
    """Return the text with known tags only, each closed, at most `DEEPEST` inside each other.

    In texts (not in attributes) "&" is written `AMPERSAND`, to be put back after the parsers.
    """
    written: list[str] = []
    opened: list[str] = []
    for closing, name, rest in _tokens(INVALID.sub("", html.replace("\f", " "))):
        if not name:
            text = escape(INVALID.sub("", unescape(rest)), quote=False)
            written.append(text.replace("&", AMPERSAND))
        elif closing:
            _close_through(name, opened, written)
        elif name in VOID_TAGS or len(opened) < DEEPEST:
            _close_implied(name, opened, written)
            written.append(f"<{name}{_attributes(name, rest)}>")
            if name == "iframe":
                written.append("</iframe>")
            elif name not in VOID_TAGS:
                opened.append(name)
    written.extend(f"</{name}>" for name in reversed(opened))
    return "".join(written)


def _tokens(html: str) -> Iterator[tuple[bool, str, str]]:
    """Yield (is closing, tag, attributes) for known tags and (False, "", text) for text."""
    tag_shape, position, end = _TAG, 0, len(html)
    last_comment_end, last_tag_end = html.rfind("-->"), html.rfind(">")
    never_closed: set[str] = set()
    while position < end:
        start = html.find("<", position)
        start = end if start < 0 else start
        if start > position:
            yield False, "", html[position:start]
        if start > last_tag_end:
            if start < end:
                yield False, "", html[start:].replace("<", "&lt;")
            return
        tag = tag_shape.match(html, start)
        if tag is None and tag_shape is _TAG and html[start + 1 : start + 2].isalpha():
            # An unclosed quote swallows all that follows: from here on quotes count for nothing.
            tag_shape = _TAG_WITHOUT_QUOTES
            tag = tag_shape.match(html, start)
        if tag is not None:
            position = tag.end()
            name = tag[2].lower()
            if not tag[1] and name in _DROPPED_WHOLE and name not in never_closed:
                position = _end_of(name, html, position, never_closed)
            name = RENAMED.get(name, name)
            if name in TAGS:
                yield bool(tag[1]), name, tag[3]
        elif html.startswith("<!--", start) and start + 4 <= last_comment_end:
            position = html.index("-->", start + 4) + 3
        elif html.startswith(("<!", "<?", "</"), start):
            position = html.index(">", start) + 1
        else:
            yield False, "", "&lt;"
            position = start + 1


def _end_of(name: str, html: str, position: int, never_closed: set[str]) -> int:
    closing = re.compile(f"</{name}", re.IGNORECASE | re.ASCII).search(html, position)
    if closing is None:
        never_closed.add(name)
    return closing.start() if closing else position


def _attributes(name: str, rest: str) -> str:
    known = ATTRIBUTES.get(name, frozenset()) | EVERYWHERE
    kept: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(rest):
        key = attribute[1].lower()
        if key in known and key not in kept:
            value = attribute[2] or ""
            if value[:1] in ("'", '"') and len(value) > 1 and value[-1] == value[0]:
                value = value[1:-1]
            value = _CHARACTER.sub(lambda character: unescape(character[0]), value)
            if len(value) <= LONGEST_VALUE:
                kept[key] = INVALID.sub("", value)
    return "".join(f' {key}="{escape(value)}"' for key, value in kept.items())


def _close_implied(name: str, opened: list[str], written: list[str]) -> None:
    if name in _BLOCKS:
        _close_nearest(frozenset({"p"}), _CELLS, opened, written)
    if name in _CLOSES:
        _close_nearest(*_CLOSES[name], opened, written)


def _close_nearest(
    names: frozenset[str], barriers: frozenset[str], opened: list[str], written: list[str]
) -> None:
    for outer in reversed(opened):
        if outer in names:
            _close_through(outer, opened, written)
            return
        if outer in barriers:
            return


def _close_through(name: str, opened: list[str], written: list[str]) -> None:
    if name in opened:
        while (last := opened.pop()) != name:
            written.append(f"</{last}>")
        written.append(f"</{name}>")
