"""What whoever composes is warned of, tile by tile: what shows, but not as it should."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.composed import DraftedTile
from app.images.forms import part_of, pixels_of
from app.images.made import MOST_FRAMES_MOVING
from app.images.parts import part_in
from app.queries.cards import Picture
from app.tile import PictureSlot
from tiles import TYPES

LEAST_SHOWN = 0.5
"""The share of a picture that a crop which nobody chose shows; of less somebody should choose."""


def warnings_of(tile: DraftedTile) -> list[str]:
    """Return what is to be said of a tile of a draft, in words; each part adds its own here."""
    return [*_pictures(tile)]


def picture_warnings(slot: PictureSlot, picture: Picture) -> Iterator[str]:
    """Say what is wrong with a picture where it stands, cropped as `picture.part` says."""
    if slot.form is not None:
        yield from _cropped(slot, picture)
    if picture.alt is None and not slot.is_twin:
        yield _("The picture has no alternative text.")


def unseen_words() -> str:
    """Say why readers do not see a picture."""
    return str(_("The authorisation of those who are seen has ended: readers do not see it."))


def _pictures(tile: DraftedTile) -> Iterator[str]:
    kind = TYPES.get(tile.placed.kind)
    for slot, known in (kind.slots if kind else {}).items():
        picture = tile.placed.pictures.get(slot)
        if picture is not None:
            picture = picture.showing(_part(tile.placed.settings.get(f"{slot}_part")))
            yield from (f"{known.label} – {one}" for one in picture_warnings(known, picture))
        elif slot in tile.unseen:
            yield f"{known.label} – {unseen_words()}"


def _part(stored: object) -> tuple[float, float, float, float] | None:
    try:
        return part_in(stored) if isinstance(stored, str) else None
    except ValueError:
        return None


def _cropped(slot: PictureSlot, picture: Picture) -> Iterator[str]:
    form, whole = slot.form, (picture.width, picture.height)
    assert form is not None  # noqa: S101 - its caller has looked
    width, height = pixels_of(part_of(form, whole, (0.5, 0.5), picture.part), whole)
    sizes = {"width": width, "height": height, "wide": form.width, "high": form.height}
    if whole[0] < form.width or whole[1] < form.height:
        yield _(
            "It is too small and will look soft: %(width)d × %(height)d pixels show, "
            "%(wide)d × %(high)d are needed.",
            **sizes,
        )
    elif width < form.width:
        yield _(
            "The frame is too tight, it will look soft: %(width)d × %(height)d pixels show, "
            "%(wide)d × %(high)d are needed.",
            **sizes,
        )
    if picture.is_stilled:
        yield _(
            "This animation is too long or too heavy: only its first picture shows. "
            "Choose one of at most %(frames)d pictures, or a smaller one.",
            frames=MOST_FRAMES_MOVING,
        )
    elif picture.is_animated and picture.moving is not None and not picture.moves:
        yield _(
            "This animation stands still here: nothing moves in what the frame shows, or it is too "
            "heavy. Draw another frame, or save the tile once more."
        )
    if picture.part is None and width * height < LEAST_SHOWN * whole[0] * whole[1]:
        yield _("Only a band of it shows, and nobody has chosen which: frame it in the settings.")
