"""The groups by which the list of people may be narrowed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind
from app.queries.ties import Finder
from app.rules.directory import groups_of


def groups_to_choose(session: Session, finder: Finder) -> Mapping[GroupKind, Sequence[Group]]:
    """Return the groups that have not ended, by kind: all, or those of the viewer that show."""
    groups = select(Group).where(Group.ended_at.is_(None))
    if not finder.sees_all:
        own = sorted(groups_of(finder.viewer))
        groups = groups.where(Group.id.in_(own), Group.is_visible)
    found = session.scalars(groups.order_by(Group.sort_key, Group.id)).all()
    return {
        kind: some for kind in GroupKind if (some := [one for one in found if one.kind is kind])
    }
