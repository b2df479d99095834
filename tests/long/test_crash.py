"""What was acknowledged survives the sudden death of the server (DESIGN, "Durability")."""

import hashlib
import os
import re
import signal
import sqlite3
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app.config import Config
from app.demo.texts import load
from tests.serving import Server, serving

pytestmark = pytest.mark.long

ROUNDS = 5
WRITERS = 4
LEAST_WRITES = 5
"""Acknowledged in a round before the blow falls: it must fall among writes."""
PAUSE = 7
"""Seconds between two blows: granian ends when workers die again within 5.5 s of their start."""
LOGIN = load("people")["person"][0]["login"]
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Writers:
    """People who sign in over and over; each success is a row that was acknowledged."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: list[str] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def wait_for(self, writes: int) -> None:
        """Wait until so many were acknowledged in all."""
        end = time.monotonic() + 60
        while len(self.cookies) < writes:
            assert time.monotonic() < end, f"{len(self.cookies)} of {writes} sign-ins"
            time.sleep(0.01)

    def _write(self) -> None:
        while not self.ended.is_set():
            try:
                self.cookies.append(sign_in(self.server.port))
            except (OSError, HTTPException):
                time.sleep(0.02)


def sign_in(port: int) -> str:
    """Sign in as a browser does and return the session's cookie, which says that it was kept."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", "/connexion")
        page = connection.getresponse()
        token = TOKEN.search(page.read().decode())
        assert token
        form = {
            "csrf_token": token[1],
            "login": LOGIN,
            "password": load("people")["password"],
            "next": "",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie_of(page.getheader("Set-Cookie")),
        }
        connection.request("POST", "/connexion", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise HTTPException(f"not signed in: {answer.status}")
        return cookie_of(answer.getheader("Set-Cookie"))


def cookie_of(header: str | None) -> str:
    """Return the part of a Set-Cookie header that a browser sends back."""
    assert header
    return header.partition(";")[0]


def check(config: Config, app: Flask, cookies: list[str]) -> None:
    """Check that the database is whole and holds every session that was acknowledged."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    tokens = [signer.loads(cookie.partition("=")[2])["_user_id"] for cookie in cookies]
    promised = {hashlib.sha256(token.encode()).hexdigest() for token in tokens}
    path = config.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = {row for (row,) in connection.execute("SELECT token_hash FROM user_session")}
    assert promised - kept == set()


def test_workers_that_die_lose_nothing_and_are_replaced(
    own_app: Flask, own_instance: Config
) -> None:
    with serving(own_instance, workers=2) as server, Writers(server) as writers:
        for _ in range(ROUNDS):
            time.sleep(PAUSE)
            writers.wait_for(len(writers.cookies) + LEAST_WRITES)
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
        writers.wait_for(len(writers.cookies) + LEAST_WRITES)
        check(own_instance, own_app, writers.cookies[:])
    check(own_instance, own_app, writers.cookies)


def test_a_server_that_dies_loses_nothing(own_app: Flask, own_instance: Config) -> None:
    cookies: list[str] = []
    for _ in range(ROUNDS):
        with serving(own_instance, workers=2) as server, Writers(server) as writers:
            writers.wait_for(LEAST_WRITES)
            server.kill()
        cookies += writers.cookies
        check(own_instance, own_app, cookies)
    assert len(cookies) >= ROUNDS * LEAST_WRITES
