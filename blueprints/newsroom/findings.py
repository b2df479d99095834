"""What the check of a text found, in words: what is wrong, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.models import Slot
from app.queries.review import Review
from app.text.check import Finding, Gravity, Kind, UsedPicture, check

MOST_PLACES = 5
"""Of one kind, the first places show; mending these shows the next ones."""
CHECKED_SLOTS = (Slot.ILLUSTRATION, Slot.GALLERY)

WORDS: Mapping[Kind, tuple[str, str]] = {
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
    Kind.EXCLAMATIONS: (_l("Several exclamation marks"), _l("A single one is enough.")),
}
"""Title and advice of each kind."""

LOOKS: Mapping[Gravity, tuple[str, str]] = {
    Gravity.BLOCKS: ("alert", "octagon-alert"),
    Gravity.WARNS: ("warn", "triangle-alert"),
    Gravity.ADVISES: ("info", "lightbulb"),
}
"""Colour and icon of each gravity."""


@dataclass(frozen=True)
class Told:
    """All findings of one kind; `places` are words of the text, some of `count`."""

    title: str
    advice: str
    look: str
    icon: str
    places: tuple[str, ...]
    count: int


def findings_of(review: Review) -> list[Finding]:
    """Return what the newest text of a review still lacks."""
    pictures = [
        UsedPicture(media.title, use.alt)
        for use, media in review.files
        if use.slot in CHECKED_SLOTS
    ]
    newest = review.work.newest
    return check(newest.body, title=newest.title, summary=newest.summary, pictures=pictures)


def told(findings: Iterable[Finding]) -> list[Told]:
    """Return findings in words, one entry a kind, in their order."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    entries = []
    for kind, found in by_kind.items():
        title, advice = WORDS[kind]
        look, icon = LOOKS[found[0].gravity]
        places = tuple(dict.fromkeys(finding.place for finding in found if finding.place))
        entries.append(Told(title, advice, look, icon, places[:MOST_PLACES], len(found)))
    return entries
