"""The files of a text: what they say to those who cannot see or hear, and whether they may show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.rules.consent import is_over
from app.rules.licences import TERMS, Licence
from app.text.check_structure import short
from app.text.kinds import Finding, Kind, Part

SMALLEST_ILLUSTRATION = (680, 383)
"""The size of a card (`images.forms.CARD`): a smaller picture would show blurred."""
PICTURE, AUDIO, VIDEO = "picture", "audio", "video"
"""The values of `models.MediaKind` that matter here."""


@dataclass(frozen=True)
class CheckedFile:
    """A file in a place of a text, with what is known of it.

    `alt` is none when nobody wrote it, empty when the picture decorates.
    """

    part: Part
    kind: str
    title: str
    media_id: int | None = None
    position: int = 0
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    licence: Licence | None = None
    shows_people: bool | None = None
    consent: str | None = None
    consent_ends_on: date | None = None
    width: int | None = None
    height: int | None = None
    transcript: str | None = None
    has_captions: bool = False


def of_file(file: CheckedFile, today: date, *, is_public: bool) -> Iterator[Finding]:
    """Yield what a file lacks where it is used; a body says itself what its pictures show."""
    for kind in (*_rights(file, is_public), *_people(file, today), *_access(file)):
        yield Finding(
            kind,
            short(file.title),
            part=file.part,
            position=file.position,
            media_id=file.media_id,
            subject=f"media {file.media_id}" if file.media_id else "",
        )


def _rights(file: CheckedFile, is_public: bool) -> Iterator[Kind]:
    if file.licence is None:
        if file.kind == PICTURE:
            yield Kind.WITHOUT_LICENCE
        return
    terms = TERMS[file.licence]
    if is_public and not terms.may_be_public:
        yield Kind.TEACHING_EXCEPTION
    if terms.needs_credit and not (file.credit or "").strip():
        yield Kind.WITHOUT_CREDIT


def _people(file: CheckedFile, today: date) -> Iterator[Kind]:
    if is_over(file.consent_ends_on, today):
        yield Kind.CONSENT_OVER
    elif file.kind not in (PICTURE, VIDEO):
        return
    elif file.shows_people is None:
        yield Kind.PEOPLE_NOT_SAID
    elif file.shows_people and not (file.consent or "").strip():
        yield Kind.CONSENT_MISSING


def _access(file: CheckedFile) -> Iterator[Kind]:
    if file.part in (Part.ILLUSTRATION, Part.GALLERY) and file.alt is None:
        yield Kind.PICTURE_WITHOUT_ALT
    if file.part is Part.ILLUSTRATION and file.width and file.height:
        width, height = SMALLEST_ILLUSTRATION
        if file.width < width or file.height < height:
            yield Kind.PICTURE_TOO_SMALL
    if file.part is Part.AUDIO and not (file.transcript or "").strip():
        yield Kind.SOUND_WITHOUT_TRANSCRIPT
    if file.kind == VIDEO and file.part is Part.VIDEO and not file.has_captions:
        yield Kind.FILM_WITHOUT_CAPTIONS
