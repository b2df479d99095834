"""Whom the viewer may know, which groups exist for him, and which of them he changes."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import Select, select

from app.access import rights, viewer
from app.actions.groups import hold_group
from app.extensions import db
from app.models import Group, GroupKind, GroupManager, Person
from app.queries.groups import managed_by, visible_groups
from app.queries.opened_by import keys_beyond
from app.queries.people import find_among, people_known_to
from app.queries.ties import Finder
from app.rules.audience import Part, Viewer, group_key
from app.rules.duties import may_give_more
from app.rules.site_rights import Right


def looks_after_directory() -> bool:
    """Tell whether the viewer looks after the whole directory."""
    return Right.DIRECTORY in rights()


def finder_here() -> Finder:
    """Return whoever asks, as the directory knows him."""
    return Finder(viewer(), rights())


def known_people() -> Select[Person]:
    """Select the people whose names the viewer may know: all, for who looks after them."""
    if looks_after_directory():
        return select(Person).where(Person.is_active)
    return people_known_to(viewer())


def find_known(words: str) -> Sequence[Person]:
    """Return the people known to the viewer whose name holds all the words, one more than shown."""
    return find_among(db.session(), known_people(), words)


def find_addable(group: Group, words: str) -> Sequence[Person]:
    """Return those whom the viewer may add whose name holds all the words, one more than shown."""
    return find_among(db.session(), addable_people(group), words)


def seen_group(group_id: int) -> Group:
    """Return a group that exists for the viewer; 404 for any other."""
    groups = visible_groups(viewer(), all_of_them=looks_after_directory())
    return db.session.scalar(groups.where(Group.id == group_id)) or abort(404)


def leads(group: Group) -> bool:
    """Tell whether the viewer chooses who is in a group: only a free one is changed by hand."""
    return group.kind is GroupKind.FREE and (looks_after_directory() or _manages(group, viewer()))


def led_group(group_id: int) -> Group:
    """Return a group whose members the viewer chooses, held until the end; 403 for others."""
    if not leads(seen_group(group_id)):
        abort(403)
    return _held(group_id)


def kept_group(group_id: int) -> Group:
    """Return a free group that the viewer looks after, held until the end; 403 for others."""
    group = seen_group(group_id)
    if group.kind is not GroupKind.FREE or not looks_after_directory():
        abort(403)
    return _held(group_id)


def may_widen(group: Group) -> bool:
    """Tell whether the viewer may let somebody more into a group, or into its lead.

    A group may hold rights on the site and roles in rubriques. Who was made its manager was trusted
    with that; who looks after the directory by a delegated right gives nobody what he lacks.
    """
    if may_join(group):
        return True
    keys = [group_key(group.id, part) for part in Part]
    return not keys_beyond(db.session(), keys, viewer())


def may_join(group: Group) -> bool:
    """Tell whether the viewer may put himself into a group, or into its lead.

    Whoever has a delegated right uses it for others: what a group is given comes to him by others.
    """
    leads_it = group.kind is GroupKind.FREE and _manages(group, viewer())
    return may_give_more(viewer()) or leads_it


def addable_people(group: Group) -> Select[Person]:
    """Select the people whom the viewer may put into a group, or into its lead."""
    known = known_people()
    return known if may_join(group) else known.where(Person.id != viewer().person_id)


def known_person(person_id: int | None) -> Person | None:
    """Return a person of whom the viewer may know, none for anybody else."""
    if person_id is None:
        return None
    return db.session.scalar(known_people().where(Person.id == person_id))


def _manages(group: Group, asks: Viewer) -> bool:
    managed = managed_by(asks).where(GroupManager.group_id == group.id)
    return db.session.scalar(managed) is not None


def _held(group_id: int) -> Group:
    """Return a group as it is now; one that has ended meanwhile is 404."""
    group = hold_group(db.session(), group_id)
    return group if group is not None and group.ended_at is None else abort(404)
