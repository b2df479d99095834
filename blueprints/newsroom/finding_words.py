"""The words for each kind of finding: what is wrong, and how to mend it."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.text.kinds import Kind

WORDS: Mapping[Kind, tuple[LazyString, LazyString]] = {
    Kind.PERSON_NAMED: (
        _l("Full name of a pupil or a parent"),
        _l(
            "Everybody could read it, and find it again for years. Write the first name and an"
            " initial, or confirm that the person, or the parents, agreed in writing."
        ),
    ),
    Kind.MAIL_ADDRESS: (
        _l("E-mail address of a person"),
        _l("Give an address of the school in its place, or confirm that it is a professional one."),
    ),
    Kind.PHONE_NUMBER: (
        _l("Phone number that is not the school’s"),
        _l("Give a number of the school in its place, or confirm that it is a professional one."),
    ),
    Kind.POSTAL_ADDRESS: (
        _l("Postal address"),
        _l("Nobody’s home should be read here. Confirm the address of a public place."),
    ),
    Kind.CONSENT_MISSING: (
        _l("Recognisable people without consent"),
        _l(
            "Say in the media library where the written consents are kept, or choose another"
            " picture."
        ),
    ),
    Kind.CONSENT_OVER: (
        _l("The consent has ended"),
        _l("Ask for a new one and write its date in the media library, or change the picture."),
    ),
    Kind.TEACHING_EXCEPTION: (
        _l("Teaching exception in a public rubrique"),
        _l("It allows a work in class only. Choose another work, or a private rubrique."),
    ),
    Kind.WITHOUT_LICENCE: (
        _l("Picture without licence"),
        _l("Say in the media library under which terms it may be shown."),
    ),
    Kind.WITHOUT_CREDIT: (
        _l("Work without its author’s name"),
        _l("Its licence asks for it: write the credit in the media library."),
    ),
    Kind.PICTURE_WITHOUT_ALT: (
        _l("Picture without text alternative"),
        _l("Say what it shows, or mark it as decorative."),
    ),
    Kind.FRAME_WITHOUT_TITLE: (
        _l("Outside content without title"),
        _l("Name what is shown: “Film of the choir’s concert”."),
    ),
    Kind.EMPTY_LINK: (
        _l("Link without words"),
        _l("Write what the link leads to, or remove it."),
    ),
    Kind.VAGUE_LINK: (
        _l("Link that says too little"),
        _l("A link must say where it leads: “the pictures of the morning”."),
    ),
    Kind.BARE_ADDRESS: (
        _l("Address in full"),
        _l("Replace it with words that name the page; the address stays behind the link."),
    ),
    Kind.HEADING_JUMP: (
        _l("Heading that skips a level"),
        _l("A sub-heading stands under a heading: choose the level just below the previous one."),
    ),
    Kind.EMPTY_HEADING: (_l("Heading without words"), _l("Write it or remove it.")),
    Kind.TABLE_WITHOUT_HEADERS: (
        _l("Table without header cells"),
        _l("Mark the first row or the first column as headers."),
    ),
    Kind.SOUND_WITHOUT_TRANSCRIPT: (
        _l("Sound without transcript"),
        _l("Write what is said, for those who cannot hear it."),
    ),
    Kind.FILM_WITHOUT_CAPTIONS: (
        _l("Film without captions"),
        _l("Add a captions file (WebVTT), for those who cannot hear it."),
    ),
    Kind.PICTURE_TOO_SMALL: (
        _l("Illustration too small"),
        _l("It would be blurred: choose a picture of at least 680 × 383 pixels."),
    ),
    Kind.PEOPLE_NOT_SAID: (
        _l("Are there people on it?"),
        _l("Say in the media library whether somebody can be recognised."),
    ),
    Kind.FILE_LINK: (
        _l("Link to a file that does not say so"),
        _l("Say in the link what it opens: “Programme of the trip (PDF, 200 Ko)”."),
    ),
    Kind.EXCLAMATIONS: (_l("Several exclamation marks"), _l("A single one is enough.")),
}
"""Title and advice of each kind."""
