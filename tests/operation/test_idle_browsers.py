"""Browsers keep their connections open after a page; who comes later does not wait for them."""

from contextlib import ExitStack, closing
from http.client import HTTPConnection

from flask import Flask

from tests.serving import serving

BROWSERS = 25
CONNECTIONS = 6
"""What a browser opens to one site."""
PATIENCE = 10
"""Seconds; a connection that says nothing is closed after thirty."""


def test_who_comes_after_a_class_is_answered_at_once(app: Flask) -> None:
    with serving(app.extensions["parvis"], workers=1) as server, ExitStack() as stack:
        for _ in range(BROWSERS * CONNECTIONS + 1):
            door = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
            stack.enter_context(closing(door))
            door.request("GET", "/contact")
            answer = door.getresponse()
            assert answer.status == 200
            assert answer.read()
