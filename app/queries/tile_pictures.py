"""The pictures of tiles: as any others, with the forms in which they were cut to move."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.images.forms import HERO_MOVING
from app.models import Media, MediaForm
from app.queries.cards import Picture, picture_columns, picture_of


def tile_picture_columns() -> Sequence[Any]:
    """Return the columns of a picture of a tile, as `picture_columns`."""
    names = _moving(func.aggregate_strings(MediaForm.name, " ")).where(
        MediaForm.media_id == Media.id
    )
    return (*picture_columns(), names.correlate(Media).scalar_subquery().label("moving"))


def tile_picture_of(row: Row[*tuple[Any, ...]]) -> Picture | None:
    """Return the picture of a row that holds `tile_picture_columns`, if it has one."""
    found = picture_of(row)
    return found and replace(found, moving=_forms((row.moving or "").split()))


def moving_forms(session: Session, media_id: int) -> frozenset[str]:
    """Return the forms in which a picture was cut to move, as `Picture.moving` holds them."""
    names = _moving(MediaForm.name).where(MediaForm.media_id == media_id)
    return _forms(session.scalars(names).all())


def _moving(column: Any) -> Select[Any]:
    return select(column).where(MediaForm.name.like(f"{HERO_MOVING.name}%"))


def _forms(names: Sequence[str]) -> frozenset[str]:
    return frozenset(name.rpartition("-")[0] for name in names)
