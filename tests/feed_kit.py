"""Feeds of other sites for tests: their rows, their documents, a server that does anything."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy.orm import Session

from app.external.address import Policy
from app.external.fetch import Asking, Limits
from app.models import ExternalFeed, ExternalItem, FeedCheck
from tests.factories import NOW

DATED = "Tue, 24 Mar 2026 0{hour}:00:00 GMT"


def make_feed(session: Session, url: str, *titles: str, title: str = "Le Rectorat") -> ExternalFeed:
    """Add a feed with its copy, as a job has taken it."""
    feed = ExternalFeed(url=url, title=title, copied_at=NOW - timedelta(hours=1))
    session.add(feed)
    session.flush()
    session.add(FeedCheck(feed_id=feed.id, next_at=NOW, checked_at=NOW))
    session.add_all(
        ExternalItem(
            feed_id=feed.id,
            position=position,
            title=one,
            url=f"https://rectorat.example/{position}",
            summary=f"Ce que dit « {one} ».",
            published_at=NOW - timedelta(days=position),
        )
        for position, one in enumerate(titles)
    )
    session.flush()
    return feed


def rss(
    *items: str, title: str = "Le Rectorat", encoding: str = "utf-8", before: str = ""
) -> bytes:
    """Return an RSS document; an item is its title, or its markup."""
    written = "".join(
        one if one.startswith("<item") else f"<item><title>{one}</title></item>" for one in items
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}<rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://rectorat.example/</link>{written}</channel></rss>"
    ).encode(encoding)


@dataclass
class OtherSite:
    """A site on this machine: what it does for each path, and what it was asked."""

    port: int
    answers: dict[str, Callable[["Handler"], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/rss.xml", host: str = "127.0.0.1") -> str:
        """Return one of its addresses."""
        return f"http://{host}:{self.port}{path}"

    def gives(
        self,
        body: bytes = b"",
        status: int = 200,
        path: str = "/rss.xml",
        **headers: str,
    ) -> None:
        """Answer with this from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(handler: "Handler") -> None:
            handler.say(status, {"Content-Length": str(len(body)), **named})
            handler.wfile.write(body)

        self.answers[path] = answer

    def asking(self, *, seconds: float = 5, size: int = 2 * 1024 * 1024, **more: Any) -> Asking:
        """Return how to ask this site and no other of this machine."""
        policy = Policy(also=frozenset({("127.0.0.1", self.port)}), **more)
        return Asking("Parvis (+https://college.example)", policy, Limits(seconds, size))


class Handler(BaseHTTPRequestHandler):
    """Asks the site what to do."""

    protocol_version = "HTTP/1.1"
    site: OtherSite

    def do_GET(self) -> None:
        """Do what the site does for this path."""
        self.site.asked.append((self.path, dict(self.headers.items())))
        self.close_connection = True
        answer = self.site.answers.get(self.path)
        try:
            if answer is None:
                self.say(404, {"Content-Length": "0"})
            else:
                answer(self)
        except OSError:
            pass  # whoever asked has gone

    def say(self, status: int, headers: dict[str, str]) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def other_site() -> Iterator[OtherSite]:
    """Run a site in threads of its own."""
    handler = type("OwnHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    site = OtherSite(server.server_address[1])
    handler.site = site  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
