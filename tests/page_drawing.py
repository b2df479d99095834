"""Random compositions of a page, as hypothesis draws them, laid or drafted in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.models import Draft, DraftTile, Layout, PageKind, Tile, TileAudience
from app.rules.audience import Viewer
from tests.factories import NOW
from tests.world_drawing import KEYS, MOMENTS
from tests.worlds import secret

WORD = "zqtil"
"""How the secret word of a tile begins, as those of `tests.worlds.Kind`."""
IDS = (*range(1, 7), 77)
"""Of rubriques and articles; some of them may not be there."""
Settings = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class DrawnTile:
    """A tile with its settings, its audience and its time."""

    kind: str
    settings: Mapping[str, Any]
    audience: Sequence[str]
    shown_from: datetime | None = None
    shown_until: datetime | None = None

    def is_due(self, viewer: Viewer) -> bool:
        """Tell whether it may show anything to a viewer now: said here without any query."""
        started = self.shown_from is None or self.shown_from <= NOW
        ended = self.shown_until is not None and self.shown_until <= NOW
        return started and not ended and bool(viewer.keys & set(self.audience))


def article_tiles() -> st.SearchStrategy[Settings]:
    """Draw what shows articles, some of it about what is not there or not to be read by anybody."""
    ids = st.sampled_from(IDS)
    some = st.lists(ids, max_size=4, unique=True)
    drawn: st.SearchStrategy[Settings] = st.one_of(
        st.builds(
            lambda rubriques, maximum, pins: (
                "news_feed",
                {"rubriques": rubriques, "maximum": maximum, "pins": pins},
            ),
            some,
            st.integers(1, 3),
            st.just([]) | drawn_pins(),
        ),
        st.builds(lambda articles: ("article_pick", {"articles": articles}), some),
        st.builds(
            lambda on, article: ("hero", {"enabled": on, "article": article}),
            st.sampled_from([True, True, False]),
            st.sampled_from([None, *IDS]),
        ),
        st.sampled_from(
            [
                ("rubrique_list", {"rubriques": [1]}),
                ("news_feed", {"maximum": 99}),
                ("hourglass", {}),
            ]
        ),
    )
    return drawn


def drawn_pins() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw what is pinned at the head of the news, some of it no more."""
    drawn = st.builds(
        lambda article, day: {"article": article, "until": day},
        st.sampled_from(IDS),
        st.sampled_from(["", "2026-03-24", "2026-03-23"]),
    )
    return st.lists(drawn, max_size=3, unique_by=lambda one: one["article"])


def all_tiles() -> st.SearchStrategy[Settings]:
    """Draw tiles of all types that show what somebody may not see."""
    ids = st.sampled_from(IDS)
    some = st.lists(ids, max_size=5, unique=True)
    drawn: st.SearchStrategy[Settings] = st.one_of(
        article_tiles(),
        article_tiles(),
        article_tiles(),
        st.builds(lambda chosen: ("rubrique_list", {"rubriques": chosen}), some),
        st.builds(lambda chosen: ("events", {"rubriques": chosen, "maximum": 9}), some),
        st.builds(lambda chosen: ("link", {"rubrique": chosen}), ids),
        st.just(("rich_text", {"html": "<p>Du texte.</p>"})),
    )
    return drawn


def drawn_tiles(settings: st.SearchStrategy[Settings]) -> st.SearchStrategy[DrawnTile]:
    """Draw tiles for one or two populations, or nobody, some of them before or after their time."""
    keys = st.lists(st.sampled_from(["public", "public", "public", "members", *KEYS]), max_size=2)
    usually_none = st.sampled_from([*[None] * 12, *MOMENTS])
    return st.builds(_tile, settings, keys, usually_none, usually_none)


def lay(session: Session, page: PageKind, tiles: Sequence[DrawnTile]) -> None:
    """Publish a composition over whatever is there."""
    day = NOW - timedelta(days=1)
    laid = [
        Tile(
            position=position,
            mark=f"mark-{position}",
            audience=[TileAudience(key=key) for key in one.audience],
            **_columns(one, position),
        )
        for position, one in enumerate(tiles)
    ]
    session.add(Layout(page=page, created_at=day, published_at=day, tiles=laid))


def draft(session: Session, page: PageKind, tiles: Sequence[DrawnTile]) -> None:
    """Store a composition as the draft of a page."""
    laid = [
        DraftTile(
            position=position,
            mark=f"mark-{position}",
            audience=list(one.audience),
            **_columns(one, position),
        )
        for position, one in enumerate(tiles)
    ]
    session.add(Draft(page=page, created_at=NOW, changed_at=NOW, tiles=laid))


def _tile(
    settings: Settings, audience: list[str], start: timedelta | None, end: timedelta | None
) -> DrawnTile:
    """Return a tile; the database refuses an end before the start."""
    if start is not None and end is not None and end <= start:
        end = None
    moments = [None if one is None else NOW + one for one in (start, end)]
    return DrawnTile(*settings, sorted(set(audience)), *moments)


def _columns(tile: DrawnTile, position: int) -> dict[str, Any]:
    return {
        "kind": tile.kind,
        "title": f"Tuile {secret(WORD, position)}",
        "settings": dict(tile.settings),
        "shown_from": tile.shown_from,
        "shown_until": tile.shown_until,
    }
