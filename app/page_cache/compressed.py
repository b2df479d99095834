"""The layer that compresses what visitors read and is not kept.

Pages of signed-in people are left alone: a secret beside a text that an attacker chooses can be
guessed from the length of the compressed answer (BREACH). Styles and scripts hold none.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers
from werkzeug.http import parse_cookie

from app.page_cache.encodings import SMALLEST, accepted, encode, is_compressible

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Lines = list[tuple[str, str]]
FILES = "/medias/"
"""Where files stand that are compressed already, or asked for in parts."""
SAME_FOR_ALL = ("/static/", "/style")
"""Where what is sent is the same whoever asks: styles, scripts, drawings."""


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
        said: list[tuple[str, Lines]] = []

        def note(status: str, lines: Lines, _error: Any = None) -> Any:
            said.append((status, lines))

        parts = self.app(environ, note)
        status, lines = said[-1]  # Flask and WhiteNoise say it before they return
        headers = Headers(lines)
        if status.startswith("200") and is_compressible(headers):
            body = _whole(parts)
            headers["Vary"] = ", ".join([*headers.getlist("Vary"), "Accept-Encoding"])
            headers.setdefault("Content-Length", str(len(body)))
            encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
            if encoding is not None and len(body) >= SMALLEST:
                body = encode(body, headers, encoding)
            parts, lines = [body], headers.to_wsgi_list()
        start_response(status, lines)
        return parts

    def _is_not_for_us(self, environ: "WSGIEnvironment") -> bool:
        path = environ.get("PATH_INFO", "")
        return (
            environ["REQUEST_METHOD"] != "GET"
            or path.startswith(FILES)
            or (self.session_cookie in parse_cookie(environ) and not path.startswith(SAME_FOR_ALL))
        )


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
