"""A page as visitors get it: whole, in each encoding, or as the word that they have it already."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.http import (
    is_resource_modified,
    parse_cache_control_header,
    parse_set_header,
    remove_entity_headers,
    unquote_etag,
)

from app.page_cache.encodings import PACKED, SMALLEST, encode, is_compressible, unpacked

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Lines = Sequence[tuple[str, str]]
OK, NOT_MODIFIED = "200 OK", "304 NOT MODIFIED"
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
FORBIDDEN = frozenset({"no-store", "private"})
VARIES_BY = frozenset({"cookie", "accept-encoding"})
"""What a page may depend on: whether somebody is signed in, which decides who comes here at all,
and the encoding."""
HEADERS_TAKE = 2048
"""Bytes counted for the headers of a form and what Python needs around it."""


@dataclass(frozen=True)
class Answer:
    """What the application answers: a status, headers, and all of the body."""

    status: str
    headers: Headers
    body: bytes

    @property
    def may_be_kept(self) -> bool:
        """Whether it is a page, and says that it is the same for all visitors.

        One with a nonce is not: kept, the nonce would serve more than once.
        """
        control = parse_cache_control_header(self.headers.get("Cache-Control"))
        varies_by = {name.lower() for name in parse_set_header(self.headers.get("Vary"))}
        return (
            self.status == OK
            and "Set-Cookie" not in self.headers
            and "Content-Encoding" not in self.headers
            and "'nonce-" not in self.headers.get("Content-Security-Policy", "")
            and bool(control)
            and not FORBIDDEN & control.keys()
            and varies_by <= VARIES_BY
        )

    def send(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request with it, GET or HEAD."""
        start_response(self.status, self.headers.to_wsgi_list())
        return _for_method(environ, self.body)


@dataclass(frozen=True)
class Form:
    """A page in one encoding, ready to be sent."""

    tag: str
    headers: Lines
    body: bytes
    headers_alone: Lines
    """Of the answer without a body."""

    @property
    def size(self) -> int:
        """The bytes that it takes, about."""
        return len(self.body) + HEADERS_TAKE

    def send(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request with it, or say that whoever asks has it already."""
        if self._is_there(environ):
            start_response(NOT_MODIFIED, [*self.headers_alone])
            return []
        start_response(OK, [*self.headers])
        return _for_method(environ, self.body)

    def _is_there(self, environ: "WSGIEnvironment") -> bool:
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is None and "HTTP_IF_MODIFIED_SINCE" not in environ:
            return False
        if known == self.tag:
            return True
        changed_at = dict(self.headers).get("Last-Modified")
        asked = {name: environ[name] for name in CONDITIONS if name in environ}
        tag, _is_weak = unquote_etag(self.tag)
        return not is_resource_modified(asked, tag, last_modified=changed_at)


@dataclass(frozen=True)
class Page:
    """A kept answer in its forms; it begins with the packed one, or plain where that gains nothing.

    Hardly anybody asks for plain bytes, which are three quarters of what a page would take.
    """

    headers: Headers
    """Of the plain bytes."""
    compresses: bool
    """Whether it gains by that."""
    forms: dict[str | None, Form]

    @property
    def size(self) -> int:
        """The bytes that it takes with its forms."""
        return sum(form.size for form in self.forms.values())

    def made(self, encoding: str | None) -> Form:
        """Return it in an encoding; none is its plain bytes."""
        return _made(self.headers, unpacked(self.forms[PACKED].body), encoding)


def page_of(answer: Answer) -> Page:
    """Return an answer as a page with its tag.

    Its date goes: it is that of each sending, which the server knows.
    """
    headers = Headers(answer.headers)
    headers.remove("Date")
    if "ETag" not in headers:
        headers["ETag"] = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    compresses = len(answer.body) >= SMALLEST and is_compressible(headers)
    begins_as = PACKED if compresses else None
    return Page(headers, compresses, {begins_as: _made(headers, answer.body, begins_as)})


def _made(plain_headers: Headers, body: bytes, encoding: str | None) -> Form:
    headers = Headers(plain_headers)
    headers["Content-Length"] = str(len(body))
    if encoding is not None:
        body = encode(body, headers, encoding)
    alone = Headers(headers)
    remove_entity_headers(alone)
    return Form(headers["ETag"], headers.to_wsgi_list(), body, alone.to_wsgi_list())


def _for_method(environ: "WSGIEnvironment", body: bytes) -> Iterable[bytes]:
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
