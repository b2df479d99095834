"""Who can put something on a page of tiles, by which role in which rubrique (guide p. 8 and 9)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.rules.actors import granted_in
from app.rules.audience import MANAGERS_EVERYWHERE, user_key
from app.rules.page_tiles import Sources, Supply
from app.rules.roles import REACH, Permission, Reach, Role
from app.rules.tree import path_of
from app.rules.visibility import Node, Visibility, archived_in, trashed_in


class Way(StrEnum):
    """How far the word of somebody goes on a tile, from the least to the most."""

    ONCE_APPROVED = "once_approved"
    OWN = "own"
    """Puts his own texts online without asking."""
    ALL = "all"
    """Changes and approves those of everybody."""
    NAMES = "names"
    """Changes the name of the rubrique and the words under it."""


@dataclass(frozen=True)
class Publisher:
    """A key by which people put something on a tile, and the rubriques whose grants give it.

    `inherited`: none of these is a source of the tile itself, the role flows down from above.
    """

    key: str
    role: Role
    way: Way
    given_in: tuple[int, ...]
    inherited: bool


class Doubt(StrEnum):
    """What is to think of where a rubrique gives something to a tile."""

    GONE = "gone"
    """It was deleted, or is in the trash."""
    ARCHIVED = "archived"
    PRIVATE = "private"
    NO_BLOG = "no_blog"
    EMPTY = "empty"


@dataclass(frozen=True)
class Service:
    """What a rubrique offers: its blog, and whether something of it could be shown now."""

    has_blog: bool
    has_news: bool
    has_events: bool


def publishers(
    tree: Sequence[Node], supply: Supply, rubrique_ids: Iterable[int]
) -> list[Publisher]:
    """Return who puts something on a tile that takes from these rubriques, the farthest first.

    Who manages everywhere is not among them.
    """
    rubrique_ids = tuple(rubrique_ids)
    found: dict[tuple[str, Role], dict[int, None]] = {}
    for rubrique_id in rubrique_ids:
        for (key, role), from_id in strongest_grants(tree, rubrique_id).items():
            if _way(supply, role) is not None:
                found.setdefault((key, role), {})[from_id] = None
    ranks = list(Role)
    return sorted(
        (
            Publisher(key, role, way, tuple(given), set(rubrique_ids).isdisjoint(given))
            for (key, role), given in found.items()
            if (way := _way(supply, role)) is not None
        ),
        key=lambda one: (-ranks.index(one.role), one.key),
    )


def changers(tree: Sequence[Node], rubrique_ids: Iterable[int]) -> list[Publisher]:
    """Return who changes any article of these rubriques; authors change their own beside."""
    everybody = publishers(tree, Supply.NEWS, rubrique_ids)
    return [one for one in everybody if REACH[Permission.CHANGE][one.role] is Reach.ANY]


def author_publishes(
    tree: Sequence[Node], rubrique_id: int, author_id: int, held: Collection[str]
) -> Publisher | None:
    """Return how an author changes his own article of a rubrique; `held` are keys that he holds.

    None: his keys give him nothing there, or let him change those of everybody anyway.
    """
    mine = [
        (list(Role).index(role), role, from_id)
        for (key, role), from_id in strongest_grants(tree, rubrique_id).items()
        if key in held
    ]
    _rank, role, from_id = max(mine, default=(0, Role.VISITOR, rubrique_id))
    way = _way(Supply.NEWS, role)
    if way is None or way is Way.ALL:
        return None
    return Publisher(user_key(author_id), role, way, (from_id,), from_id != rubrique_id)


def strongest_grants(tree: Iterable[Node], rubrique_id: int) -> dict[tuple[str, Role], int]:
    """Return the strongest role of each key that holds in a rubrique, and which one gives it."""
    strongest: dict[str, tuple[Role, int]] = {}
    ranks = list(Role)
    for key, role, from_id in granted_in(tree, rubrique_id):
        known = strongest.get(key)
        if known is None or ranks.index(role) > ranks.index(known[0]):
            strongest[key] = role, from_id
    return {
        (key, role): from_id
        for key, (role, from_id) in strongest.items()
        if key not in MANAGERS_EVERYWHERE
    }


def doubts(
    tree: Sequence[Node],
    sources: Sources,
    services: Mapping[int, Service],
    *,
    is_for_visitors: bool,
) -> dict[int, list[Doubt]]:
    """Return what is to think of in each rubrique of a tile; one without any is left out."""
    nodes = {node.id: node for node in tree}
    gone, archived = trashed_in(tree), archived_in(tree)
    found: dict[int, list[Doubt]] = {}
    for id_ in sources.rubriques:
        if id_ not in nodes or id_ in gone:
            found[id_] = [Doubt.GONE]
            continue
        service = services[id_]
        is_news, is_events = sources.supply is Supply.NEWS, sources.supply is Supply.EVENTS
        is_empty = (is_news and not service.has_news) or (is_events and not service.has_events)
        tests = {
            Doubt.ARCHIVED: id_ in archived,
            Doubt.PRIVATE: is_for_visitors and not is_open(tree, id_),
            Doubt.NO_BLOG: is_news and not service.has_blog,
            Doubt.EMPTY: is_empty and id_ not in archived,
        }
        found[id_] = [doubt for doubt, holds in tests.items() if holds]
    return {id_: some for id_, some in found.items() if some}


def is_open(tree: Sequence[Node], rubrique_id: int) -> bool:
    """Tell whether visitors read a rubrique: it and all above it are public."""
    nodes = {node.id: node for node in tree}
    return all(nodes[id_].visibility is Visibility.PUBLIC for id_ in path_of(tree, rubrique_id))


def _way(supply: Supply, role: Role) -> Way | None:
    """Return what a role does on a tile, by the guide's table of roles."""
    if supply is Supply.LINK:
        return None
    elif supply is Supply.DOORS:
        edits = REACH[Permission.EDIT_RUBRIQUE][role] is Reach.ANY
        return Way.NAMES if edits else None
    publishes = REACH[Permission.PUBLISH][role]
    if publishes is Reach.ANY:
        return Way.ALL
    elif publishes is Reach.OWN:
        return Way.OWN
    proposes = REACH[Permission.PROPOSE][role] is not Reach.NONE
    return Way.ONCE_APPROVED if proposes else None
