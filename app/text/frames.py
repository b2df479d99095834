"""The address that a frame loads for the page that people copy from their browser; no network."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qs, quote, urlencode, urlsplit, urlunsplit

_WORD = re.compile(r"[A-Za-z0-9_-]{1,128}")
_SECONDS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
_PLACE = re.compile(r"map=(\d{1,2})/(-?\d+(?:\.\d+)?)/(-?\d+(?:\.\d+)?)")


def frame_of(address: str) -> str | None:
    """Return the address of the frame that shows this page, or None for a page of no known site.

    Whether the frame may be loaded is the question of `embeds.is_allowed`, which is asked after.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme != "https":
        return None
    rule = _RULES.get(parts.netloc) or (_tube if _is_tube(parts.netloc) else None)
    return rule(parts) if rule else None


def _is_tube(host: str) -> bool:
    return host == "framatube.org" or bool(
        re.fullmatch(r"tube-[a-z0-9-]+\.apps\.education\.fr", host)
    )


def _asked(address: SplitResult, name: str) -> str:
    value = parse_qs(address.query).get(name, [""])[0]
    return value if _WORD.fullmatch(value) else ""


def _steps(address: SplitResult) -> list[str]:
    return [step for step in address.path.split("/") if step]


def _same(address: SplitResult) -> str | None:
    path = quote(address.path, safe="/%!$&'()*+,;=:@~-._")
    return urlunsplit((*address[:2], path, *address[3:])) if _steps(address) else None


def _same_or_fragment(address: SplitResult) -> str | None:
    return _same(address) if _steps(address) or address.fragment else None


def _tube(address: SplitResult) -> str | None:
    match _steps(address):
        case (
            ["w", "p", key]
            | ["videos", "watch", "playlist", key]
            | ["video-playlists", "embed", key]
        ):
            kind = "video-playlists"
        case ["w", key] | ["videos", "watch" | "embed", key]:
            kind = "videos"
        case _:
            return None
    start = urlencode({"start": _asked(address, "start")}) if _asked(address, "start") else ""
    path = f"/{kind}/embed/{key}"
    return urlunsplit(("https", address.netloc, path, start, "")) if _WORD.fullmatch(key) else None


def _podeduc(address: SplitResult) -> str | None:
    if _steps(address)[:1] != ["video"] or len(_steps(address)) < 2:
        return None
    return urlunsplit(("https", address.netloc, address.path, "is_iframe=true", ""))


def _pearltrees(address: SplitResult) -> str | None:
    if not _steps(address):
        return None
    query = address.query if "embed=" in address.query else "embed=2"
    return urlunsplit(("https", "www.pearltrees.com", address.path, query, ""))


def _youtube(address: SplitResult) -> str | None:
    match _steps(address):
        case ["watch"]:
            video = _asked(address, "v")
        case ["playlist"] | ["embed", "videoseries"]:
            video = "videoseries"
        case ["embed" | "shorts" | "live" | "v", video]:
            pass
        case [video] if address.netloc == "youtu.be":
            pass
        case _:
            return None
    wanted = {}
    if video == "videoseries":
        wanted["list"] = _asked(address, "list")
    elif start := _seconds(_asked(address, "t") or _asked(address, "start")):
        wanted["start"] = str(start)
    if not _WORD.fullmatch(video) or wanted.get("list") == "":
        return None
    path = f"/embed/{video}"
    return urlunsplit(("https", "www.youtube-nocookie.com", path, urlencode(wanted), ""))


def _seconds(text: str) -> int:
    found = _SECONDS.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(address: SplitResult) -> str | None:
    key = _asked(address, "h")
    match [step for step in _steps(address) if step != "video"]:
        case [video]:
            pass
        case [video, key]:
            pass
        case _:
            return None
    if not video.isdecimal() or (not key.isalnum() and key):
        return None
    query = urlencode({"h": key, "dnt": "1"} if key else {"dnt": "1"})
    return urlunsplit(("https", "player.vimeo.com", f"/video/{video}", query, ""))


def _learning_apps(address: SplitResult) -> str | None:
    match _steps(address):
        case ["watch" | "display" | "view"] if _asked(address, "v") or _asked(address, "app"):
            name = "v" if _asked(address, "v") else "app"
            wanted = {name: _asked(address, name)}
        case [step] if number := re.fullmatch(r"(?:view)?(\d+)", step):
            wanted = {"app": number[1]}
        case _:
            return None
    return urlunsplit(("https", "learningapps.org", "/watch", urlencode(wanted), ""))


def _geogebra(address: SplitResult) -> str | None:
    match _steps(address):
        case ["m", key, *_] | ["material", "show", "id", key] if _WORD.fullmatch(key):
            return f"https://www.geogebra.org/material/iframe/id/{key}"
        case ["material", "iframe", *_] | [
            "classic" | "calculator" | "graphing" | "geometry" | "3d",
            *_,
        ]:
            return _same(address._replace(netloc="www.geogebra.org"))
        case _:
            return None


def _umap(address: SplitResult) -> str | None:
    return _same(address) if "map" in _steps(address) else None


def _openstreetmap(address: SplitResult) -> str | None:
    if _steps(address) == ["export", "embed.html"]:
        return _same(address._replace(netloc="www.openstreetmap.org"))
    place = _PLACE.search(address.fragment)
    asked = parse_qs(address.query)
    pin = [asked[name][0] for name in ("mlat", "mlon") if name in asked]
    has_pin = len(pin) == 2 and all(re.fullmatch(r"-?\d+(\.\d+)?", one) for one in pin)
    if place is None and not has_pin:
        return None
    zoom, latitude, longitude = (
        (int(place[1]), float(place[2]), float(place[3]))
        if place
        else (16, float(pin[0]), float(pin[1]))
    )
    half = min(180 / 2**zoom, 90.0)
    box = (longitude - half, latitude - half / 2, longitude + half, latitude + half / 2)
    wanted = {"bbox": ",".join(f"{edge:.5f}" for edge in box), "layer": "mapnik"}
    if has_pin:
        wanted["marker"] = ",".join(pin)
    query = urlencode(wanted)
    return urlunsplit(("https", "www.openstreetmap.org", "/export/embed.html", query, ""))


_RULES: Mapping[str, Callable[[SplitResult], str | None]] = {
    "podeduc.apps.education.fr": _podeduc,
    "view.genially.com": _same,
    "view.genial.ly": _same,
    "digipad.app": _same,
    "ladigitale.dev": _same_or_fragment,
    "www.pearltrees.com": _pearltrees,
    "pearltrees.com": _pearltrees,
    **dict.fromkeys(
        (
            "www.youtube.com",
            "youtube.com",
            "m.youtube.com",
            "youtu.be",
            "www.youtube-nocookie.com",
        ),
        _youtube,
    ),
    **dict.fromkeys(("vimeo.com", "www.vimeo.com", "player.vimeo.com"), _vimeo),
    "www.lumni.fr": _same,
    "learningapps.org": _learning_apps,
    "www.geogebra.org": _geogebra,
    "geogebra.org": _geogebra,
    "umap.openstreetmap.fr": _umap,
    "www.openstreetmap.org": _openstreetmap,
    "openstreetmap.org": _openstreetmap,
}
