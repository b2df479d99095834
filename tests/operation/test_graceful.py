"""A server that is reloaded, or told to end, answers everything that it was asked."""

import os
import signal
import time
from pathlib import Path

import pytest
from flask import Flask

from tests.operation.asking import Visitors, half_a_form, rest_of_the_form, wait_until_replaced
from tests.operation.deployed import at_home, children, web_unit

pytestmark = pytest.mark.long


def test_a_reload_fails_no_request(app: Flask, web_socket: Path) -> None:
    with web_unit(at_home(app), web_socket) as process, Visitors(web_socket) as visitors:
        visitors.wait_for(20)
        before = children(process)
        form = half_a_form(web_socket)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGHUP)
        time.sleep(0.5)
        assert rest_of_the_form(form) == 400, "the form has no token, which it is told"
        wait_until_replaced(process, before)
        visitors.wait_for(20)
        visitors.__exit__()
        heard = set(visitors.heard)
    assert heard == {"200"}, visitors.heard


def test_what_was_begun_is_answered_before_the_end(app: Flask, web_socket: Path) -> None:
    with web_unit(at_home(app), web_socket) as process, Visitors(web_socket) as visitors:
        visitors.wait_for(20)
        began = time.monotonic()
        form = half_a_form(web_socket)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGTERM)
        time.sleep(0.5)
        assert rest_of_the_form(form) == 400, "the form has no token, which it is told"
        process.wait(20)
        assert time.monotonic() - began < 16
    assert "IncompleteRead" not in visitors.heard
