"""How bodies are compressed, and which of it a browser reads."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, quote_etag, unquote_etag

COMPRESSIBLE = (
    "text/",
    "application/xml",
    "application/json",
    "application/feed+json",
    "application/rss+xml",
    "application/atom+xml",
    "application/manifest+json",
)
SMALLEST = 500
"""Bytes below which compression costs more than it saves."""
WINDOW = 16
"""64 KiB, in which brotli looks back: with more it asks for megabytes at each page, in vain."""
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5, lgwin=WINDOW),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
PACKED = "br"
"""How pages are kept: the smallest, and what all browsers ask for."""


def is_compressible(headers: Headers) -> bool:
    """Tell whether an answer is a text that is not compressed yet."""
    return "Content-Encoding" not in headers and headers.get("Content-Type", "").startswith(
        COMPRESSIBLE
    )


@lru_cache(maxsize=256)
def accepted(wanted: str) -> str | None:
    """Return the best encoding that an `Accept-Encoding` allows, none for the plain bytes."""
    return parse_accept_header(wanted).best_match(ENCODERS)


def encode(body: bytes, headers: Headers, encoding: str) -> bytes:
    """Return a body compressed, and say so in its headers.

    Its tag becomes a weak one: the bytes are others than those that were tagged.
    """
    compressed = ENCODERS[encoding](body)
    headers["Content-Encoding"] = encoding
    headers["Content-Length"] = str(len(compressed))
    tag, _is_weak = unquote_etag(headers.get("ETag"))
    if tag is not None:
        headers["ETag"] = quote_etag(tag, weak=True)
    return compressed


def unpacked(body: bytes) -> bytes:
    """Return the plain bytes of what is `PACKED`."""
    plain: bytes = brotli.decompress(body)
    return plain
