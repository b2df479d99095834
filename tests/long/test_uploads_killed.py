"""A server that is killed while files arrive keeps what it acknowledged, whole, and no more."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Media
from app.storage import Storage
from app.stored_files import ANY_AGE, look
from tests import files_sent as made
from tests.serving import peak

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
ROUNDS = 12
BOUNDARY = "parvis"

SERVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server
from flask import Response, request
from app.extensions import db
from app.factory import create_app
from app.rules.quotas import Place
from app.refused_files import UploadRefused
from app.uploads import take_upload
from tests.conftest import config_for

PLACES = {"jpg": Place.IMAGES, "mp4": Place.VIDEO}

class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

app = create_app(config_for(Path(sys.argv[1]), sys.argv[2]))
if len(sys.argv) > 3:
    import os, signal
    db.session.commit = lambda: os.kill(os.getpid(), signal.SIGKILL)

def upload(environ, start_response):
    with app.request_context(environ):
        request.max_content_length = 120_000_000
        file = request.files["file"]
        place = PLACES.get(file.filename[-3:], Place.ATTACHMENTS)
        try:
            media = take_upload(file, place, owner_id=None, now=datetime.now(UTC))
            db.session.commit()
            answer = Response(str(media.id))
        except UploadRefused as refused:
            answer = Response(refused.reason)
        db.session.remove()
    return answer(environ, start_response)

server = make_server("127.0.0.1", 0, upload, Server)
print(server.server_port, flush=True)
server.serve_forever()
"""


class Uploading:
    """A server of its own that takes files."""

    def __init__(self, app: Flask, *options: str) -> None:
        config = app.extensions["parvis"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, config.data, config.database_url, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def kill(self) -> None:
        """End it as a failure of power would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def body_of(data: bytes, name: str) -> bytes:
    """Return the body of a form with one file."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(port: int, data: bytes, name: str) -> int:
    """Send a file and return the id of its row, once acknowledged."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        connection.request("POST", "/", body_of(data, name), kind)
        return int(connection.getresponse().read())


@pytest.fixture
def storage(app: Flask) -> Storage:
    """The storage, empty."""
    storage: Storage = app.extensions["storage"]
    for name in list(storage.names()):
        storage.path(name).unlink()
    return storage


def test_a_body_half_sent_leaves_nothing(app: Flask, session: Session, storage: Storage) -> None:
    server = Uploading(app)
    body = body_of(made.padded(made.MP3, 40_000_000), "chorale.mp3")
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary="
            + f"{BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body[: len(body) // 2]
        )
        time.sleep(1)
        server.kill()
    assert session.scalars(select(Media.id)).all() == []
    assert list(storage.names()) == list(storage.aside().iterdir()) == []


def test_a_kill_between_file_and_row_is_repaired(
    app: Flask, session: Session, storage: Storage
) -> None:
    server = Uploading(app, "killed at its commit")
    with suppress(OSError, HTTPException, ValueError):
        send(server.port, made.pdf(), "menu.pdf")
    server.kill()
    assert session.scalars(select(Media.id)).all() == []
    session.rollback()
    assert len(list(storage.names())) == 1
    runner = app.test_cli_runner()
    assert runner.invoke(args=["check", "--all"]).exit_code == 1
    assert runner.invoke(args=["check", "--repair", "--all"]).exit_code == 0
    assert list(storage.names()) == []


def test_kills_at_any_moment_leave_files_and_rows_that_agree(
    app: Flask, session: Session, storage: Storage
) -> None:
    acknowledged: list[int] = []
    chance = random.Random(4)
    for _ in range(ROUNDS):
        server = Uploading(app)
        senders = [
            threading.Thread(target=send_on, args=(server.port, number, acknowledged))
            for number in range(3)
        ]
        for sender in senders:
            sender.start()
        time.sleep(chance.uniform(0.3, 3))
        server.kill()
        for sender in senders:
            sender.join()
        found = look(storage, ANY_AGE)
        assert (found.missing, found.altered, found.database) == ([], [], [])
    kept = set(session.scalars(select(Media.id)))
    session.rollback()
    assert acknowledged
    assert set(acknowledged) <= kept
    answer = app.test_cli_runner().invoke(args=["check", "--repair", "--all"])
    assert answer.exit_code == 0, answer.output
    assert re.search(r"^[1-9][0-9]* rows, ", answer.output, re.MULTILINE)


def send_on(port: int, number: int, acknowledged: list[int]) -> None:
    """Send files until the server is gone, each unlike the others."""
    with suppress(OSError, HTTPException, ValueError):
        while True:
            if number:
                data, name = b"texte " + os.urandom(1_000_000).hex().encode(), "texte.txt"
            else:
                data, name = made.picture("JPEG", (200, 150), comment=os.urandom(8)), "photo.jpg"
            acknowledged.append(send(port, data, name))


def test_the_memory_of_the_server_stays_bounded(app: Flask, storage: Storage) -> None:
    """Also with what is refused; helpers are bounded each by itself."""
    server = Uploading(app)
    send(server.port, made.picture("JPEG", (200, 150)), "photo.jpg")
    before = peak(server.process.pid)
    film = made.mp4() + made.box(b"free", b"\0" * (100 * 1024 * 1024 - 200))
    send(server.port, film, "film.mp4")
    send(server.port, made.padded(made.pdf(), 50_000_000) + b"startxref", "menu.pdf")
    for bomb in (
        made.png(20_000, 20_000),
        made.png(60_000, 60_000),
        made.gif(1, (65_535, 65_535)),
        made.gif(300_000),
        made.png(8, 8, made.png_chunk(b"zTXt", b"C\0\0" + zlib.compress(b"\0" * 500_000_000, 9))),
        made.picture("JPEG", (7000, 7000), quality=5)[:-5000],
    ):
        with pytest.raises(ValueError, match="invalid literal"):
            send(server.port, bomb, "bombe.jpg")
    after = peak(server.process.pid)
    server.kill()
    assert after - before < 80
