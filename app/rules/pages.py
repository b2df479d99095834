"""The pages that are composed of tiles, and the right by which each is composed (guide p. 8)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from app.rules.site_rights import Right


class PageKind(StrEnum):
    """The pages that are composed of tiles."""

    PUBLIC_HOME = "public_home"
    PERSONAL_HOME = "personal_home"


COMPOSED_BY: Mapping[PageKind, Right] = {
    PageKind.PUBLIC_HOME: Right.COMPOSE,
    PageKind.PERSONAL_HOME: Right.COMPOSE_PERSONAL,
}
"""The right of each page: who holds one learns nothing of the drafts of the other."""


def composed_with(rights: Collection[Right]) -> list[PageKind]:
    """Return the pages that somebody with these rights composes."""
    return [page for page, right in COMPOSED_BY.items() if right in rights]
