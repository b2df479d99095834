"""Load on a server, and what it costs the server: with wrk where it is installed, else by hand.

Processor time is what ratios are made of: what else the machine does changes it little. Requests a
second and waiting times are those of whoever asks: our own client asks slower than wrk can.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from statistics import median, quantiles
from time import perf_counter

from tests.serving import Server

CONNECTIONS = 8
TURNS = 8
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Target:
    """A question to a server; `share` is the part of all requests that it is worth."""

    server: Server
    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)
    share: float = 1.0

    @property
    def question(self) -> bytes:
        """The request as it is sent."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        return f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode()

    @property
    def url(self) -> str:
        """The address that is asked."""
        return f"http://127.0.0.1:{self.server.port}{self.path}"


@dataclass
class Load:
    """What came of some turns: processor time in seconds, waiting times in milliseconds."""

    requests: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    medians: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Milliseconds of processor time for one request."""
        return self.processor / self.requests * 1000

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds

    @property
    def usual(self) -> float:
        """The time that half of the requests took at most."""
        return median(self.medians)

    @property
    def slow(self) -> float:
        """The time that one request in a hundred exceeded."""
        return median(self.slowest)


def loaded(targets: Mapping[str, Target], requests: int) -> dict[str, Load]:
    """Ask each target in turns, so that a change of load on the machine reaches all of them.

    wrk asks for two seconds each time, however many requests that makes. One turn more comes
    first, while caches fill.
    """
    loads = {name: Load() for name in targets}
    for turn in range(TURNS + 1):
        for name, target in targets.items():
            number = max(CONNECTIONS, int(requests * target.share) // TURNS)
            _put_under_load(target, loads[name] if turn else Load(), number)
    return loads


def _put_under_load(target: Target, load: Load, number: int) -> None:
    before, began = processor_time(target.server), perf_counter()
    asked, usual, slow = _by_wrk(target) if shutil.which("wrk") else _by_hand(target, number)
    load.seconds += perf_counter() - began
    load.processor += (processor_time(target.server) - before) / 1e9
    load.requests += asked
    load.medians.append(usual)
    load.slowest.append(slow)


def processor_time(server: Server) -> int:
    """Return the nanoseconds for which the workers of a server have run."""
    return sum(
        int(path.read_text().split()[0])
        for worker in server.workers()
        for path in Path(f"/proc/{worker}/task").glob("*/schedstat")
    )


def memory(server: Server) -> float:
    """Return the MiB that the largest worker of a server holds."""
    held = [
        re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{worker}/status").read_text(), re.MULTILINE)
        for worker in server.workers()
    ]
    return max(int(one[1]) for one in held if one) / 1024


def answer_of(target: Target) -> tuple[bytes, str]:
    """Return what a server answers, and its tag; raises RuntimeError."""
    connection = HTTPConnection("127.0.0.1", target.server.port, timeout=60)
    connection.request("GET", target.path, headers=dict(target.headers))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status not in (200, 304):
        raise RuntimeError(f"{target.path} answers {answer.status}")
    return body, answer.getheader("ETag") or ""


def read_wrk(said: str) -> tuple[int, float, float]:
    """Return what wrk says: how many requests, the median and the 99th percentile in ms.

    Raises RuntimeError when answers were not what was expected.
    """
    found = [
        re.search(pattern, said)
        for pattern in (r"(\d+) requests in", r"50%\s+([\d.]+)(\w+)", r"99%\s+([\d.]+)(\w+)")
    ]
    if "Non-2xx" in said or "Socket errors" in said or not all(found):
        raise RuntimeError(said)
    asked, usual, slow = (one for one in found if one)
    return int(asked[1]), _milliseconds(usual), _milliseconds(slow)


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * _UNITS[found[2]]


def _by_wrk(target: Target) -> tuple[int, float, float]:
    headers = [
        part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")
    ]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d2s", "--latency"]
    done = subprocess.run(
        [*command, *headers, target.url], capture_output=True, text=True, check=True
    )
    return read_wrk(done.stdout)


def _by_hand(target: Target, number: int) -> tuple[int, float, float]:
    """Ask over a few connections, one request after the other on each."""
    connections = [create_connection(("127.0.0.1", target.server.port)) for _ in range(CONNECTIONS)]
    question, taken = target.question, []
    for _ in range(max(1, number // CONNECTIONS)):
        began = perf_counter()
        for connection in connections:
            connection.sendall(question)
        for connection in connections:
            receive(connection.recv(65536), connection.recv)
            taken.append((perf_counter() - began) * 1000)
    for connection in connections:
        connection.close()
    return len(taken), median(taken), quantiles(taken, n=100)[-1]


def receive(answer: bytes, more: Callable[[int], bytes]) -> None:
    """Read an answer to its end; raises RuntimeError for one that is not expected."""
    head, found, body = answer.partition(b"\r\n\r\n")
    while not found:
        answer += more(65536)
        head, found, body = answer.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1] not in (b"200", b"304"):
        raise RuntimeError(head.decode())
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    missing = int(length or 0) - len(body)
    while missing > 0:
        missing -= len(more(65536))
