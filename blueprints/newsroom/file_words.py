"""Files of an article in words: what a section takes, and what is wrong with one of them."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import school
from app.models import MediaKind
from app.rules.quotas import MO, Excess, Place

KIND_WORDS: Mapping[MediaKind | None, LazyString] = {
    MediaKind.PICTURE: _l("This file is not a picture."),
    MediaKind.AUDIO: _l("This file is not a sound."),
    MediaKind.VIDEO: _l("This file is not a film."),
    MediaKind.CAPTIONS: _l("This file does not hold captions."),
    None: _l("A picture of the library cannot be an attachment: put it into the gallery."),
}

TOO_MUCH: Mapping[Excess, LazyString] = {
    Excess.FILES: _l("At most %(number)s files here: remove some."),
    Excess.TOTAL_SIZE: _l("These files together weigh more than %(number)s MB: remove some."),
    Excess.FILE_SIZE: _l("%(name)s weighs more than %(number)s MB."),
}

MOST_FORMATS = 8
"""With more of them, their families are named."""

SAME_FORMAT = frozenset({"jpeg", "heif"})
"""Endings that say the same as another one: readers need them once."""


def limits_in_words(place: Place) -> str:
    """Return which files a place takes, and how large ("JPG, PNG ou GIF, 5 Mo au plus")."""
    limit = school().limits[place]
    size = limit.file_size // MO
    if limit.extensions is None or len(limit.extensions) > MOST_FORMATS:
        told = _("PDF, text, tables, pictures, sounds: up to %(size)d MB each.", size=size)
    else:
        *first, last = sorted(one.upper() for one in limit.extensions - SAME_FORMAT)
        formats = _("%(first)s or %(last)s", first=", ".join(first), last=last)
        told = _("%(formats)s, up to %(size)d MB each.", formats=formats, size=size)
    if limit.files is None or limit.total_size is None:
        return str(told)
    together = ngettext(
        "At most %(num)d file, %(size)d MB together.",
        "At most %(num)d files, %(size)d MB together.",
        limit.files,
        size=limit.total_size // MO,
    )
    return f"{told} {together}"
