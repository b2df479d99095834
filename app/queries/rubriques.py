"""The tree of rubriques: which of them a viewer may read, and the tree as the rules see it."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.models import Grant, Rubrique
from app.rules.audience import Viewer
from app.rules.roles import Role
from app.rules.visibility import Node, Visibility

_RUBRIQUE, _GRANT = Rubrique.__table__.c, Grant.__table__.c
_CHILD = Rubrique.__table__.alias("child").c


def readable_rubriques(viewer: Viewer) -> Select[int]:
    """Select the ids of the rubriques that a viewer may read.

    The same rule as `visibility.roles_in`, as one recursive query over the tree: a rubrique is open
    when it and its ancestors are public, and granted by its own grants or those that it inherits.
    What is in the trash exists for nobody.
    """
    if viewer.manages_everywhere:
        return select(Rubrique.id).where(Rubrique.id.not_in(_all_below("trashed_at")))
    return _readable_in(_walk(viewer), viewer)


def listed_rubriques(viewer: Viewer) -> Select[int]:
    """Select the ids of the readable rubriques that are not archived: menus, lists, flows."""
    if viewer.manages_everywhere:
        return readable_rubriques(viewer).where(Rubrique.id.not_in(_all_below("archived_at")))
    tree = _walk(viewer)  # asked once: at the same time as others, it may not be the same twice
    return _readable_in(tree, viewer).where(not_(tree.c.is_archived))


def nodes(session: Session) -> list[Node]:
    """Return the whole tree with its grants, siblings in their chosen order, in one query."""
    rows = session.execute(
        select(
            Rubrique.id,
            Rubrique.parent_id,
            Rubrique.visibility,
            Rubrique.inherits,
            Rubrique.name,
            Rubrique.menu_name,
            Rubrique.icon,
            Rubrique.archived_at,
            Rubrique.trashed_at,
            Grant.key,
            Grant.role,
        )
        .outerjoin(Grant, Grant.rubrique_id == Rubrique.id)
        .order_by(Rubrique.position, Rubrique.id)
    )
    found: dict[int, Node] = {}
    grants: dict[int, dict[str, Role]] = {}
    for row in rows:
        granted = grants.setdefault(row.id, {})
        if row.key is not None:
            granted[row.key] = row.role
        if row.id not in found:
            found[row.id] = Node(
                row.id,
                row.parent_id,
                row.visibility,
                row.inherits,
                granted,
                archived=row.archived_at is not None,
                trashed=row.trashed_at is not None,
                name=row.name,
                menu_name=row.menu_name or "",
                icon=row.icon or "",
            )
    return list(found.values())


def children(viewer: Viewer, parent_id: int | None) -> Select[Rubrique]:
    """Select the readable children of a rubrique, or the roots, in their chosen order.

    One that was archived by itself is left out; the page of an archived rubrique leads to all that
    was archived with it.
    """
    return (
        select(Rubrique)
        .where(
            Rubrique.parent_id == parent_id if parent_id else Rubrique.parent_id.is_(None),
            Rubrique.archived_at.is_(None),
            Rubrique.id.in_(readable_rubriques(viewer)),
        )
        .order_by(Rubrique.position, Rubrique.id)
    )


def readable_rubrique(viewer: Viewer, rubrique_id: int) -> Select[Rubrique]:
    """Select one rubrique if the viewer may read it."""
    return select(Rubrique).where(
        Rubrique.id == rubrique_id, Rubrique.id.in_(readable_rubriques(viewer))
    )


def listed_rubrique(viewer: Viewer, rubrique_id: int) -> Select[Rubrique]:
    """Select one rubrique if the viewer may read it and it is not archived."""
    return select(Rubrique).where(
        Rubrique.id == rubrique_id, Rubrique.id.in_(listed_rubriques(viewer))
    )


def readable_tree(viewer: Viewer) -> Select[Rubrique]:
    """Select all readable rubriques, archived ones too, siblings in their chosen order."""
    return _in_order(readable_rubriques(viewer))


def listed_tree(viewer: Viewer) -> Select[Rubrique]:
    """Select all readable rubriques that are not archived, siblings in their chosen order."""
    return _in_order(listed_rubriques(viewer))


def path_to(session: Session, rubrique_id: int) -> Sequence[Rubrique]:
    """Return the rubrique's ancestors and itself, from the root, in one query.

    Whoever reads a rubrique sees the titles of its ancestors (DESIGN, "Rubriques").
    """
    return session.scalars(_path(), {"rubrique_id": rubrique_id}).all()


@lru_cache
def _path() -> Select[Rubrique]:
    """Select the path to `rubrique_id`; built once, as most pages ask it."""
    start = (
        select(Rubrique.id, Rubrique.parent_id, literal(0).label("height"))
        .where(Rubrique.id == bindparam("rubrique_id", type_=Integer))
        .cte("path", recursive=True)
    )
    above = aliased(Rubrique)
    path = start.union_all(
        select(above.id, above.parent_id, start.c.height + 1).where(above.id == start.c.parent_id)
    )
    return select(Rubrique).join(path, path.c.id == Rubrique.id).order_by(path.c.height.desc())


def _readable_in(tree: CTE, viewer: Viewer) -> Select[int]:
    is_granted: ColumnElement[bool] = tree.c.is_granted
    if viewer.within is not None:
        is_granted = and_(is_granted, tree.c.id.in_(sorted(viewer.within.rubriques)))
    return select(tree.c.id).where(or_(tree.c.is_open, is_granted))


@lru_cache(maxsize=32)
def _walk(viewer: Viewer) -> CTE:
    """Return the walk down the tree; one object a viewer, so that a statement walks once only.

    It is made of tables: of mapped classes it takes four times as much (32 KiB), and three times as
    long. Few more than threads are kept.
    """
    held = viewer.keys if viewer.within is None else viewer.within.keys
    granted = select(_GRANT.rubrique_id).where(_GRANT.key.in_(sorted(held)))
    tree = (
        select(
            _RUBRIQUE.id,
            (_RUBRIQUE.visibility == Visibility.PUBLIC).label("is_open"),
            _RUBRIQUE.id.in_(granted).label("is_granted"),
            _RUBRIQUE.archived_at.is_not(None).label("is_archived"),
        )
        .where(_RUBRIQUE.parent_id.is_(None), _RUBRIQUE.trashed_at.is_(None))
        .cte(recursive=True)
    )
    return tree.union_all(
        select(
            _CHILD.id,
            and_(tree.c.is_open, _CHILD.visibility == Visibility.PUBLIC),
            or_(_CHILD.id.in_(granted), and_(_CHILD.inherits, tree.c.is_granted)),
            or_(tree.c.is_archived, _CHILD.archived_at.is_not(None)),
        ).where(_CHILD.parent_id == tree.c.id, _CHILD.trashed_at.is_(None))
    )


@lru_cache
def _all_below(mark: str) -> Select[int]:
    """Select what carries a mark, the name of a date, and all that stands below."""
    below = select(Rubrique.id).where(getattr(Rubrique, mark).is_not(None)).cte(recursive=True)
    child = aliased(Rubrique)
    below = below.union(select(child.id).where(child.parent_id == below.c.id))
    return select(below.c.id)


def _in_order(ids: Select[int]) -> Select[Rubrique]:
    return select(Rubrique).where(Rubrique.id.in_(ids)).order_by(Rubrique.position, Rubrique.id)
