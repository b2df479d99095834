"""For what files are chosen and sent: the places of a text, the kinds and the limits of each."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from flask import abort, request

from app.models import MediaKind
from app.rules.quotas import LIMITS, Place

LIBRARY = ""
"""No place in particular: each file goes where its name says."""

KINDS: Mapping[str, frozenset[MediaKind]] = {
    "illustration": frozenset({MediaKind.PICTURE}),
    "gallery": frozenset({MediaKind.PICTURE}),
    "body": frozenset({MediaKind.PICTURE}),
    "tile": frozenset({MediaKind.PICTURE}),
    "audio": frozenset({MediaKind.AUDIO}),
    "video": frozenset({MediaKind.VIDEO}),
    "captions": frozenset({MediaKind.CAPTIONS}),
    "attachments": frozenset({MediaKind.DOCUMENT}),
}
"""What each place of a text takes, and a tile."""

_PLACES: Mapping[str, Place] = {
    "illustration": Place.IMAGES,
    "gallery": Place.IMAGES,
    "body": Place.IMAGES,
    "tile": Place.IMAGES,
    "audio": Place.AUDIO,
    "video": Place.VIDEO,
    "captions": Place.CAPTIONS,
    "attachments": Place.ATTACHMENTS,
}
_BY_NAME = (Place.IMAGES, Place.AUDIO, Place.VIDEO, Place.CAPTIONS)


def place_asked() -> str:
    """Return the place that a request names, in its address or its form; unknown ones are 404."""
    place = request.args.get("place") or request.form.get("place", LIBRARY)
    return place if place == LIBRARY or place in KINDS else abort(404)


def quota_of(place: str, filename: str) -> Place:
    """Return whose limits hold for a file."""
    if place != LIBRARY:
        return _PLACES[place]
    extension = PurePosixPath(filename).suffix.removeprefix(".").lower()
    for quota in _BY_NAME:
        if extension in (LIMITS[quota].extensions or ()):
            return quota
    return Place.ATTACHMENTS


def accepted(place: str) -> str:
    """Return the extensions of a place, as a file field takes them; empty for any."""
    extensions = () if place == LIBRARY else LIMITS[_PLACES[place]].extensions or ()
    return ",".join(f".{one}" for one in sorted(extensions))
