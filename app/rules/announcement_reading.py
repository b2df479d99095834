"""How announcements are read: for how long, when they may be folded, why they reach somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.rules.announcements import Severity
from app.rules.audience import Part, Viewer, because

STAYS_READABLE = timedelta(days=14)
"""For so long after its end the address of an announcement still answers those it reached."""
OF_FAMILIES = frozenset({Part.PARENT, Part.COMPANION})
"""The parts that somebody holds through a child."""


@dataclass(frozen=True)
class Child:
    """Whom somebody watches over: a first name, and the groups that the pupil is in."""

    first_name: str
    part: Part
    group_ids: frozenset[int]


@dataclass(frozen=True)
class Reason:
    """A key by which an announcement reaches somebody, and through which child if it is one's."""

    key: str
    child: Child | None = None


def may_fold(severity: Severity, *, is_acknowledged: bool, has_ended: bool) -> bool:
    """Tell whether an announcement may be folded: an alert once acknowledged, or ended."""
    return severity is not Severity.ALERT or is_acknowledged or has_ended


def reasons(viewer: Viewer, targets: Iterable[str], children: Iterable[Child]) -> Sequence[Reason]:
    """Return why targets reach a viewer: the most personal key, or each child through whom.

    A parent is told of every child once, by the first of the groups that the targets name; classes
    stand before levels and groups where `targets` are in this order.
    """
    targets = list(targets)
    main = because(viewer, targets)
    if main is None:
        return []
    elif not _is_of_family(main):
        return [Reason(main)]
    held = [key for key in targets if key in viewer.keys and _is_of_family(key)]
    through = [(child, key) for child in children if (key := _first_of(child, held)) is not None]
    return [Reason(key, child) for child, key in through] or [Reason(main)]


def group_and_part(key: str) -> tuple[int, Part] | None:
    """Return the id and the part that the key of a group names; none for other keys."""
    kind, _, name = key.partition(":")
    if kind != "group":
        return None
    id_, _, part = name.partition("/")
    return int(id_), Part(part)


def _is_of_family(key: str) -> bool:
    named = group_and_part(key)
    return named is not None and named[1] in OF_FAMILIES


def _first_of(child: Child, keys: Iterable[str]) -> str | None:
    for key in keys:
        named = group_and_part(key)
        if named is not None and named[0] in child.group_ids and named[1] is child.part:
            return key
    return None
