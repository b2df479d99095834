"""A list that is narrowed and sorted by its address: filters at work, heads of columns, links."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import abort, request, url_for

Order = TypeVar("Order", bound=StrEnum)


@dataclass(frozen=True)
class Column:
    """The head of a column: the address of the list sorted by it, and how it sorts now."""

    url: str
    direction: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter at work, and the address of the list without it."""

    name: str
    remove_url: str


def address_with(endpoint: str, names: Iterable[str], changes: Mapping[str, str | None]) -> str:
    """Return the address of a page with the answers to `names` of this one.

    Some of them are changed or, by none, left out.
    """
    asked = request.args.to_dict()
    kept = {name: asked.get(name) for name in names}
    answers: dict[str, Any] = {name: one for name, one in {**kept, **changes}.items() if one}
    return url_for(endpoint, **answers)


def chips(at_work: Iterable[tuple[str, str]], address: Callable[..., str]) -> Iterator[Chip]:
    """Yield the filters at work, given by their name in the address and in words."""
    for key, name in at_work:
        yield Chip(name, address(**{key: None}))


def sort_asked(orders: type[Order], usual: str) -> tuple[Order, bool]:
    """Return the column to sort by, and whether it falls; one that does not exist is 404."""
    text = request.args.get("tri", usual)
    try:
        return orders(text.removeprefix("-")), text.startswith("-")
    except ValueError:
        abort(404)


def columns(
    sort: Order, address: Callable[..., str], falling_first: Order, *, descending: bool
) -> dict[str, Column]:
    """Return the heads of a list, by the names of its orders; the one that is at work turns."""
    found: dict[str, Column] = {}
    for one in type(sort):
        if one is sort:
            turned = one if descending else f"-{one}"
            direction = "descending" if descending else "ascending"
            found[one.name.lower()] = Column(address(tri=turned), direction)
        else:
            found[one.name.lower()] = Column(
                address(tri=f"-{one}" if one is falling_first else one)
            )
    return found
