"""The pages of a school that has not composed them yet: all the news, all the dates."""

from collections.abc import Mapping, Sequence

from app.models import Finish, PageKind
from app.tile import PlacedTile

DEFAULTS: Mapping[PageKind, Sequence[PlacedTile]] = {
    PageKind.PUBLIC_HOME: (),
    PageKind.PERSONAL_HOME: (
        PlacedTile(1, "news_feed", "", 8, 1, Finish.STONE, {"maximum": 6}, {}),
        PlacedTile(2, "events", "", 4, 1, Finish.TINTED, {"maximum": 5}, {}),
    ),
}
