"""The history of a page of tiles, read by key: all that was ever published or scheduled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.models import Layout, PageKind, Person, Tile
from app.queries.keyset import Cursor, Slice, by_key, sliced

_restored = aliased(Layout)


@dataclass(frozen=True)
class PastLayout:
    """A composition in the history of its page."""

    layout: Layout
    by: str
    """Who made it; empty when that account is gone, or when the site itself did."""
    tiles: int
    restored_at: datetime | None
    """Of when the composition is that it brings back."""

    @property
    def at(self) -> datetime:
        """When it shows, or was to; of one that was called off, when it was made."""
        return self.layout.published_at or self.layout.created_at


def past_layouts(
    session: Session, page: PageKind, cursor: Cursor | None, size: int
) -> Slice[PastLayout]:
    """Return one page of the compositions of a page of tiles, the newest first, in one query."""
    tiles = (
        select(func.count(Tile.id))
        .where(Tile.layout_id == Layout.id)
        .correlate(Layout)
        .scalar_subquery()
    )
    all_of_them = (
        select(Layout, Person.full_name, tiles, _restored.published_at)
        .outerjoin(Person, Person.id == Layout.created_by_id)
        .outerjoin(_restored, _restored.id == Layout.restored_id)
        .where(Layout.page == page)
    )
    at = func.coalesce(Layout.published_at, Layout.created_at)
    rows = session.execute(
        by_key(all_of_them, at, Layout.id, descending=True, cursor=cursor, size=size)
    )
    found = [PastLayout(layout, by or "", count, moment) for layout, by, count, moment in rows]
    return sliced(found, cursor, size)
