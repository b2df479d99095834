"""What the files of a text lack: licence, credit, consent, words for who cannot see or hear."""

from dataclasses import replace
from datetime import date

import pytest

from app.images.forms import CARD
from app.rules.licences import Licence
from app.text.check import CheckedArticle, check
from app.text.check_pictures import AUDIO, PICTURE, SMALLEST_ILLUSTRATION, VIDEO, CheckedFile
from app.text.kinds import Finding, Gravity, Kind, Part

TODAY = date(2026, 3, 24)
GOOD = CheckedFile(
    Part.ILLUSTRATION,
    PICTURE,
    "La cour",
    media_id=7,
    alt="La cour, vue du préau",
    credit="Marion Estrade",
    licence=Licence.BY,
    shows_people=False,
    width=680,
    height=383,
)


def found(file: CheckedFile, *, is_public: bool = True) -> list[Finding]:
    """Return what one file lacks."""
    article = CheckedArticle("Un titre", "", "", [file], is_public=is_public, today=TODAY)
    return check(article)


def test_a_good_picture_lacks_nothing() -> None:
    assert found(GOOD) == []
    assert found(replace(GOOD, alt="")) == []
    consented = replace(GOOD, shows_people=True, consent="Classeur 4C", consent_ends_on=TODAY)
    assert found(consented) == []
    assert found(replace(GOOD, licence=Licence.CC0, credit=None)) == []


@pytest.mark.parametrize(
    ("lack", "kind", "gravity"),
    [
        ({"alt": None}, Kind.PICTURE_WITHOUT_ALT, Gravity.BLOCKS),
        ({"licence": None}, Kind.WITHOUT_LICENCE, Gravity.BLOCKS),
        ({"credit": " "}, Kind.WITHOUT_CREDIT, Gravity.BLOCKS),
        ({"licence": Licence.TEACHING}, Kind.TEACHING_EXCEPTION, Gravity.BLOCKS),
        ({"shows_people": True}, Kind.CONSENT_MISSING, Gravity.BLOCKS),
        ({"shows_people": True, "consent": "x", "consent_ends_on": date(2026, 3, 23)},
         Kind.CONSENT_OVER, Gravity.BLOCKS),
        ({"shows_people": None}, Kind.PEOPLE_NOT_SAID, Gravity.ADVISES),
        ({"width": 679}, Kind.PICTURE_TOO_SMALL, Gravity.WARNS),
        ({"height": 382}, Kind.PICTURE_TOO_SMALL, Gravity.WARNS),
        ({"kind": AUDIO, "part": Part.AUDIO}, Kind.SOUND_WITHOUT_TRANSCRIPT, Gravity.WARNS),
        ({"kind": VIDEO, "part": Part.VIDEO}, Kind.FILM_WITHOUT_CAPTIONS, Gravity.WARNS),
    ],
)  # fmt: skip
def test_finds_what_a_file_lacks(lack: dict[str, object], kind: Kind, gravity: Gravity) -> None:
    [finding] = found(replace(GOOD, **lack))  # type: ignore[arg-type]
    assert (finding.kind, finding.gravity, finding.media_id) == (kind, gravity, 7)
    assert finding.key == "media 7"


def test_the_picture_of_a_film_is_no_film() -> None:
    assert found(replace(GOOD, part=Part.VIDEO, alt="")) == []
    [finding] = found(replace(GOOD, part=Part.VIDEO, alt="", shows_people=True))
    assert finding.kind is Kind.CONSENT_MISSING


def test_in_a_private_rubrique_a_work_may_be_shown_to_a_class() -> None:
    assert found(replace(GOOD, licence=Licence.TEACHING), is_public=False) == []
    [finding] = found(replace(GOOD, licence=None), is_public=False)
    assert finding.gravity is Gravity.WARNS


def test_a_document_needs_no_licence_and_a_picture_in_the_text_speaks_there() -> None:
    assert found(CheckedFile(Part.ATTACHMENT, "document", "Le programme")) == []
    assert found(replace(GOOD, part=Part.BODY, alt=None, width=10)) == []


def test_the_smallest_illustration_is_a_card() -> None:
    assert (CARD.width, CARD.height) == SMALLEST_ILLUSTRATION


def test_words_beside_files_are_read_too() -> None:
    file = replace(
        GOOD,
        kind=AUDIO,
        part=Part.AUDIO,
        transcript="Appelez le\n06 12 34 56 78.",
        caption="a@b.fr",
        credit="Lou, c@d.fr",
    )
    assert [(one.kind, one.place, one.part) for one in found(file)] == [
        (Kind.MAIL_ADDRESS, "a@b.fr", Part.AUDIO),
        (Kind.MAIL_ADDRESS, "c@d.fr", Part.AUDIO),
        (Kind.PHONE_NUMBER, "06 12 34 56 78", Part.AUDIO),
    ]
