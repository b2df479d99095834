"""Announcements as those who write and approve them see them: states, buttons, who is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import Announcement, Group, LogEntry, Origin
from app.queries.key_names import ids_in
from app.queries.site_rights import holders_of, holds
from app.rules.announcements import (
    AnnouncementStatus,
    Move,
    Stage,
    Standing,
    open_moves,
    stage_of,
)
from app.rules.announcing import Reach, may_reach, reach_to_all
from app.rules.audience import Viewer
from app.rules.site_rights import Right


@dataclass(frozen=True)
class Announcer:
    """A viewer where announcements are written: his rights, and whether he writes in a rubrique."""

    viewer: Viewer
    rights: frozenset[Right]
    writes: bool

    @property
    def approves(self) -> bool:
        """Whether he decides of what others propose."""
        return Right.APPROVE_ANNOUNCEMENTS in self.rights


@dataclass(frozen=True)
class AnnouncementWork:
    """An announcement as one person works on it."""

    announcement: Announcement
    stage: Stage
    standing: Standing

    @property
    def keys(self) -> list[str]:
        """Whom it addresses."""
        return sorted(target.key for target in self.announcement.targets)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What this person may do with it now."""
        from_above = self.announcement.origin is Origin.LOCAL_AUTHORITY
        return open_moves(self.stage, self.standing, from_above=from_above)

    def move(self, name: str) -> Move | None:
        """Return an open move by its name."""
        return next((one for one in self.moves if one.name == name), None)


def announcements_at_work(viewer: Viewer) -> Select[Announcement]:
    """Select a viewer's own announcements, and for who approves all but the drafts of others.

    Of these he sees what was refused, until it is submitted again.
    """
    if viewer.person_id is None:
        return select(Announcement).where(false())
    sent = or_(Announcement.status != AnnouncementStatus.DRAFT, Announcement.refusal.is_not(None))
    others = sent & holds(viewer, Right.APPROVE_ANNOUNCEMENTS)
    return select(Announcement).where(or_(Announcement.author_id == viewer.person_id, others))


def waiting_announcements() -> Select[Announcement]:
    """Select what waits for an approval, the oldest submission first."""
    return (
        select(Announcement)
        .where(Announcement.status == AnnouncementStatus.PENDING)
        .order_by(Announcement.submitted_at, Announcement.id)
    )


def refused_announcements(author_id: ColumnElement[int]) -> Select[Announcement]:
    """Select what was refused to its author and not submitted again."""
    return select(Announcement).where(
        Announcement.author_id == author_id,
        Announcement.status == AnnouncementStatus.DRAFT,
        Announcement.refusal.is_not(None),
    )


def count_waiting_announcements(session: Session) -> int:
    """Count what waits for an approval."""
    return session.scalar(_waiting_count()) or 0


@lru_cache
def _waiting_count() -> Select[int]:
    """Count it; built once, as each page of who approves asks it."""
    return waiting_announcements().order_by(None).with_only_columns(func.count())


def read_announcement_work(
    session: Session, announcer: Announcer, now: datetime, announcement_id: int
) -> AnnouncementWork | None:
    """Return an announcement on which a person works, none where he does not."""
    found = session.scalar(
        announcements_at_work(announcer.viewer)
        .where(Announcement.id == announcement_id)
        .options(selectinload(Announcement.targets))
    )
    return work_on(session, announcer, now, found) if found else None


def work_on(
    session: Session, announcer: Announcer, now: datetime, found: Announcement
) -> AnnouncementWork:
    """Return what a person is to an announcement that he sees."""
    stage = stage_of(found.status, found.starts_at, found.ends_at, found.refusal, now)
    reached = reaches_of(session, announcer, [target.key for target in found.targets])
    own = found.author_id is not None and found.author_id == announcer.viewer.person_id
    return AnnouncementWork(found, stage, Standing(own, announcer.approves, reach_to_all(reached)))


def reaches_of(session: Session, announcer: Announcer, keys: Sequence[str]) -> dict[str, Reach]:
    """Return how far a person may address each key, in one query; an ended group reaches nobody."""
    ids = ids_in(keys, "group")
    rows = session.execute(
        select(Group.id, Group.kind).where(Group.id.in_(ids), Group.ended_at.is_(None))
    )
    groups = {row.id: str(row.kind) for row in rows} if ids else {}
    return may_reach(announcer.viewer, announcer.rights, keys, groups, writes=announcer.writes)


def approvers(session: Session) -> set[int]:
    """Return the ids of those who approve: the head, a deputy, and whoever was given the right."""
    return holders_of(session, Right.APPROVE_ANNOUNCEMENTS)


def last_deed(session: Session, announcement_id: int) -> tuple[str, int | None] | None:
    """Return what was done last with an announcement, and by whom."""
    row = session.execute(
        select(LogEntry.action, LogEntry.actor_id)
        .where(LogEntry.subject == "announcement", LogEntry.subject_id == announcement_id)
        .order_by(LogEntry.id.desc())
        .limit(1)
    ).first()
    return (row.action, row.actor_id) if row else None


def made_just_now(
    session: Session,
    author_id: int,
    since: datetime,
    said: Mapping[str, object],
    keys: Iterable[str],
    model_id: int | None = None,
) -> list[Announcement]:
    """Return what its author made a moment ago with the same words for the same people.

    So a second click on the button of a form makes no second announcement. What is taken up again
    is never its own model.
    """
    found = (
        select(Announcement)
        .where(
            Announcement.author_id == author_id,
            Announcement.created_at >= since,
            Announcement.id.is_distinct_from(model_id),
            *(getattr(Announcement, name) == value for name, value in said.items()),
        )
        .order_by(Announcement.id.desc())
        .options(selectinload(Announcement.targets))
    )
    wanted = set(keys)
    return [
        one for one in session.scalars(found) if {target.key for target in one.targets} == wanted
    ]
