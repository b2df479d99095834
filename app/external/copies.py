"""What a feed of another site says, once it is read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Item:
    """An item: plain texts, an address of the web or nothing, a moment where it has one."""

    title: str
    url: str
    summary: str
    published_at: datetime | None


@dataclass(frozen=True)
class Copy:
    """What a feed says, the newest item first."""

    title: str
    site_url: str
    items: tuple[Item, ...]
