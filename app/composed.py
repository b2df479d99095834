"""The tiles of a draft: placed as those of a layout are, with what says who will see each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import DraftTile, Media, MediaUse, PageKind, Slot
from app.queries.cards import Picture
from app.queries.consent import shown_media
from app.queries.drafts import draft_tiles
from app.queries.tile_pictures import tile_picture_columns, tile_picture_of
from app.rules.audience import Viewer, reaches
from app.rules.consent import day_in_paris
from app.rules.page_tiles import LaidTile
from app.tile import PlacedTile
from app.tile_rendering import place_tile


@dataclass(frozen=True)
class DraftedTile:
    """A tile of a draft as it will be placed, with who will see it, and when."""

    placed: PlacedTile
    mark: str
    audience: Collection[str]
    shown_from: datetime | None
    shown_until: datetime | None
    unseen: Collection[Slot] = ()
    """Where it has a picture that readers do not see: the consent of those on it has ended."""

    @property
    def laid(self) -> LaidTile:
        """The tile as the rules see it: whom it is for, when, and from where it takes."""
        one = self.placed
        return LaidTile(
            one.id,
            one.kind,
            one.title,
            one.settings,
            frozenset(self.audience),
            shown_from=self.shown_from,
            shown_until=self.shown_until,
        )

    def is_early(self, now: datetime) -> bool:
        """Tell whether it is still hidden."""
        return self.shown_from is not None and now < self.shown_from

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is hidden for good."""
        return self.shown_until is not None and now >= self.shown_until

    def shows(self, viewer: Viewer, now: datetime) -> bool:
        """Tell whether a viewer will see it: the rule of `layout_with_tiles`."""
        in_time = not self.is_early(now) and not self.is_over(now)
        return in_time and reaches(self.audience, viewer)


def drafted_tiles(session: Session, page: PageKind, now: datetime) -> Sequence[DraftedTile]:
    """Return the tiles of a draft in order with their pictures, in one query."""
    tiles: dict[int, DraftTile] = {}
    pictures: dict[int, dict[Slot, Picture]] = {}
    unseen: dict[int, list[Slot]] = {}
    with_pictures = (
        draft_tiles(page)
        .outerjoin(MediaUse, MediaUse.draft_tile_id == DraftTile.id)
        .outerjoin(Media, (Media.id == MediaUse.media_id) & shown_media(day_in_paris(now)))
        .add_columns(MediaUse.slot, *tile_picture_columns())
    )
    for row in session.execute(with_pictures):
        tiles[row.DraftTile.id] = row.DraftTile
        picture = tile_picture_of(row)
        if picture is not None:
            pictures.setdefault(row.DraftTile.id, {})[row.slot] = picture
        elif row.slot is not None:
            unseen.setdefault(row.DraftTile.id, []).append(row.slot)
    return [
        DraftedTile(
            place_tile(one, pictures.get(one.id, {})),
            one.mark,
            one.audience,
            one.shown_from,
            one.shown_until,
            unseen.get(one.id, ()),
        )
        for one in tiles.values()
    ]
