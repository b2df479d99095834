"""Which pages may be kept and under which key: views declare it, addresses are looked up here."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from flask import Flask
from werkzeug.exceptions import HTTPException

from app.access import Need
from app.other_eyes import View

Key = tuple[str, str, str]
"""Where the application stands, the path, and what the page reads of the query."""
LONGEST = 1000
"""Characters of an address that is looked up; what is longer is nobody's link."""
REMEMBERED = 1000
"""Addresses whose key is not made out again."""


def kept(*parameters: str) -> Callable[[View], View]:
    """Declare that visitors may be given a kept copy of this page.

    It is then the same for all of them: it depends on nothing of their request but its path and
    these parameters of its query, and never sees others. What of it depends on the date is known
    to `queries.next_change`.
    """

    def declare(view: View) -> View:
        view.kept = parameters  # type: ignore[attr-defined]
        return view

    return declare


class Addresses:
    """The addresses of an application, as far as their pages may be kept."""

    def __init__(self, app: Flask) -> None:
        self._rules = app.url_map.bind("localhost")
        self._views = app.view_functions
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._key)

    def key_of(self, root: str, path: str, query: str) -> Key | None:
        """Return the key of a page, the same for all ways to ask for it; none if it is not kept.

        Parameters that the page does not know, as networks add them to links, count for nothing.
        """
        if len(path) + len(query) > LONGEST or not query.isascii():
            return None
        return self._remembered(root, path, query)

    def _key(self, root: str, path: str, query: str) -> Key | None:
        parameters = self._parameters_at(path)
        if parameters is None:
            return None
        first_of_each = dict(reversed(parse_qsl(query, keep_blank_values=True)))
        known = [(name, first_of_each[name]) for name in parameters if name in first_of_each]
        return root, path, urlencode(known)

    def _parameters_at(self, path: str) -> Sequence[str] | None:
        try:
            endpoint, _arguments = self._rules.match(path.encode("latin-1").decode(), "GET")
        except (HTTPException, UnicodeError):
            return None
        view = self._views[endpoint]
        is_for_all = getattr(view, "need", None) is Need.NOTHING
        return getattr(view, "kept", None) if is_for_all else None
