"""Which keys decide what somebody is shown: those that a grant, a tile or a service names."""

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.models import Grant, ServiceAudience, TileAudience
from app.rules.audience import MANAGERS_EVERYWHERE, MEMBERS, PUBLIC

ALWAYS = MANAGERS_EVERYWHERE | {PUBLIC, MEMBERS}
"""Those that do without being named anywhere."""


def named_keys(session: Session) -> frozenset[str]:
    """Return these keys; rights on the site are not contents, and other keys may hold them."""
    named = (Grant.key, TileAudience.key, ServiceAudience.key)
    return ALWAYS.union(session.scalars(union(*(select(key) for key in named))))
