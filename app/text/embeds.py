"""Outside content that an article may show in a frame, after a click."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit, urlunsplit

from app.text.frames import frame_of


@dataclass(frozen=True)
class Provider:
    """A host that frames may come from: its name, and how to find the page of an embed."""

    label: str
    page: Callable[[SplitResult], str]


@dataclass(frozen=True)
class Embed:
    """A frame taken out of a text: `src` is what it loads, `page_url` what a plain link opens."""

    src: str
    title: str
    host: str
    provider: str
    page_url: str


def is_allowed(src: str) -> bool:
    """Tell whether a frame may load this address: https, an exact host of `PROVIDERS`, no port."""
    address = _ADDRESS.fullmatch(src)
    return address is not None and address[1] in PROVIDERS


def embed_of(address: str) -> Embed | None:
    """Return the frame of what people copy: a page's address, a frame's, or `<iframe …>` code.

    It has the title that the code gives, or none. None stands for a site that is not in the list.
    """
    code = _FRAME.search(address)
    values = (
        {name.lower(): unescape(value) for name, _, value in _VALUES.findall(code[0])}
        if code
        else {}
    )
    given = values.get("src", "").strip() if code else address
    src = frame_of(given) or (given if code else None)
    if src is None or not is_allowed(src):
        return None
    parts = urlsplit(src)
    provider = PROVIDERS[parts.netloc]
    title = " ".join(values.get("title", "").split())
    return Embed(src, title, parts.netloc, provider.label, provider.page(parts))


def split(html: str) -> list[str | Embed]:
    """Cut cleaned HTML around its frames: balanced texts and embeds, in reading order.

    The elements that hold a frame are closed before it and opened again after it. Texts that show
    nothing, and frames that are not allowed, are left out.
    """
    pieces: list[str | Embed] = []
    opened: list[tuple[str, str]] = []
    text: list[str] = []
    for token in _TOKEN.split(html):
        tag = _TAG.match(token)
        if tag is None:
            text.append(token)
        elif tag[2] == "iframe":
            if not tag[1] and (embed := _embed(token)):
                text.extend(f"</{name}>" for name, _ in reversed(opened))
                pieces += [_pruned("".join(text)), embed]
                text = [_ANCHOR.sub("", start) for _, start in opened]
        else:
            text.append(token)
            if not tag[1] and tag[2] not in _VOID:
                opened.append((tag[2], token))
            elif tag[1] and opened:
                opened.pop()
    pieces.append(_pruned("".join(text)))
    return [piece for piece in pieces if piece]


def _embed(start_tag: str) -> Embed | None:
    values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(start_tag)}
    src = values.get("src", "")
    if not is_allowed(src):
        return None
    address = urlsplit(src)
    provider = PROVIDERS[address.netloc]
    title = values.get("title", "").strip() or provider.label
    return Embed(src, title, address.netloc, provider.label, provider.page(address))


def _pruned(html: str) -> str:
    text, count = html, 1
    while count:
        text, count = _HOLLOW.subn("", text)
    return text.strip()


def _same(address: SplitResult) -> str:
    return urlunsplit(address)


def _without_query(address: SplitResult) -> str:
    return urlunsplit((address.scheme, address.netloc, address.path, "", ""))


def _peertube(address: SplitResult) -> str:
    path = address.path.replace("/videos/embed/", "/videos/watch/", 1)
    path = path.replace("/video-playlists/embed/", "/w/p/", 1)
    return urlunsplit((address.scheme, address.netloc, path, "", ""))


def _youtube(address: SplitResult) -> str:
    video = address.path.rstrip("/").rpartition("/")[2]
    playlist = parse_qs(address.query).get("list", [""])[0]
    if video == "videoseries" and playlist:
        return f"https://www.youtube.com/playlist?{urlencode({'list': playlist})}"
    return f"https://www.youtube.com/watch?{urlencode({'v': video})}"


def _vimeo(address: SplitResult) -> str:
    video = address.path.rstrip("/").rpartition("/")[2]
    key = parse_qs(address.query).get("h", [""])[0]
    return f"https://vimeo.com/{video}/{key}" if key.isalnum() else f"https://vimeo.com/{video}"


def _geogebra(address: SplitResult) -> str:
    material = re.match(r"/material/iframe/id/(\w+)", address.path)
    return f"https://www.geogebra.org/m/{material[1]}" if material else _same(address)


def _openstreetmap(address: SplitResult) -> str:
    marker = re.fullmatch(
        r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", parse_qs(address.query).get("marker", [""])[0]
    )
    if marker is None:
        return _same(address)
    latitude, longitude = marker.groups()
    place = urlencode({"mlat": latitude, "mlon": longitude})
    return f"https://www.openstreetmap.org/?{place}#map=16/{latitude}/{longitude}"


_TUBES_OF_EDUCATION_NATIONALE = (
    "action-educative",
    "arts-lettres-sciences-humaines",
    "cycle-2",
    "cycle-3",
    "education-physique-et-sportive",
    "enseignement-professionnel",
    "institutionnel",
    "langues-vivantes",
    "maternelle",
    "numerique-educatif",
    "sciences-technologies",
)

PROVIDERS: Mapping[str, Provider] = {
    **{
        f"tube-{theme}.apps.education.fr": Provider("PeerTube (apps.education.fr)", _peertube)
        for theme in _TUBES_OF_EDUCATION_NATIONALE
    },
    "framatube.org": Provider("PeerTube (Framatube)", _peertube),
    "podeduc.apps.education.fr": Provider("Podeduc", _without_query),
    "view.genially.com": Provider("Genially", _same),
    "view.genial.ly": Provider("Genially", _same),
    "digipad.app": Provider("Digipad", _same),
    "ladigitale.dev": Provider("La Digitale", _same),
    "www.pearltrees.com": Provider("Pearltrees", _without_query),
    "www.youtube-nocookie.com": Provider("YouTube", _youtube),
    "player.vimeo.com": Provider("Vimeo", _vimeo),
    "www.lumni.fr": Provider("Lumni", _same),
    "learningapps.org": Provider("LearningApps", _same),
    "www.geogebra.org": Provider("GeoGebra", _geogebra),
    "umap.openstreetmap.fr": Provider("uMap", _without_query),
    "www.openstreetmap.org": Provider("OpenStreetMap", _openstreetmap),
}

_FRAME = re.compile(r"(?i)<iframe\s[^<>]*>")
_VALUES = re.compile(r"""([A-Za-z]+)\s*=\s*(["'])(.*?)\2""")
_ADDRESS = re.compile(r"https://([a-z0-9.-]+)/[!#$%&'()*+,./:;=?@\[\]_~A-Za-z0-9-]*")

_VOID = frozenset({"br", "hr", "img", "col"})
_TOKEN = re.compile(r"(<[^<>]*>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_ANCHOR = re.compile(r' id="[^"]*"')
# An element that shows nothing, as a paragraph that held a frame and nothing else. Cells stay.
_HOLLOW = re.compile(
    r"<(p|figure|ul|ol|li|span|strong|em|b|i|u|s|a|blockquote|h2|h3|h4)(?: [^<>]*)?>\s*</\1>"
)
