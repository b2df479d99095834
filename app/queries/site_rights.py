"""Which rights on the site a viewer holds."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import BindParameter, ColumnElement, Exists, bindparam, select, true
from sqlalchemy.orm import Session

from app.models import SiteRight
from app.queries.holders import holders
from app.rules.audience import Viewer
from app.rules.site_rights import ALWAYS, Right, rights_by_rule

_OF_KEYS = select(SiteRight.right).where(SiteRight.key.in_(bindparam("keys", expanding=True)))
"""Built once: each page of somebody who is signed in asks it."""


def delegations(session: Session) -> list[tuple[Right, str]]:
    """Return the rows of rights and the keys to which they are given, by key."""
    rows = session.execute(select(SiteRight.right, SiteRight.key).order_by(SiteRight.key))
    return [(right, key) for right, key in rows]


def rights_of(session: Session, viewer: Viewer) -> frozenset[Right]:
    """Return the rights that a viewer holds by rule or by a row, in one query."""
    rows = session.scalars(_OF_KEYS, {"keys": sorted(viewer.keys)})
    return rights_by_rule(viewer) | frozenset(rows)


def holds(viewer: Viewer, *rights: Right) -> ColumnElement[bool]:
    """State that a viewer holds one of these rights, by rule or by a row."""
    if not rights_by_rule(viewer).isdisjoint(rights):
        return true()
    return is_given(sorted(viewer.keys), *rights)


def is_given(keys: Sequence[str] | BindParameter[str], *rights: Right) -> Exists:
    """State that a row gives one of these rights to one of these keys."""
    given = select(SiteRight.key).where(SiteRight.right.in_(rights), SiteRight.key.in_(keys))
    return given.exists()


def rights_beyond(
    session: Session, keys: Iterable[str], rights: Collection[Right]
) -> frozenset[Right]:
    """Return the rights that these keys were given, and that are not among some."""
    rows = session.scalars(select(SiteRight.right).where(SiteRight.key.in_(sorted(set(keys)))))
    return frozenset(rows).difference(rights)


def holders_of(session: Session, *rights: Right) -> set[int]:
    """Return the ids of the active people who hold one of these rights by rule or by a row."""
    keys = {key for key, held in ALWAYS.items() if not held.isdisjoint(rights)}
    keys |= set(session.scalars(select(SiteRight.key).where(SiteRight.right.in_(rights))))
    return set(session.scalars(holders(keys)))
