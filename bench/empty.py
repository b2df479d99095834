"""The least that a WSGI application can do: what a page costs beyond it is our own.

`BENCH_BYTES` says how many bytes it answers with.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY = b"<!doctype html><title>Nothing</title>".ljust(int(os.environ.get("BENCH_BYTES", "0")))


def app(_environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer the same few bytes to everything."""
    headers = [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))]
    start_response("200 OK", headers)
    return [BODY]
