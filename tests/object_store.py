"""An S3-compatible store on the loopback, which may be away for a while."""

import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection

from app.config import ROOT
from app.storage import BucketPlace
from tests.equipment import store_python
from tests.serving import free_port

BUCKET = "colleges"
START = 60
"""Seconds within which the store must answer."""


@dataclass
class Line:
    """A line to the store; while it is cut, whoever asks is hung up on."""

    port: int
    target: int
    is_cut: bool = False
    calls: list[socket.socket] = field(default_factory=list)

    def cut(self) -> None:
        """Hang up on everybody."""
        self.is_cut = True
        for call in self.calls:
            with suppress(OSError):
                call.shutdown(socket.SHUT_RDWR)
        self.calls.clear()

    def mend(self) -> None:
        """Let the next one through."""
        self.is_cut = False

    def place(self, prefix: str = "") -> BucketPlace:
        """Return a place behind the line: whoever has another prefix has other files."""
        return BucketPlace(f"http://127.0.0.1:{self.port}", BUCKET, "key", "secret", prefix)

    def answer(self, listener: socket.socket) -> None:
        """Let calls through until the listener is closed."""
        with suppress(OSError):
            while True:
                call, _ = listener.accept()
                threading.Thread(target=self.connect, args=(call,), daemon=True).start()

    def connect(self, call: socket.socket) -> None:
        """Pass on what both ends say until one of them, or the line, is cut."""
        with call:
            if self.is_cut:
                return
            with socket.create_connection(("127.0.0.1", self.target)) as store:
                self.calls += [call, store]
                back = threading.Thread(target=_pass_on, args=(store, call))
                back.start()
                _pass_on(call, store)
                back.join()


@contextmanager
def object_store() -> Iterator[Line]:
    """Run a store with an empty bucket, behind a line."""
    python, port = store_python(), free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _make_bucket(process, port)
            with socket.create_server(("127.0.0.1", 0)) as listener:
                line = Line(listener.getsockname()[1], port)
                thread = threading.Thread(target=line.answer, args=(listener,))
                thread.start()
                try:
                    yield line
                finally:
                    line.cut()
                    listener.shutdown(socket.SHUT_RDWR)
                    thread.join()
        finally:
            process.terminate()
            process.wait()


def _make_bucket(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + START
    while True:
        assert process.poll() is None, "the store has ended"
        assert time.monotonic() < end, "the store does not answer"
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as store:
            store.request("PUT", f"/{BUCKET}")
            assert store.getresponse().status == 200
            return
        time.sleep(0.1)


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while said := one.recv(65536):
            other.sendall(said)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
