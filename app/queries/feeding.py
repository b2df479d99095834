"""Which rubriques feed the news of the public home page (guide p. 9)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PageKind, Tile
from app.queries.layouts import current_layout

NEWS = "news_feed"


def feeds_public_home(session: Session, now: datetime, rubrique_id: int) -> bool:
    """Tell whether a news tile of the current public home page takes from a rubrique."""
    layout = current_layout(PageKind.PUBLIC_HOME, now).scalar_subquery()
    tiles = session.scalars(
        select(Tile.settings).where(Tile.layout_id == layout, Tile.kind == NEWS)
    )
    return any(rubrique_id in (settings.get("rubriques") or ()) for settings in tiles)
