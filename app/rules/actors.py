"""Who holds which role in a rubrique, and what the guide advises about it."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from app.rules.roles import Permission, Role, allows
from app.rules.visibility import Node


class Advice(StrEnum):
    """What may be unwise in a grant."""

    ONE_PERSON = "one_person"
    FAMILIES = "families"
    HOME_PAGE = "home_page"


def advice(key: str, role: Role, *, feeds_home: bool) -> list[Advice]:
    """Return what to think of before giving this role to this key (guide p. 9, 20).

    `feeds_home`: the news of the public home page come from this rubrique, among others.
    """
    kind, _, name = key.partition(":")
    is_family = name in ("pupil", "parent", "ELV", "TUT") or name.endswith(("/pupil", "/parent"))
    writes = allows(Permission.PROPOSE, role, own=True)
    publishes = allows(Permission.PUBLISH, role, own=True)
    return [
        *([Advice.ONE_PERSON] if kind == "user" else []),
        *([Advice.FAMILIES] if publishes and (is_family or key == "members") else []),
        *([Advice.HOME_PAGE] if feeds_home and writes and kind != "user" else []),
    ]


def granted_in(tree: Iterable[Node], rubrique_id: int) -> list[tuple[str, Role, int]]:
    """Return what holds in a rubrique: (key, role, the rubrique that gives it), own ones first."""
    nodes = {node.id: node for node in tree}
    found: list[tuple[str, Role, int]] = []
    here: Node | None = nodes[rubrique_id]
    while here is not None:
        found += [(key, role, here.id) for key, role in sorted(here.grants.items())]
        above = nodes.get(here.parent_id) if here.parent_id is not None else None
        here = above if here.inherits else None
    return found


def has_moderator(tree: Iterable[Node], rubrique_id: int, held: Collection[str]) -> bool:
    """Tell whether somebody may approve in a rubrique by a grant; `held` are keys of somebody."""
    return any(
        key in held and allows(Permission.APPROVE, role, own=False)
        for key, role, _from in granted_in(tree, rubrique_id)
    )
