"""The page of a school that has not composed it yet: all the news, all the dates."""

from app.models import Finish
from app.tile import PlacedTile

TILES = (
    PlacedTile(1, "news_feed", "", 8, 1, Finish.STONE, {"maximum": 6}, {}),
    PlacedTile(2, "events", "", 4, 1, Finish.TINTED, {"maximum": 5}, {}),
)
