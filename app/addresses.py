"""How addresses are read: ids that a database can hold, page numbers, paths of our own."""

import re

from flask import Flask, abort, request
from werkzeug.routing import BaseConverter

from app.text.numbers import number_in

ID = re.compile(r"[1-9][0-9]{0,8}")


class IdConverter(BaseConverter):
    """An id in an address: ASCII digits without a leading zero, within PostgreSQL's 32 bits."""

    regex = ID.pattern
    part_isolating = False

    def to_python(self, value: str) -> int:
        """Return the id as a number."""
        return int(value)


def init_addresses(app: Flask) -> None:
    """Give an application its converters."""
    app.url_map.converters["id"] = IdConverter


def own_path(target: str | None) -> str | None:
    """Return `target` when it is a path of this site and nothing else, else none."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(character) < 33 or character == "\\" for character in target):
        return None
    return target


def page_number() -> int:
    """Return the page asked for with `?page=`, 1 without it; anything else than a page is 404."""
    return number_in(request.args.get("page", "1"), 6) or abort(404)


def id_asked(name: str) -> int | None:
    """Return the id that the query of an address names, none without it; no id at all is 404."""
    text = request.args.get(name, "")
    return as_id(text) if text else None


def as_id(text: str) -> int:
    """Return a text as the id that it is; anything else is 404."""
    return id_in(text) or abort(404)


def id_in(text: str) -> int | None:
    """Return a text as the id that it is, none for anything else."""
    return int(text) if ID.fullmatch(text) else None
