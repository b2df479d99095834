"""What rich text may hold: tags, attributes and their values. The rule of both sanitisers."""

import re
from collections.abc import Mapping

from app.text import embeds

VOID_TAGS = frozenset({"br", "hr", "img", "col"})
_PAIRED_TAGS = (
    "p h2 h3 h4 ul ol li dl dt dd blockquote footer cite q a strong em b i u s sub sup mark small "
    "span abbr code pre table caption colgroup thead tbody tfoot tr th td figure figcaption "
    "iframe"
)
TAGS = VOID_TAGS | frozenset(_PAIRED_TAGS.split())

CLASSES = frozenset({"align-left", "align-center", "align-right", "table-plain", "u", "s"})

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

EVERYWHERE = frozenset({"lang", "dir", "class"})
_OF_CELLS = frozenset({"colspan", "rowspan"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "hreflang"}),
    "abbr": frozenset({"title"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "h2": frozenset({"id"}),
    "h3": frozenset({"id"}),
    "h4": frozenset({"id"}),
    "iframe": frozenset({"src", "title", "width", "height"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "td": _OF_CELLS,
    "th": _OF_CELLS | {"scope"},
}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
_PIXELS = re.compile(r"[1-9][0-9]{0,3}")
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "colspan": _COUNT,
    "dir": re.compile("ltr|rtl|auto"),
    "height": _PIXELS,
    "hreflang": _LANGUAGE,
    "id": re.compile(r"section-[a-z0-9-]{1,100}"),
    "lang": _LANGUAGE,
    "reversed": re.compile("(reversed)?"),
    "rowspan": _COUNT,
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "span": _COUNT,
    "start": re.compile(r"-?[0-9]{1,6}"),
    "type": re.compile("[1aAiI]"),
    "width": _PIXELS,
}

# Whatever a browser drops, folds or shows as nothing while it reads an address.
_TREACHEROUS = re.compile(
    r"[\x00-\x1f\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\ufff0-\uffff\\<>\"`]"
)
_WEB = re.compile(r"(?i)https?://[^/?#@ ]+([/?#].*)?")
_MAIL = re.compile(r"(?i)mailto:[^/].*")
_PHONE = re.compile(r"(?i)tel:[0-9+][0-9 ().-]*")
_OWN_MEDIA = re.compile(r"/medias(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")


def kept() -> dict[str, list[str]]:
    """Return the attributes that each tag may have: what the editor is told to keep."""
    return {tag: sorted(EVERYWHERE | ATTRIBUTES.get(tag, frozenset())) for tag in sorted(TAGS)}


def admitted(tag: str, name: str, value: str) -> str | None:
    """Return the value that this attribute keeps, or None when it has to go."""
    if name not in EVERYWHERE and name not in ATTRIBUTES.get(tag, ()):
        kept = None
    elif name == "class":
        kept = " ".join(word for word in value.split() if word in CLASSES) or None
    elif name == "href":
        kept = link(value)
    elif name == "src" and tag == "img":
        kept = value if _OWN_MEDIA.fullmatch(value) else None
    elif name == "src":
        kept = value if embeds.is_allowed(value) else None
    elif name in _SHAPES:
        kept = value if _SHAPES[name].fullmatch(value) else None
    else:
        kept = value
    return kept


def link(value: str) -> str | None:
    """Return a link's address ready to be written, or None when it may not be followed.

    Kept: http, https, mailto, tel, an own path ("/…", never "//…"), a place in the page ("#…").
    """
    url = value.strip(" \t\n\f\r")
    own = url.startswith("#") or (url.startswith("/") and not url.startswith("//"))
    shaped = own or any(shape.fullmatch(url) for shape in (_WEB, _MAIL, _PHONE))
    if shaped and not _TREACHEROUS.search(url):
        return url.replace(" ", "%20")
    return None
