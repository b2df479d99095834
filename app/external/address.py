"""Which addresses of other sites the server asks: public ones of the web, by every name.

A name may be anybody's, and lead anywhere: to this machine, to its neighbours, to the metadata of
a cloud. So a name is looked up once, all that it leads to is judged, and the connection goes to an
address that was judged, never to the name again.
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urlsplit

from app.external.faults import Fault, FeedFault

LONGEST = 2_000
MOST_ADDRESSES = 64
PORTS = {"http": 80, "https": 443}

_UNTYPABLE = re.compile(r"[\s\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
_NAME = re.compile(r"(?!.{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]{1,63}")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_AS_TYPED = "!$%&'()*+,/:;=?@[]~"

_CLOSED_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 "
        "192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 "
        "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
    ).split()
)
_OPEN_6 = IPv6Network("2000::/3")
"""All that is given out for the public: mapped IPv4, NAT64, private and local ones are outside."""
_CLOSED_6 = tuple(
    IPv6Network(text) for text in "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()
)

_INNER = tuple(
    ".localhost .local .internal .intranet .lan .home .corp .home.arpa .test .invalid".split()
)
"""Ends of names that no site of the public web bears (RFC 2606, 6761, 6762, 8375)."""

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Place:
    """A part of an address that a request is made of."""

    url: str
    is_secure: bool
    host: str
    """A name in ASCII, or an address without brackets."""
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == PORTS["https" if self.is_secure else "http"]
        return host if is_usual else f"{host}:{self.port}"


def resolve(name: str) -> Sequence[str]:
    """Return all addresses of a name, as the system knows them; raises OSError."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class Policy:
    """What may be asked; `also` are single pairs of an address and a port beside the public web."""

    ports: frozenset[int] = frozenset(PORTS.values())
    also: frozenset[tuple[str, int]] = frozenset()
    resolve: Callable[[str], Sequence[str]] = field(default=resolve)

    def allows_port(self, port: int) -> bool:
        """Tell whether anything may be asked at a port."""
        return port in self.ports or any(port == other for _, other in self.also)

    def allows(self, address: Address, port: int) -> bool:
        """Tell whether a connection may be made."""
        if (str(address), port) in self.also:
            return True
        return port in self.ports and is_public(address)


THE_WEB = Policy()


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public network, and to nothing beneath it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _CLOSED_4)
    is_open = address in _OPEN_6 and not any(address in network for network in _CLOSED_6)
    return is_open and address.is_global and address.scope_id is None


def place_of(url: str, policy: Policy = THE_WEB) -> Place:
    """Return what a request to an address is made of, without looking its name up.

    Raises FeedFault for what is no plain address of the web: with another scheme or port, with a
    user, or with a number written otherwise than numbers of addresses are.
    """
    if len(url) > LONGEST or _UNTYPABLE.search(url):
        raise FeedFault(Fault.ADDRESS)
    try:
        parts = urlsplit(url)
        given = parts.port
    except ValueError:
        raise FeedFault(Fault.ADDRESS) from None
    host = parts.hostname or ""
    if parts.scheme not in PORTS or "@" in parts.netloc or ("[" in parts.netloc) != (":" in host):
        raise FeedFault(Fault.ADDRESS)
    port = PORTS[parts.scheme] if given is None else given
    if not policy.allows_port(port):
        raise FeedFault(Fault.ADDRESS)
    target = quote(parts.path or "/", safe=_AS_TYPED)
    if parts.query:
        target += "?" + quote(parts.query, safe=_AS_TYPED)
    return Place(url, parts.scheme == "https", _host(host), port, target)


def is_inner(place: Place) -> bool:
    """Tell whether a host is none of the public web by its own words; no name is looked up."""
    if _is_address(place.host):
        return not is_public(ip_address(place.host))
    return "." not in place.host or place.host.endswith(_INNER)


def addresses_of(place: Place, policy: Policy, seconds: float) -> Sequence[Address]:
    """Return the addresses to which a connection may be made, after one look at its name.

    Raises FeedFault when there is none, when one of them may not be asked, or when this lasts
    longer than so many seconds.
    """
    found = [place.host] if _is_address(place.host) else _looked_up(place.host, policy, seconds)
    try:
        addresses = [ip_address(text) for text in found[:MOST_ADDRESSES]]
    except ValueError:
        raise FeedFault(Fault.ADDRESS) from None
    if not addresses:
        raise FeedFault(Fault.NAME)
    if not all(policy.allows(address, place.port) for address in addresses):
        raise FeedFault(Fault.ADDRESS)
    return addresses


def _looked_up(name: str, policy: Policy, seconds: float) -> Sequence[str]:
    """Look a name up beside: the system's own patience is longer than ours."""
    answers: SimpleQueue[Sequence[str] | None] = SimpleQueue()

    def look() -> None:
        try:
            answers.put(policy.resolve(name))
        except (OSError, UnicodeError):
            answers.put(None)

    Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise FeedFault(Fault.TOO_SLOW) from None
    if not found:
        raise FeedFault(Fault.NAME)
    return found


def _host(text: str) -> str:
    """Return a host in ASCII; raises FeedFault for one that is neither a name nor an address."""
    if ":" in text:
        if "%" not in text and _is_address(text):
            return text
        raise FeedFault(Fault.ADDRESS)
    try:
        name = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise FeedFault(Fault.ADDRESS) from None
    if not _NAME.fullmatch(name) or (_NUMBER.fullmatch(name) and not _is_address(name)):
        raise FeedFault(Fault.ADDRESS)
    return name


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
