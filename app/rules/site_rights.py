"""Rights on the whole site (DESIGN, "Site rights"): who holds which by rule, and cannot lose it."""

from enum import StrEnum

from app.rules.audience import Viewer


class Right(StrEnum):
    """What may be delegated beyond the roles in rubriques."""

    COMPOSE = "compose"
    """Of the public home page; `rules/pages.py` says which page has which right."""
    COMPOSE_PERSONAL = "compose_personal"
    SETTINGS = "settings"
    DIRECTORY = "directory"
    SERVICES = "services"
    JOURNAL = "journal"
    SEE_AS = "see_as"
    ANNOUNCE = "announce"
    APPROVE_ANNOUNCEMENTS = "approve_announcements"


TECHNICAL = frozenset(
    {
        Right.COMPOSE,
        Right.COMPOSE_PERSONAL,
        Right.SETTINGS,
        Right.DIRECTORY,
        Right.SERVICES,
        Right.JOURNAL,
        Right.SEE_AS,
    }
)
ALWAYS: dict[str, frozenset[Right]] = {
    "duty:head": frozenset(Right),
    "duty:deputy": frozenset(Right),
    "duty:admin": TECHNICAL,
}
"""The rights of a key that no row gives and nobody takes away (guide p. 46)."""


def rights_by_rule(viewer: Viewer) -> frozenset[Right]:
    """Return the rights that a viewer holds whatever is delegated."""
    return frozenset(right for key in viewer.keys & ALWAYS.keys() for right in ALWAYS[key])
