"""The sections of the form of an article that hold files: which files each takes, and how many."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.access import school
from app.models import Media, MediaKind, Slot
from app.rules.quotas import LIMITS, Place
from blueprints.newsroom.file_rows import FileRow, FilmRow, PictureRow, SoundRow, TitledRow
from blueprints.newsroom.file_words import limits_in_words


@dataclass(frozen=True)
class SectionKind:
    """A section: the names of its fields begin with `name`; it never holds more than `at_most`."""

    name: str
    slot: Slot
    place: Place
    row: type[FileRow]
    at_most: int
    kind: MediaKind | None
    """What each of its files is; none: anything that is kept as it was sent."""
    label: LazyString
    help: LazyString

    @property
    def most(self) -> int:
        """How many files it takes: no more than the school has chosen for the place."""
        return min(self.at_most, school().limits[self.place].files or self.at_most)

    @property
    def limits(self) -> str:
        """Which files it takes, and how large, in words."""
        return limits_in_words(self.place)

    @property
    def accept(self) -> str:
        """What a browser offers to choose; everything when it is empty."""
        if self.kind is MediaKind.PICTURE:
            return "image/*"  # a phone then offers its camera
        return ",".join(sorted(f".{one}" for one in LIMITS[self.place].extensions or ()))

    @property
    def asks_rights(self) -> bool:
        """Whether the author and the licence of its files are always asked for."""
        return self.kind is not None

    def takes(self, media: Media) -> bool:
        """Tell whether a file may stand in this section."""
        if self.kind is None:
            return media.stored_name is not None
        return media.kind is self.kind


KINDS: Mapping[str, SectionKind] = {
    kind.name: kind
    for kind in (
        SectionKind(
            name="illustration",
            slot=Slot.ILLUSTRATION,
            place=Place.IMAGES,
            row=PictureRow,
            at_most=1,
            kind=MediaKind.PICTURE,
            label=_l("Illustration"),
            help=_l("The picture at the head of the article, and beside its title in lists."),
        ),
        SectionKind(
            name="gallery",
            slot=Slot.GALLERY,
            place=Place.IMAGES,
            row=PictureRow,
            at_most=60,
            kind=MediaKind.PICTURE,
            label=_l("Picture gallery"),
            help=_l("Pictures side by side, below the text."),
        ),
        SectionKind(
            name="attachments",
            slot=Slot.ATTACHMENT,
            place=Place.ATTACHMENTS,
            row=TitledRow,
            at_most=LIMITS[Place.ATTACHMENTS].files or 0,
            kind=None,
            label=_l("Attachments"),
            help=_l("Documents to download, below the text."),
        ),
        SectionKind(
            name="audio",
            slot=Slot.AUDIO,
            place=Place.AUDIO,
            row=SoundRow,
            at_most=10,
            kind=MediaKind.AUDIO,
            label=_l("Sound"),
            help=_l("Recordings that play in the page."),
        ),
        SectionKind(
            name="video",
            slot=Slot.VIDEO,
            place=Place.VIDEO,
            row=FilmRow,
            at_most=10,
            kind=MediaKind.VIDEO,
            label=_l("Video"),
            help=_l(
                "Films of the school that play in the page. For one on PeerTube or Podeduc, paste"
                " its address into the text."
            ),
        ),
    )
}
"""In the order in which the page shows them."""

SLOTS: Mapping[Slot, str] = {kind.slot: kind.name for kind in KINDS.values()}
