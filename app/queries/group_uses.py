"""What a group opens, and for whom: what its people lose when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import (
    Announcement,
    AnnouncementTarget,
    DraftTile,
    Grant,
    Layout,
    PageKind,
    Rubrique,
    ServiceAudience,
    SiteRight,
    Tile,
    TileAudience,
)
from app.queries.layouts import current_layout
from app.queries.rubriques import readable_rubriques
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import Part, Viewer, group_key
from app.rules.roles import Role
from app.rules.site_rights import Right


@dataclass(frozen=True)
class GroupUses:
    """Where a group is named; `hidden` counts the rubriques that the viewer may not see."""

    rubriques: Sequence[tuple[str, Role]]
    hidden: int
    rights: Sequence[Right]
    tiles: int
    links: int
    announcements: int
    """Those that are online or wait, and have not ended."""


def uses_of(session: Session, group_id: int, viewer: Viewer, now: datetime) -> GroupUses:
    """Return what a group is given, in seven queries."""
    grants = session.execute(
        select(Rubrique.name, Grant.role, Rubrique.id.in_(readable_rubriques(viewer)))
        .join(Grant, Grant.rubrique_id == Rubrique.id)
        .where(_names(Grant.key, group_id), Rubrique.trashed_at.is_(None))
        .order_by(Rubrique.name, Rubrique.id, Grant.role)
    ).all()
    rights = session.scalars(
        select(SiteRight.right).where(_names(SiteRight.key, group_id)).order_by(SiteRight.right)
    )
    return GroupUses(
        rubriques=[(name, role) for name, role, is_seen in grants if is_seen],
        hidden=sum(not is_seen for _name, _role, is_seen in grants),
        rights=list(dict.fromkeys(rights)),
        tiles=_count_tiles(session, group_id, now),
        links=session.scalar(
            select(func.count(ServiceAudience.service_link_id.distinct())).where(
                _names(ServiceAudience.key, group_id)
            )
        )
        or 0,
        announcements=session.scalar(
            select(func.count(Announcement.id.distinct()))
            .join(AnnouncementTarget, AnnouncementTarget.announcement_id == Announcement.id)
            .where(
                _names(AnnouncementTarget.key, group_id),
                Announcement.status.in_((AnnouncementStatus.PENDING, AnnouncementStatus.ONLINE)),
                Announcement.ends_at > now,
            )
        )
        or 0,
    )


def _count_tiles(session: Session, group_id: int, now: datetime) -> int:
    """Count the tiles of the pages that show now, and of the drafts of what comes after them."""
    shown = [current_layout(page, now).scalar_subquery() for page in PageKind]
    keys = {group_key(group_id, part) for part in Part}
    audiences = session.scalars(select(DraftTile.audience).where(DraftTile.removed_at.is_(None)))
    drafted = sum(bool(keys.intersection(one)) for one in audiences)
    counted = (
        select(func.count(Tile.id.distinct()))
        .join(Layout, Layout.id == Tile.layout_id)
        .join(TileAudience, TileAudience.tile_id == Tile.id)
        .where(
            _names(TileAudience.key, group_id),
            or_(Layout.published_at > now, *(Layout.id == one for one in shown)),
        )
    )
    return (session.scalar(counted) or 0) + drafted


def _names(key: InstrumentedAttribute[str], group_id: int) -> ColumnElement[bool]:
    return key.in_([group_key(group_id, part) for part in Part])
