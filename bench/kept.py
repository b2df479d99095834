"""What a kept page costs: processor time beside an empty application, and beside rendering it.

`python -m bench.kept [--requests N]`; bench/README.md says how to read it.
"""

import argparse
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection

from bench.pages import config_in, seeded
from tests.serving import Server, free_port, running, serving

PAGE = "/"
MIB = 32
TURNS = 8
CONNECTIONS = 8
WORKERS = 2


@dataclass(frozen=True)
class Target:
    """A question to a server; `share` is the part of all requests that it is worth."""

    server: Server
    question: bytes
    share: float = 1.0


def main() -> None:
    """Seed a school, serve it with and without kept pages, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.kept", description=__doc__)
    parser.add_argument("--requests", type=int, default=4000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        config = config_in(Path(folder))
        seeded(config)
        keeping = replace(config, page_cache=MIB)
        kept = stack.enter_context(serving(keeping, workers=WORKERS))
        rendered = stack.enter_context(serving(config, workers=WORKERS))
        size, tag = size_and_tag(kept)
        empty = stack.enter_context(
            running("bench.empty:app", free_port(), WORKERS, 8, {"BENCH_BYTES": str(size)})
        )
        targets = {
            "empty application": Target(empty, question()),
            "kept": Target(kept, question()),
            "kept, not modified": Target(kept, question(tag)),
            "rendered each time": Target(rendered, question(), share=0.1),
        }
        print(f"home page, {size:,} bytes compressed\n")
        print("\n".join(table(measured(targets, options.requests))))


def question(tag: str = "") -> bytes:
    """Return a request as a browser sends it."""
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    return (
        f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n{known}\r\n"
    ).encode()


def size_and_tag(server: Server) -> tuple[int, str]:
    """Return how many bytes the page has, and its tag."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", PAGE, headers={"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return size, answer.getheader("ETag") or ""


def measured(targets: Mapping[str, Target], requests: int) -> dict[str, float]:
    """Return the microseconds of processor time of one request to each target."""
    taken = dict.fromkeys(targets, 0.0)
    asked = dict.fromkeys(targets, 0)
    for turn in range(TURNS + 1):
        for name, target in targets.items():
            number = int(requests * target.share) // TURNS
            before = processor_time(target.server)
            ask(target, number)
            if turn:
                taken[name] += processor_time(target.server) - before
                asked[name] += number
    return {name: taken[name] / asked[name] / 1000 for name in targets}


def ask(target: Target, number: int) -> None:
    """Send so many requests over a few connections, one after the other on each."""
    connections = [create_connection(("127.0.0.1", target.server.port)) for _ in range(CONNECTIONS)]
    for _ in range(number // CONNECTIONS):
        for connection in connections:
            connection.sendall(target.question)
        for connection in connections:
            receive(connection.recv(65536), connection.recv)
    for connection in connections:
        connection.close()


def receive(answer: bytes, more: object) -> None:
    """Read an answer to its end; raises RuntimeError for one that is not expected."""
    head, found, body = answer.partition(b"\r\n\r\n")
    while not found:
        answer += more(65536)  # type: ignore[operator]
        head, found, body = answer.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1] not in (b"200", b"304"):
        raise RuntimeError(head.decode())
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    missing = int(length or 0) - len(body)
    while missing > 0:
        missing -= len(more(65536))  # type: ignore[operator]


def processor_time(server: Server) -> int:
    """Return the nanoseconds for which the workers of a server have run."""
    return sum(
        int(path.read_text().split()[0])
        for worker in server.workers()
        for path in Path(f"/proc/{worker}/task").glob("*/schedstat")
    )


def table(taken: Mapping[str, float]) -> list[str]:
    """Return the lines of the result."""
    nothing, rendering = taken["empty application"], taken["rendered each time"]
    head = f"{'':24}{'processor':>14}{'× empty':>10}{'× rendered':>12}"
    return [
        head,
        *(
            f"{name:24}{time:>11.1f} µs{time / nothing:>10.2f}{time / rendering:>12.4f}"
            for name, time in taken.items()
        ),
    ]


if __name__ == "__main__":
    main()
