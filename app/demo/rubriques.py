"""Make the tree of rubriques with its rights."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.demo.keys import Keys
from app.demo.texts import load
from app.models import Grant, Rubrique
from app.text.stems import sort_key


def store_rubriques(session: Session, keys: Keys) -> dict[str, int]:
    """Store the rubriques and their grants; return the id of each by its key."""
    tree = list(_tree())
    ids = {about["key"]: number for number, about in enumerate(tree, 1)}
    positions: dict[str | None, int] = {}
    rows, grants = [], []
    for about in tree:
        parent = about.get("parent")
        positions[parent] = positions.get(parent, 0) + 1
        rows.append(_row(about, ids, positions[parent]))
        grants += [
            {
                "rubrique_id": ids[about["key"]],
                "key": keys.resolve(grant["key"]),
                "role": grant["role"],
            }
            for grant in about["grants"]
        ]
    session.execute(insert(Rubrique), rows)
    session.execute(insert(Grant), grants)
    return ids


def _tree() -> Iterator[Mapping[str, Any]]:
    data = load("rubriques")
    yield from data["rubrique"]
    template = data["class_rubrique"]
    for name in load("groups")["class_sizes"]:
        filled = {field: _filled(value, name) for field, value in template.items()}
        filled["grants"] = [
            {"key": _filled(grant["key"], name), "role": grant["role"]}
            for grant in template["grants"]
        ]
        yield filled


def _filled(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace("{class}", name).replace("{key}", name.lower())


def _row(about: Mapping[str, Any], ids: Mapping[str, int], position: int) -> dict[str, Any]:
    return {
        "id": ids[about["key"]],
        "parent_id": ids[about["parent"]] if "parent" in about else None,
        "position": position,
        "name": about["name"],
        "name_key": sort_key(about["name"]),
        "menu_name": about.get("menu_name"),
        "note": about.get("note"),
        "icon": about.get("icon"),
        "introduction": about["introduction"],
        "visibility": about["visibility"],
        "inherits": about["inherits"],
        "has_blog": about["blog"],
        "has_agenda": about["agenda"],
        "is_temporary": about["temporary"],
    }


def rubrique_names() -> dict[str, str]:
    """Return the name of each rubrique by its key."""
    return {about["key"]: about["name"] for about in _tree()}
