"""The WSGI layer before Flask: it sends what visitors read compressed.

Pages of signed-in people are left alone: a secret beside a text that an attacker chooses can be
guessed from the length of the compressed answer (BREACH). Styles and scripts hold none.
"""

import gzip
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import brotli
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, parse_cookie, quote_etag, unquote_etag
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

COMPRESSIBLE = (
    "text/",
    "application/xml",
    "application/json",
    "application/feed+json",
    "application/rss+xml",
    "application/atom+xml",
    "application/manifest+json",
)
FILES = "/medias/"
"""Where files stand that are compressed already, or asked for in parts."""
SAME_FOR_ALL = ("/static/", "/style")
"""Where what is sent is the same whoever asks: styles, scripts, drawings."""
SMALLEST = 500
"""Bytes below which compression costs more than it saves."""
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


class Compressed:
    """Wrap a WSGI application; what visitors read leaves as brotli or gzip if they accept it."""

    def __init__(self, app: "WSGIApplication", session_cookie: str) -> None:
        self.app = app
        self.session_cookie = session_cookie

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        if self._is_not_for_us(environ):
            return self.app(environ, start_response)
        if "HTTP_IF_NONE_MATCH" in environ:
            environ["HTTP_IF_NONE_MATCH"] = environ["HTTP_IF_NONE_MATCH"].replace("W/", "")
        app_iter, status, headers = run_wsgi_app(self.app, environ)
        if status.startswith("200") and _is_compressible(headers):
            headers.add("Vary", "Accept-Encoding")
            encoding = _accepted(environ)
            body = b"".join(app_iter)
            getattr(app_iter, "close", lambda: None)()
            if encoding is not None and len(body) >= SMALLEST:
                body = ENCODERS[encoding](body)
                headers["Content-Encoding"] = encoding
                _weaken(headers)
            headers["Content-Length"] = str(len(body))
            app_iter = [body]
        start_response(status, headers.to_wsgi_list())
        return app_iter

    def _is_not_for_us(self, environ: "WSGIEnvironment") -> bool:
        path = environ.get("PATH_INFO", "")
        return (
            environ["REQUEST_METHOD"] != "GET"
            or path.startswith(FILES)
            or (self.session_cookie in parse_cookie(environ) and not path.startswith(SAME_FOR_ALL))
        )


def _weaken(headers: Headers) -> None:
    """Say that the bytes are others than those that the application tagged."""
    tag, _is_weak = unquote_etag(headers.get("ETag"))
    if tag is not None:
        headers["ETag"] = quote_etag(tag, weak=True)


def _is_compressible(headers: Headers) -> bool:
    return "Content-Encoding" not in headers and headers.get("Content-Type", "").startswith(
        COMPRESSIBLE
    )


def _accepted(environ: "WSGIEnvironment") -> str | None:
    accepted = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return accepted.best_match(ENCODERS)
