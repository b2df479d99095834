"""By which rights on the site somebody puts something on a page, beside the roles in rubriques."""

from collections.abc import Iterable

from app.rules.announcing import OFFICES
from app.rules.site_rights import ALWAYS, Right


def keys_with(right: Right, delegated: Iterable[tuple[Right, str]]) -> list[str]:
    """Return the keys that give a right, those that give it by rule first."""
    by_rule = [key for key, rights in ALWAYS.items() if right in rights]
    rows = [key for held, key in delegated if held is right]
    return list(dict.fromkeys([*by_rule, *rows]))


def announcing(delegated: Iterable[tuple[Right, str]]) -> list[str]:
    """Return the keys that announce to whole classes and levels at once."""
    return list(dict.fromkeys([*keys_with(Right.ANNOUNCE, delegated), *sorted(OFFICES)]))
