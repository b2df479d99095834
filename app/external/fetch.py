"""Ask another site for a feed: in bounded time, size and number of steps, and only if it changed.

Redirects are followed here, so that each address on the way is judged like the first one.
"""

import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException, HTTPResponse
from typing import Any, cast
from urllib.parse import urljoin

from app.external.address import THE_WEB, Address, Place, Policy, addresses_of, place_of
from app.external.answers import charset_of, fresh_for, location_of, marks_of, wait_of, whole_body
from app.external.clocked import Clock, Clocked
from app.external.faults import Fault, FeedFault

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "application/json;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
MOST_TRIED = 4
"""Addresses of one name to which a connection is tried."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FAULTS: Mapping[int, Fault] = {404: Fault.ABSENT, 410: Fault.GONE, 429: Fault.TROUBLE}


@dataclass(frozen=True)
class Limits:
    """How much one feed may take: seconds for everything together, bytes once unpacked."""

    seconds: float = 10
    size: int = 2 * 1024 * 1024
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True)
class Asking:
    """How other sites are asked: in whose name, where to, how far."""

    agent: str = "Parvis"
    policy: Policy = THE_WEB
    limits: Limits = LIMITS
    tls: ssl.SSLContext | None = None
    """Whom to trust; none means whom the system trusts."""


@dataclass(frozen=True)
class Marks:
    """What a server said of its copy, by which it knows whether ours is still the same."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Answer:
    """What a server answered; without a body nothing has changed."""

    url: str
    """Where it came from in the end."""
    body: bytes | None
    charset: str
    marks: Marks
    fresh_for: timedelta | None
    """For how long it says that there is nothing new."""


def fetch(url: str, marks: Marks, asking: Asking) -> Answer:
    """Ask for a feed; raises FeedFault whatever goes wrong, and ends by the clock of its limits."""
    clock = Clock(asking.limits.seconds)
    for _ in range(asking.limits.redirects + 1):
        found = _ask(place_of(url, asking.policy), marks, asking, clock)
        if isinstance(found, Answer):
            return found
        url = found
    raise FeedFault(Fault.REDIRECTS)


def _ask(place: Place, marks: Marks, asking: Asking, clock: Clock) -> Answer | str:
    """Return what one place answers, or the address to which it sends on."""
    try:
        addresses = addresses_of(place, asking.policy, clock.left())
        with _connected(place, addresses, asking, clock) as connection:
            clocked = Clocked(connection, clock)
            clocked.sendall(_request(place, marks, asking.agent))
            with HTTPResponse(cast("Any", clocked), method="GET") as response:
                response.begin()
                return _understood(place, response, marks, asking.limits)
    except TimeoutError:
        raise FeedFault(Fault.TOO_SLOW) from None
    except ssl.SSLError:
        raise FeedFault(Fault.INSECURE) from None
    except OSError:
        raise FeedFault(Fault.UNREACHABLE) from None
    except (HTTPException, ValueError):
        raise FeedFault(Fault.UNREADABLE) from None


def _connected(
    place: Place, addresses: Sequence[Address], asking: Asking, clock: Clock
) -> socket.socket:
    """Return a connection to the first address that takes one; the name is looked up no more."""
    tried = addresses[:MOST_TRIED]
    for number, address in enumerate(tried, 1):
        patience = clock.left() / (len(tried) - number + 1)
        try:
            plain = socket.create_connection((str(address), place.port), timeout=patience)
            break
        except OSError:
            if number == len(tried):
                raise
    if not place.is_secure:
        return plain
    context = asking.tls or ssl.create_default_context()
    try:
        plain.settimeout(clock.left())
        return context.wrap_socket(plain, server_hostname=place.host)
    except BaseException:
        plain.close()
        raise


def _request(place: Place, marks: Marks, agent: str) -> bytes:
    lines = [
        f"GET {place.target} HTTP/1.1",
        f"Host: {place.authority}",
        f"User-Agent: {agent}",
        f"Accept: {ACCEPT}",
        "Accept-Encoding: gzip",
        "Connection: close",
    ]
    if marks.etag:
        lines.append(f"If-None-Match: {marks.etag}")
    if marks.last_modified:
        lines.append(f"If-Modified-Since: {marks.last_modified}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _understood(place: Place, response: HTTPResponse, marks: Marks, limits: Limits) -> Answer | str:
    status, headers = response.status, response.headers
    if status in REDIRECTS:
        return urljoin(place.url, location_of(headers))
    elif status == 304 and marks != Marks():
        return Answer(place.url, None, "", marks, fresh_for(headers))
    elif status == 200:
        body = whole_body(response, limits.size)
        return Answer(
            place.url, body, charset_of(headers), Marks(*marks_of(headers)), fresh_for(headers)
        )
    elif status >= 400:
        usual = Fault.TROUBLE if status >= 500 else Fault.REFUSED
        raise FeedFault(FAULTS.get(status, usual), wait_of(headers))
    else:
        raise FeedFault(Fault.UNREADABLE)
