"""What the check of a text may find, and how much each finding matters."""

from dataclasses import dataclass
from enum import StrEnum

from app.text.stems import fold


class Kind(StrEnum):
    """What is found; the words for it, and for the way to mend it, stand at the edge.

    In the order in which findings are told.
    """

    PERSON_NAMED = "person_named"
    MAIL_ADDRESS = "mail_address"
    PHONE_NUMBER = "phone_number"
    POSTAL_ADDRESS = "postal_address"
    CONSENT_MISSING = "consent_missing"
    CONSENT_OVER = "consent_over"
    TEACHING_EXCEPTION = "teaching_exception"
    WITHOUT_LICENCE = "without_licence"
    WITHOUT_CREDIT = "without_credit"
    PICTURE_WITHOUT_ALT = "picture_without_alt"
    FRAME_WITHOUT_TITLE = "frame_without_title"
    EMPTY_LINK = "empty_link"
    VAGUE_LINK = "vague_link"
    BARE_ADDRESS = "bare_address"
    HEADING_JUMP = "heading_jump"
    EMPTY_HEADING = "empty_heading"
    TABLE_WITHOUT_HEADERS = "table_without_headers"
    SOUND_WITHOUT_TRANSCRIPT = "sound_without_transcript"
    FILM_WITHOUT_CAPTIONS = "film_without_captions"
    PICTURE_TOO_SMALL = "picture_too_small"
    PEOPLE_NOT_SAID = "people_not_said"
    FILE_LINK = "file_link"
    EXCLAMATIONS = "exclamations"


class Gravity(StrEnum):
    """What a finding does: it keeps a text from going public, hinders readers, or is advice."""

    BLOCKS = "blocks"
    WARNS = "warns"
    ADVISES = "advises"


class Part(StrEnum):
    """Where in an article it is found: in a field, or at the files of a place."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"
    ILLUSTRATION = "illustration"
    GALLERY = "gallery"
    AUDIO = "audio"
    VIDEO = "video"
    ATTACHMENT = "attachment"


PERSONAL = frozenset({Kind.PERSON_NAMED, Kind.MAIL_ADDRESS, Kind.PHONE_NUMBER, Kind.POSTAL_ADDRESS})
"""Personal data, which everybody would read (RGPD art. 5, guide p. 6): asked for in public only."""

BY_LAW = PERSONAL | {
    Kind.CONSENT_MISSING,
    Kind.CONSENT_OVER,
    Kind.TEACHING_EXCEPTION,
    Kind.WITHOUT_LICENCE,
    Kind.WITHOUT_CREDIT,
    Kind.PICTURE_WITHOUT_ALT,
    Kind.FRAME_WITHOUT_TITLE,
    Kind.EMPTY_LINK,
}
"""What the law names: the image of people (Code civil art. 9), the rights of authors (CPI), and the
criteria 1.1, 2.1 and 6.2 of the RGAA. In public it blocks, in private it warns."""

ADVICE = frozenset({Kind.PEOPLE_NOT_SAID, Kind.FILE_LINK, Kind.EXCLAMATIONS})

OF_FILES = frozenset(
    {
        Kind.CONSENT_MISSING,
        Kind.CONSENT_OVER,
        Kind.TEACHING_EXCEPTION,
        Kind.WITHOUT_LICENCE,
        Kind.WITHOUT_CREDIT,
        Kind.PICTURE_TOO_SMALL,
        Kind.PEOPLE_NOT_SAID,
    }
)
"""What is wrong with a file itself, wherever it is used."""

WAIVABLE = PERSONAL | {Kind.WITHOUT_LICENCE, Kind.WITHOUT_CREDIT, Kind.PEOPLE_NOT_SAID}
"""What somebody may confirm with a reason: a consent, a professional contact, a right that the file
does not tell. The others are mended, or stay."""

_ORDER = {kind: number for number, kind in enumerate(Kind)}
_GRAVITIES = {gravity: number for number, gravity in enumerate(Gravity)}


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where (the words there), and which element of the text, counted by tag.

    `spans` are the places of the words in the plain text of the body (`flat.Flat`), `short` is what
    may stand there in their place. `subject` names what it is about where its words do not.
    """

    kind: Kind
    place: str
    element: tuple[str, int] | None = None
    part: Part = Part.BODY
    position: int = 0
    media_id: int | None = None
    subject: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    short: str = ""
    is_public: bool = True

    @property
    def gravity(self) -> Gravity:
        """How much it matters where the text is to be read."""
        if self.kind in ADVICE:
            return Gravity.ADVISES
        return Gravity.BLOCKS if self.kind in BY_LAW and self.is_public else Gravity.WARNS

    @property
    def key(self) -> str:
        """What a waiver names beside the kind: the words, folded, or the file."""
        return self.subject or fold(" ".join(self.place.split()))

    @property
    def order(self) -> tuple[int, int]:
        """The place in a list: the gravest first."""
        return _GRAVITIES[self.gravity], _ORDER[self.kind]
