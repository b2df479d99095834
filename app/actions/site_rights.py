"""Delegate rights on the whole site, and take them back; what holds by rule is never touched."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import SiteRight
from app.rules.site_rights import ALWAYS, Right


class RightRefused(Exception):
    """A right cannot be given or taken so: it holds by rule, or is there, or gone, already."""


def give_right(session: Session, now: datetime, actor_id: int, right: Right, key: str) -> None:
    """Give a right to whoever holds a key; raises RightRefused when it is there already."""
    if holds_by_rule(right, key) or session.get(SiteRight, (right, key)) is not None:
        raise RightRefused
    session.add(SiteRight(right=right, key=key))
    session.flush()
    record(session, now, actor_id, "right.give", "site_right", None, right=right, key=key)


def take_right(session: Session, now: datetime, actor_id: int, right: Right, key: str) -> None:
    """Take a delegated right back; raises RightRefused for one by rule or that is not there."""
    found = None if holds_by_rule(right, key) else session.get(SiteRight, (right, key))
    if found is None:
        raise RightRefused
    session.delete(found)
    session.flush()
    record(session, now, actor_id, "right.take", "site_right", None, right=right, key=key)


def holds_by_rule(right: Right, key: str) -> bool:
    """Tell whether a key holds a right that no row gives and nobody takes away."""
    return right in ALWAYS.get(key, ())
