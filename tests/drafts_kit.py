"""Pages that are composed, for tests: a school that has one online, and its draft."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.draft_tiles import add_tile
from app.actions.drafts import begin_draft, new_mark
from app.models import Draft, DraftTile, Layout, LogEntry, PageKind
from app.queries.drafts import draft_tiles
from app.rules.tiles import TileValues
from tests.factories import NOW
from tests.layouts import lay_tile

PAGE = PageKind.PUBLIC_HOME
ADDRESS = "/site/page-accueil"


def lay_page(session: Session, *titles: str) -> Layout:
    """Publish a page of texts with these titles, a day ago."""
    for title in titles:
        lay_tile(session, "rich_text", {"html": f"<p>Texte de {title}.</p>"}, title=title)
    layout = session.scalars(select(Layout)).one()
    session.expire(layout, ["tiles"])
    return layout


def begin(session: Session, actor_id: int) -> Draft:
    """Begin the draft of the public home page."""
    return begin_draft(session, NOW, actor_id, PAGE)


def a_tile(title: str, **values: Any) -> TileValues:
    """Return a text as a tile for everybody."""
    told = {"settings": {"html": f"<p>Texte de {title}.</p>"}, "audience": frozenset({"public"})}
    return TileValues(new_mark(), "rich_text", title, **{**told, **values})


def add(session: Session, actor_id: int, draft: Draft, title: str, **values: Any) -> DraftTile:
    """Add a text to a draft."""
    return add_tile(session, NOW, actor_id, draft, a_tile(title, **values), draft.version)


def titles(session: Session) -> list[str]:
    """Return the titles of the draft, in order."""
    return [one.title for one in session.scalars(draft_tiles(PAGE))]


def deeds(session: Session) -> list[str]:
    """Return what the journal tells of pages, in order."""
    rows = session.scalars(
        select(LogEntry.action).where(LogEntry.subject == "layout").order_by(LogEntry.id)
    )
    return list(rows)
