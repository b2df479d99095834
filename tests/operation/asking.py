"""People who ask a server for pages while something happens to it."""

import subprocess
import threading
import time
from collections import Counter
from contextlib import closing
from http.client import HTTPException, RemoteDisconnected
from pathlib import Path

from tests.operation.deployed import Door, children

VISITORS = 3


class Visitors:
    """People who ask for pages until they are told to stop; each answer, or failure, is counted."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.heard: Counter[str] = Counter()
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.ask) for _ in range(VISITORS)]

    def __enter__(self) -> "Visitors":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def ask(self) -> None:
        while not self.ended.is_set():
            heard = self.hear() or self.hear() or "unread twice"
            self.heard[heard] += 1
            time.sleep(0.01 if heard == "200" else 0.05)

    def hear(self) -> str | None:
        """Ask once; return what came, or none where the server closed without reading the question.

        A server that ends closes what it has accepted and not heard of yet, whoever may be about
        to speak. Whoever meets that asks again on another connection (RFC 9110, 9.2.2), as nginx
        does. A question that was read and gets no answer is another error, `RemoteDisconnected`.
        """
        connected = False
        try:
            with closing(Door(self.place)) as door:
                door.connect()
                connected = True
                try:
                    door.request("GET", "/recherche?q=brevet", headers={"Connection": "close"})
                    answer = door.getresponse()
                except (BrokenPipeError, ConnectionResetError) as error:
                    if isinstance(error, RemoteDisconnected):
                        raise
                    return None
                answer.read()
                return str(answer.status)
        except (OSError, HTTPException) as error:
            return type(error).__name__ if connected else "closed"

    def wait_for(self, more: int) -> None:
        """Wait until so many more answers have come."""
        wanted = self.heard["200"] + more
        end = time.monotonic() + 60
        while self.heard["200"] < wanted:
            assert time.monotonic() < end, self.heard
            time.sleep(0.02)


def wait_until_replaced(process: "subprocess.Popen[bytes]", before: set[int]) -> None:
    """Wait until none of the workers that a server had is there any more."""
    end = time.monotonic() + 60
    while before & children(process):
        assert time.monotonic() < end, "the workers were not replaced"
        time.sleep(0.1)


def half_a_form(place: Path) -> Door:
    """Begin to send a form; nobody can answer before the rest has come."""
    door = Door(place)
    door.putrequest("POST", "/connexion")
    door.putheader("Content-Type", "application/x-www-form-urlencoded")
    door.putheader("Content-Length", "10")
    door.endheaders(b"login")
    return door


def rest_of_the_form(door: Door) -> int:
    """Send the rest; return the status of the answer."""
    with closing(door):
        door.send(b"=zoe&")
        return door.getresponse().status
