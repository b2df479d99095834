"""The layer that keeps the pages of visitors.

Each page holds for one version of the site and until the next date that changes something. A hit
costs one reading of the version and asks neither Flask nor any other question; a page that was
committed anywhere before a request began is in its answer. Only while the database does not answer,
and nobody can tell, visitors go on reading for a few minutes what was true when it last did
(`docs/decisions/0009-pages-while-the-database-is-away.md`).
"""

import time
from collections.abc import Collection, Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import get_host
from werkzeug.test import run_wsgi_app

from app.page_cache.declared import Addresses, Key
from app.page_cache.encodings import accepted
from app.page_cache.page import Answer, Form, Page
from app.page_cache.pages import Pages, Way
from app.spans.current import Current, Spans

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ONE_ASKS = frozenset(
    {
        "HTTP_ACCEPT_ENCODING",
        "HTTP_AUTHORIZATION",
        "HTTP_COOKIE",
        "HTTP_IF_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_RANGE",
        "HTTP_IF_UNMODIFIED_SINCE",
        "HTTP_RANGE",
    }
)
"""What one visitor says and a page for all does not hear."""
WITHOUT_DATABASE = 300.0
"""Seconds for which pages are shown after the database has last said that they hold: it is
restarted in less. What was withdrawn before is shown by no process, however long it had slept."""


class PageCache:
    """Wrap a WSGI application; pages that say so are kept for visitors."""

    def __init__(
        self,
        app: "WSGIApplication",
        spans: Spans,
        addresses: Addresses,
        *,
        session_cookie: str,
        trusted_hosts: Collection[str],
        room: int,
    ) -> None:
        """Keep pages before `app`, whose site is in `spans`; `room` is in bytes."""
        self.app = app
        self._addresses = addresses
        self._session_cookie = session_cookie
        self._trusts = lru_cache(maxsize=64)(partial(_trusts, trusted_hosts))
        self._pages = Current(spans, lambda span: Pages(span, room))
        self._held_at = -WITHOUT_DATABASE

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        if self._session_cookie in environ.get("HTTP_COOKIE", ""):
            return self.app(environ, start_response)
        way = _way_of(environ)
        form = self._form_for(way)
        if form is not None:
            return form.send(environ, start_response)
        key = self._key_of(environ)
        pages = self._pages_now() if key is not None else None
        if key is None or pages is None:
            return self.app(environ, start_response)
        found = pages.find(key) or pages.rendered(key, lambda: self._render(environ, key))
        if isinstance(found, Page):
            encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
            form = pages.form(key, found, encoding)
            pages.remember(way, key, form)
            return form.send(environ, start_response)
        return found.send(environ, start_response)

    def _form_for(self, way: Way) -> Form | None:
        """Return what somebody has got already who asked in the same way, if it still holds."""
        pages = self._pages.held
        form = pages.asked(way) if pages is not None else None
        return form if form is not None and self._pages_now() is pages else None

    def _key_of(self, environ: "WSGIEnvironment") -> Key | None:
        """Return the key of what is asked for, if it is a page for a visitor, of a host of ours."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not self._trusts(
            environ["wsgi.url_scheme"], environ.get("HTTP_HOST")
        ):
            return None
        return self._addresses.key_of(
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        )

    def _pages_now(self) -> Pages | None:
        """Return the pages that hold now, or none where nobody can tell what holds."""
        pages = self._pages.get()
        if pages is None:
            return self._last_pages()
        self._held_at = time.monotonic()
        return pages

    def _last_pages(self) -> Pages | None:
        """Return what was kept last, for some minutes, as long as no date changes anything."""
        pages = self._pages.last()
        is_late = time.monotonic() - self._held_at > WITHOUT_DATABASE
        return None if is_late or pages is None or not pages.span.holds() else pages

    def _render(self, environ: "WSGIEnvironment", key: Key) -> Answer:
        """Let the application answer as to anybody: the page alone, in plain bytes."""
        anybody = {name: value for name, value in environ.items() if name not in ONE_ASKS}
        anybody |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[2]}
        parts, status, headers = run_wsgi_app(self.app, anybody, buffered=True)
        return Answer(status, headers, b"".join(parts))


def _way_of(environ: "WSGIEnvironment") -> Way:
    return (
        environ["REQUEST_METHOD"],
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
    )


def _trusts(hosts: Collection[str], scheme: str, host: str | None) -> bool:
    try:
        return bool(host and get_host(scheme, host, None, hosts))
    except SecurityError:
        return False
