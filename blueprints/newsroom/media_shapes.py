"""A file of the library as pages draw it and as scripts receive it."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.access import viewer
from app.models import Media, MediaKind
from app.queries.cards import Picture
from app.rules.consent import ends_soon
from blueprints.newsroom.media_words import KINDS

WORKS = frozenset({MediaKind.PICTURE, MediaKind.AUDIO, MediaKind.VIDEO})
"""What is often somebody else's: its licence is asked for."""


@dataclass(frozen=True)
class Shape:
    """A file with the addresses and the words that every list of the library needs."""

    media: Media
    is_used: bool = True

    @property
    def picture(self) -> Picture | None:
        """The picture that it is, none for other files."""
        return picture_of(self.media)

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return KINDS[self.media.kind][1]

    @property
    def kind(self) -> str:
        """Its kind in a word."""
        return str(KINDS[self.media.kind][0])

    @property
    def format(self) -> str:
        """What its readers call it: "PDF"; a picture is kept as JPEG, whatever was sent."""
        return format_of(self.media)

    @property
    def lacks(self) -> list[str]:
        """What is still to be said about it, in words."""
        found = []
        if self.media.kind is MediaKind.PICTURE and not self.media.alt:
            found.append(_("alternative text"))
        if self.media.licence is None and self.media.kind in WORKS:
            found.append(_("licence"))
        return found

    def ends_soon(self, today: date | None) -> bool:
        """Tell whether the permission of those who are seen ends soon, or is over."""
        return today is not None and ends_soon(self.media.consent_ends_on, today)

    @property
    def data(self) -> dict[str, Any]:
        """The file as scripts receive it."""
        return data_of(self.media)


def data_of(media: Media, *, known: bool = False) -> dict[str, Any]:
    """Return a file as scripts receive it; `known`: it was there before it was sent."""
    picture = picture_of(media)
    return {
        "id": media.id,
        "kind": str(media.kind),
        "title": media.title,
        "alt": media.alt or "",
        "credit": media.credit or "",
        "licence": str(media.licence or ""),
        "url": file_url(media),
        "thumb": picture.url("thumbnail", picture.sizes("thumbnail")[0][0]) if picture else "",
        "width": media.width,
        "height": media.height,
        "mime": media.mime_type,
        "size": media.size,
        "pages": media.pages,
        "format": format_of(media),
        "page": url_for("newsroom.media_item", media_id=media.id),
        "known": known,
        "is_own": media.owner_id is not None and media.owner_id == viewer().person_id,
    }


def picture_of(media: Media) -> Picture | None:
    """Return the picture that a file is, none for other files."""
    if media.kind is not MediaKind.PICTURE or not media.width or not media.height:
        return None
    return Picture(media.id, media.alt, None, media.credit, media.width, media.height)


def file_url(media: Media) -> str:
    """Return the address of a file: of a picture, of its largest form that is not cropped."""
    picture = picture_of(media)
    if picture is not None:
        return picture.url("full", picture.sizes("full")[-1][0])
    return url_for("public.media", media_id=media.id, name=media.filename)


def format_of(media: Media) -> str:
    """Return what the readers of a file call its format."""
    if media.kind is MediaKind.PICTURE:
        return "JPEG"
    return PurePosixPath(media.filename).suffix.removeprefix(".").upper() or media.mime_type
