"""A file that was sent and is refused: why, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from flask import current_app
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.files.reasons import FileRefused, Reason
from app.images.made import MAX_PIXELS, MOST_FRAMES
from app.rules.quotas import MO, Place


class UploadRefused(Exception):
    """A file that is not taken; `filename` is its name as it may be shown.

    `size` and `limit` are told of one that is too large, in bytes.
    """

    def __init__(
        self, reason: Reason, filename: str, place: Place, size: int = 0, limit: int = 0
    ) -> None:
        super().__init__(reason, filename)
        self.reason = reason
        self.filename = filename
        self.place = place
        self.size = size
        self.limit = limit

    @property
    def words(self) -> str:
        """Why, and what to do about it, in one or two sentences."""
        if self.reason is Reason.TOO_LARGE:
            return _weighs(self.place, self.size, self.limit)
        elif self.reason is Reason.UNSUPPORTED:
            return _formats(self.place)
        words: dict[Reason, str] = {
            Reason.EMPTY: _("This file is empty."),
            Reason.ACTIVE: _(
                "This file holds a web page or a program. Such files are not accepted."
            ),
            Reason.MACROS: _(
                "This document holds macros. Save it without macros, then send it again."
            ),
            Reason.BROKEN: _(
                "This file is damaged or incomplete. Open it on your device, save it"
                " again, then send it."
            ),
            Reason.TOO_MANY_PIXELS: _(
                "This picture has more than %(number)s million pixels. Make it smaller, then send"
                " it again.",
                number=MAX_PIXELS // 1_000_000,
            ),
            Reason.TOO_MANY_FRAMES: ngettext(
                "This animation has more than %(num)d picture.",
                "This animation has more than %(num)d pictures.",
                MOST_FRAMES,
            ),
            Reason.SWELLS: _("This archive unpacks to far more than a site can take."),
            Reason.TOO_HEAVY: _too_much(),
            Reason.TOO_SLOW: _too_much(),
            Reason.BUSY: _(
                "Many files are arriving at this moment. Send this one again in a minute."
            ),
            Reason.NOT_STORED: _(
                "The site cannot keep files at this moment. What you typed is not lost: send this"
                " file again in a few minutes."
            ),
            Reason.OTHER_KIND: _("A file can only be replaced by another of the same type."),
        }
        return words[self.reason]


@contextmanager
def told(filename: str, place: Place, size: int = 0, limit: int = 0) -> Iterator[None]:
    """Turn the refusal of a file, or of the place where files are kept, into UploadRefused."""
    try:
        yield
    except FileRefused as refusal:
        raise UploadRefused(refusal.reason, filename, place, size, limit) from refusal
    except OSError as error:
        current_app.logger.error("a file could not be stored", exc_info=error)
        raise UploadRefused(Reason.NOT_STORED, filename, place, size, limit) from error


def megabytes(size: int) -> str:
    """Return a size in words, rounded up: one byte more than 5 MB is 5.1 MB."""
    return str(_("%(number)s MB", number=format_decimal(ceil(size * 10 / MO) / 10)))


def _weighs(place: Place, size: int, limit: int) -> str:
    told = {"size": megabytes(size), "limit": megabytes(limit)}
    if place in (Place.IMAGES, Place.LOGO):
        return str(_("This picture weighs %(size)s; the limit is %(limit)s.", **told))
    return str(_("This file weighs %(size)s; the limit is %(limit)s.", **told))


def _formats(place: Place) -> str:
    attached = _(
        "Files of this type are not accepted. Accepted are PDF, documents of Word, Excel,"
        " PowerPoint (docx, xlsx, pptx) and LibreOffice (odt, ods, odp), text, CSV, ZIP, EPUB,"
        " GeoGebra and Scratch, pictures and sounds."
    )
    picture = _("This is not a picture in JPEG, PNG, GIF or HEIC.")
    words: dict[Place, str] = {
        Place.IMAGES: picture,
        Place.LOGO: picture,
        Place.AUDIO: _("This is not a sound in MP3 or Ogg."),
        Place.VIDEO: _("This is not a video in MP4 or WebM."),
        Place.CAPTIONS: _("These are not captions in WebVTT (vtt) or SubRip (srt)."),
        Place.ATTACHMENTS: attached,
        Place.ANNOUNCEMENT: attached,
    }
    return str(words[place])


def _too_much() -> str:
    return str(
        _(
            "This file takes too much to be read. Save it in a simpler form (a picture: as JPEG,"
            " smaller), then send it again."
        )
    )
