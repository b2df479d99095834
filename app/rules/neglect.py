"""Which rubriques give a bad image of the site (guide p. 20): empty, old, without anybody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.rules.actors import has_moderator
from app.rules.visibility import Node, archived_in, trashed_in

STALE_AFTER = timedelta(days=365)


class Fault(StrEnum):
    """Why a rubrique is in the report, the worst first."""

    EMPTY = "empty"
    STALE = "stale"
    GONE = "gone"
    NO_MODERATOR = "no_moderator"


@dataclass(frozen=True)
class Neglected:
    """A rubrique of the report; `gone` are the keys that nobody holds any more."""

    id: int
    faults: Sequence[Fault]
    gone: Sequence[str]


def neglected(
    tree: Sequence[Node],
    changed_at: Mapping[int, datetime | None],
    held: Collection[str],
    now: datetime,
) -> list[Neglected]:
    """Return the rubriques of the report, parents first; archives and the trash are left alone.

    `changed_at` holds the last change of each rubrique that holds something; `held` are the keys
    that somebody active holds.
    """
    left_alone = archived_in(tree) | trashed_in(tree)
    parents = {node.parent_id for node in tree if node.id not in trashed_in(tree)}
    found = []
    for node in tree:
        if node.id in left_alone:
            continue
        gone = sorted(key for key in node.grants if key not in held)
        last = changed_at.get(node.id)
        faults = [
            *([Fault.EMPTY] if last is None and node.id not in parents else []),
            *([Fault.STALE] if last is not None and last < now - STALE_AFTER else []),
            *([Fault.GONE] if gone else []),
            *([] if has_moderator(tree, node.id, held) else [Fault.NO_MODERATOR]),
        ]
        if faults:
            found.append(Neglected(node.id, faults, gone))
    return found
