"""Addresses of pages, each built once: long lists and each page's menus ask for the same again."""

from functools import lru_cache
from typing import Any

from flask import request, url_for

REMEMBERED = 2000
LARGEST = 999_999_999
"""The largest id that an address can hold (`app/addresses.py`)."""


def url_of(endpoint: str, **values: Any) -> str:
    """Return the address of a page as `url_for` of Flask does, which builds each one anew.

    It depends on what is given and on where the application stands. What is relative to the
    blueprint of this request, or to its host, is left to Flask.
    """
    is_relative = endpoint.startswith(".") or "_external" in values
    if is_relative or any(isinstance(one, list) for one in values.values()):
        return url_for(endpoint, **values)
    if len(values) == 1:
        [(name, value)] = values.items()
        if name.endswith("_id") and type(value) is int:
            before, after = _around_id(request.root_path, endpoint, name)
            return f"{before}{value}{after}"
    return _url_of(request.root_path, endpoint, *values.items())


@lru_cache(maxsize=REMEMBERED)
def _url_of(_root: str, endpoint: str, *values: tuple[str, Any]) -> str:
    return url_for(endpoint, **dict(values))


@lru_cache(maxsize=REMEMBERED)
def _around_id(_root: str, endpoint: str, name: str) -> tuple[str, str]:
    """Return what stands before and after an id, which addresses write in one way only."""
    values: dict[str, Any] = {name: LARGEST}
    before, _id, after = url_for(endpoint, **values).partition(str(LARGEST))
    return before, after
