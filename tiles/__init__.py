"""The tile types, an explicit list: a new one is one file, one template and one line here."""

from app.tile import TileType
from tiles.article_pick import ArticlePick
from tiles.contact import Contact
from tiles.events import Events
from tiles.external_feed import ExternalFeed
from tiles.hero import Hero
from tiles.link import Link
from tiles.news_feed import NewsFeed
from tiles.picture import Picture
from tiles.rich_text import RichText
from tiles.rubrique_list import RubriqueList
from tiles.social_link import SocialLink

TYPES: dict[str, TileType] = {
    kind.kind: kind
    for kind in (
        Hero(),
        NewsFeed(),
        ArticlePick(),
        RubriqueList(),
        Events(),
        Link(),
        RichText(),
        Picture(),
        ExternalFeed(),
        SocialLink(),
        Contact(),
    )
}
"""By kind, in the order in which editors choose from them."""
