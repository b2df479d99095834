"""What each type of tile looks like, with what this school has, for who chooses among them."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from app.access import now, viewer
from app.extensions import db
from app.forms import IdField, IdsField
from app.models import Article, Finish, Media, PageKind, Rubrique, Slot
from app.queries.articles import current_articles, in_flow
from app.queries.cards import Picture, picture_in
from app.queries.consent import shown_media
from app.queries.rubriques import listed_rubriques
from app.rules.consent import day_in_paris
from app.tile import PlacedTile, TileType
from app.tile_rendering import render_tiles
from tiles import TYPES

MOST = 3


def samples(page: PageKind) -> list[tuple[TileType, Markup | None]]:
    """Return the types that may stand on a page, each as an example if it has something to show."""
    session = db.session()
    articles = list(
        session.scalars(
            in_flow(current_articles(viewer(), now())).with_only_columns(Article.id).limit(MOST)
        )
    )
    readable = listed_rubriques(viewer())
    rubriques = list(
        session.scalars(
            select(Rubrique.id)
            .where(Rubrique.id.in_(readable), Rubrique.parent_id.is_(None))
            .order_by(Rubrique.position, Rubrique.id)
            .limit(MOST)
        )
    )
    shown_now = Media.in_collection & shown_media(day_in_paris(now()))
    collected = session.scalar(select(Media).where(shown_now).order_by(Media.id).limit(1))
    types = [one for one in TYPES.values() if page in one.pages]
    tiles = [
        PlacedTile(
            number, one.kind, str(one.label), 12, 1, Finish.STONE,
            _settings(one, articles, rubriques), _pictures(one, collected),
        )
        for number, one in enumerate(types, 1)
    ]  # fmt: skip
    shown = render_tiles(TYPES, tiles, viewer(), now(), keeps_all=True)
    return [(kind, one.html) for kind, one in zip(types, shown, strict=True)]


def _pictures(kind: TileType, media: Media | None) -> dict[Slot, Picture]:
    """Return a picture of the collection for a type that shows one as it is."""
    found = picture_in(media, "") if media is not None else None
    whole = [slot for slot, known in kind.slots.items() if known.form is None]
    return dict.fromkeys(whole, found) if found else {}


def _settings(kind: TileType, articles: Sequence[int], rubriques: Sequence[int]) -> dict[str, Any]:
    """Return the example of a type, about articles and rubriques that are there."""
    there = {"article": articles, "articles": articles, "rubrique": rubriques,
             "rubriques": rubriques}  # fmt: skip
    settings = dict(kind.example)
    for field in kind.Settings():
        ids = there.get(field.name, ())
        if isinstance(field, IdsField):
            settings[field.name] = list(ids)
        elif isinstance(field, IdField) and field.name in settings:
            settings[field.name] = next(iter(ids), None)
    return settings
