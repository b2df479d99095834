"""Free groups: made, renamed, led by managers, ended (guide p. 34, 38).

The others come from the school's directory and are never changed by hand.
"""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.actions.log import record
from app.models import Group, GroupKind, GroupManager, Membership, Person
from app.text.stems import sort_key


class GroupRefused(Exception):
    """A group cannot be changed so; the cause is a word that the page explains."""

    def __init__(self, cause: str) -> None:
        """Keep the cause."""
        super().__init__(cause)
        self.cause = cause


def hold_group(session: Session, group_id: int) -> Group | None:
    """Return a group as it is now; nobody else changes it until the end of this transaction."""
    return session.scalar(
        select(Group)
        .where(Group.id == group_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def create_group(
    session: Session, now: datetime, actor_id: int, name: str, *, is_visible: bool
) -> Group:
    """Make a free group; raises GroupRefused (`name`) when one of this name is or was there."""
    _check_name(session, name)
    group = Group(kind=GroupKind.FREE, name=name, sort_key=sort_key(name), is_visible=is_visible)
    session.add(group)
    session.flush()
    record(session, now, actor_id, "create", "group", group.id, name=name, visible=is_visible)
    return group


def change_group(
    session: Session, now: datetime, actor_id: int, group: Group, name: str, *, is_visible: bool
) -> None:
    """Give a free group another name or visibility; raises GroupRefused (`name`)."""
    check_free(group)
    if name != group.name:
        _check_name(session, name, group.id)
        before, group.name, group.sort_key = group.name, name, sort_key(name)
        record(session, now, actor_id, "rename", "group", group.id, before=before, after=name)
    if is_visible != group.is_visible:
        group.is_visible = is_visible
        record(session, now, actor_id, "show" if is_visible else "hide", "group", group.id)
    session.flush()


def add_manager(
    session: Session, now: datetime, actor_id: int, group: Group, person: Person
) -> None:
    """Let a person choose who is in a free group; raises GroupRefused (`managed`)."""
    check_free(group)
    if session.get(GroupManager, (group.id, person.id)) is not None:
        raise GroupRefused("managed")
    session.add(GroupManager(group_id=group.id, person_id=person.id))
    session.flush()
    record(session, now, actor_id, "add_manager", "group", group.id, person=person.id)


def remove_manager(
    session: Session, now: datetime, actor_id: int, group: Group, person_id: int
) -> None:
    """Let a person choose no more who is in a free group; raises GroupRefused (`gone`)."""
    check_free(group)
    found = session.get(GroupManager, (group.id, person_id))
    if found is None:
        raise GroupRefused("gone")
    session.delete(found)
    session.flush()
    record(session, now, actor_id, "remove_manager", "group", group.id, person=person_id)


def end_group(session: Session, now: datetime, actor_id: int, group: Group) -> None:
    """End a free group: nobody is in it any more, and its keys reach nobody; its name is kept."""
    check_free(group)
    inside = Membership.group_id == group.id
    total = session.scalar(select(func.count()).select_from(Membership).where(inside)) or 0
    session.execute(delete(Membership).where(inside))
    session.execute(delete(GroupManager).where(GroupManager.group_id == group.id))
    group.ended_at = now
    session.flush()
    record(session, now, actor_id, "end", "group", group.id, name=group.name, total=total)


def check_free(group: Group) -> None:
    """Raise GroupRefused for a group that comes from the directory, or has ended."""
    if group.kind is not GroupKind.FREE:
        raise GroupRefused("not_free")
    if group.ended_at is not None:
        raise GroupRefused("ended")


def _check_name(session: Session, name: str, own_id: int | None = None) -> None:
    """Refuse a name that another group has or had: rights and the journal keep it."""
    others = select(Group.ended_at).where(Group.name == name)
    if own_id is not None:
        others = others.where(Group.id != own_id)
    rows = session.scalars(others).all()
    if rows:
        raise GroupRefused("name" if rows[0] is None else "former_name")
