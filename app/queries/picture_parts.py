"""The parts of pictures that tiles show, each cut to forms of its own."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.images.parts import key_of, part_in
from app.models import DraftTile, MediaForm, MediaUse, Tile


def unused_parts(session: Session, most: int) -> list[tuple[int, str]]:
    """Return forms, by picture and name, of parts that no tile shows: of any page, any draft."""
    found = session.execute(
        select(MediaForm.media_id, MediaForm.name).where(MediaForm.name.like("hero%.%-%"))
    ).all()
    if not found:
        return []
    shown = set(_shown(session))
    unused = [
        (media_id, name)
        for media_id, name in found
        if (media_id, name.partition(".")[2].partition("-")[0]) not in shown
    ]
    return unused[:most]


def _shown(session: Session) -> Iterator[tuple[int, str]]:
    for tile, place in ((Tile, MediaUse.tile_id), (DraftTile, MediaUse.draft_tile_id)):
        rows = session.execute(
            select(MediaUse.media_id, MediaUse.slot, tile.settings).join(tile, tile.id == place)
        )
        for media_id, slot, settings in rows:
            stored = settings.get(f"{slot}_part") if isinstance(settings, dict) else None
            try:
                part = part_in(stored) if isinstance(stored, str) else None
            except ValueError:
                continue
            if part is not None:
                yield media_id, key_of(part).removeprefix(".")
