"""What the library says: kinds of files, licences with their terms, places and their limits."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.models import MediaKind
from app.rules.licences import Licence

KINDS: Mapping[MediaKind, tuple[LazyString, str]] = {
    MediaKind.PICTURE: (_l("Picture"), "image"),
    MediaKind.AUDIO: (_l("Sound"), "file-audio"),
    MediaKind.VIDEO: (_l("Film"), "file-video"),
    MediaKind.CAPTIONS: (_l("Captions"), "captions"),
    MediaKind.DOCUMENT: (_l("Document"), "file-text"),
}
"""Each kind of file, in words and as an icon."""


@dataclass(frozen=True)
class Licensed:
    """A licence in words: its name, what it means in a line, and its short name in the table."""

    name: LazyString
    meaning: LazyString
    short: str = ""


LICENCES: Mapping[Licence, Licensed] = {
    Licence.BY: Licensed(
        _l("CC BY – Attribution"),
        _l("Everything is allowed, as long as the author is named."),
        "BY",
    ),
    Licence.BY_SA: Licensed(
        _l("CC BY-SA – Attribution, share alike"),
        _l("Everything is allowed; what is made from it keeps the same licence."),
        "BY-SA",
    ),
    Licence.BY_ND: Licensed(
        _l("CC BY-ND – Attribution, no derivatives"),
        _l("May be shown, even to sell, but not changed: neither retouched nor cropped."),
        "BY-ND",
    ),
    Licence.BY_NC: Licensed(
        _l("CC BY-NC – Attribution, non-commercial"),
        _l("May be shown and changed, but not to earn money."),
        "BY-NC",
    ),
    Licence.BY_NC_SA: Licensed(
        _l("CC BY-NC-SA – Attribution, non-commercial, share alike"),
        _l("As BY-NC, and what is made from it keeps the same licence."),
        "BY-NC-SA",
    ),
    Licence.BY_NC_ND: Licensed(
        _l("CC BY-NC-ND – Attribution, non-commercial, no derivatives"),
        _l("May be shown as it is, not changed, not to earn money."),
        "BY-NC-ND",
    ),
    Licence.CC0: Licensed(
        _l("CC0 – Public domain"),
        _l("Nobody holds rights any more, or the author has given them up: all is allowed."),
    ),
    Licence.ALL_RIGHTS: Licensed(
        _l("All rights reserved, with the author’s agreement"),
        _l("A work made at the school, or whose author has agreed to this use."),
    ),
    Licence.TEACHING: Licensed(
        _l("Teaching exception"),
        _l("Shown to pupils without having asked the author: never in a public rubrique."),
    ),
}
"""Each licence, in the order in which a form offers them."""

LICENCES_ORDER = (
    Licence.ALL_RIGHTS,
    Licence.CC0,
    Licence.BY,
    Licence.BY_SA,
    Licence.BY_ND,
    Licence.BY_NC,
    Licence.BY_NC_SA,
    Licence.BY_NC_ND,
    Licence.TEACHING,
)


def licence_choices() -> list[tuple[str, LazyString]]:
    """Return what a form offers, the answer that was not given yet at the end."""
    named = [(str(one), LICENCES[one].name) for one in LICENCES_ORDER]
    return [*named, ("", _l("Not said yet"))]


PLACES: Mapping[str, LazyString] = {
    "illustration": _l("Choose the illustration"),
    "gallery": _l("Choose pictures for the gallery"),
    "body": _l("Choose a picture for the text"),
    "tile": _l("Choose a picture for the tile"),
    "audio": _l("Choose a sound"),
    "video": _l("Choose a film"),
    "captions": _l("Choose captions"),
    "attachments": _l("Choose files to attach"),
}
"""What one does at each place of a text for which files are chosen."""
