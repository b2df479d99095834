"""The least that a WSGI application can do: what a page costs beyond it is our own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY = b"<!doctype html><title>Nothing</title>"


def app(_environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer the same few bytes to everything."""
    headers = [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))]
    start_response("200 OK", headers)
    return [BODY]
