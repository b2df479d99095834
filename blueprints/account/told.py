"""What the account page tells: who one is in the school, and what one may do where."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.access import actor, rights, roles, tree, viewer
from app.extensions import db
from app.queries.activation import belongings
from app.queries.groups import known_groups
from app.queries.key_names import KeyNames, names_of
from app.queries.own_account import duties_held, functions_of, group_names
from app.rules.announcement_reading import group_and_part
from app.rules.audience import Function
from app.rules.reasons import reasons
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.tree import paths_in_words
from app.wording import duty_name, held_function_name, key_in_words, right_name, role_name


@dataclass(frozen=True)
class Place:
    """A rubrique in which one has a role above visitor, and the right that gives it."""

    id: int
    path: str
    role: str
    because: str
    granted_in: str
    """Where the right was granted, if not here."""


@dataclass(frozen=True)
class Oneself:
    """Who one is in the school, in words."""

    functions: list[str]
    duties: list[str]
    groups: list[str]
    children: list[str]


def who_one_is() -> Oneself:
    """Return what the directory says of whoever is signed in."""
    session, person_id = db.session(), actor()
    functions = functions_of(session, person_id)
    children = belongings(session, [person_id]).get(person_id, [])
    return Oneself(
        [held_function_name(function) for function in functions],
        [duty_name(duty) for duty in duties_held(session, person_id)],
        group_names(session, viewer(), all_of_them=Right.DIRECTORY in rights()),
        children if Function.ELV not in functions else [],
    )


def places() -> list[Place]:
    """Return where one may more than read, in the order of the tree; not who may everything."""
    found = reasons(tree(), roles(), viewer())
    known = known_groups(viewer(), all_of_them=Right.DIRECTORY in rights())
    names = names_of(db.session(), [one.key for one in found.values()], known_groups=known)
    paths = paths_in_words(tree())
    return [
        Place(
            id_,
            path,
            role_name(found[id_].role),
            _by_which_right(found[id_].key, names),
            paths[found[id_].granted_in] if found[id_].granted_in != id_ else "",
        )
        for id_, path in paths.items()
        if id_ in found
    ]


def _by_which_right(key: str, names: KeyNames) -> str:
    """Return a key in words; a group that is hidden from its members is not named."""
    named = group_and_part(key)
    if named is not None and named[0] not in names.groups:
        return str(_("A group in which you are"))
    return key_in_words(key, names)


def site_rights() -> list[str]:
    """Return one's rights on the whole site, in words."""
    return [right_name(right) for right in Right if right in rights()]


def role_helps() -> list[tuple[str, str]]:
    """Return what each role above visitor allows, in words (guide p. 41)."""
    words = {
        Role.WRITER: _("proposes articles, and changes or deletes one’s own"),
        Role.PUBLISHER: _("also puts one’s own articles online, without approval"),
        Role.MODERATOR: _("also changes, approves, refuses and publishes what others write"),
        Role.MANAGER: _("also arranges the rubrique, and decides who does what in it"),
    }
    return [(role_name(role), text) for role, text in words.items()]
