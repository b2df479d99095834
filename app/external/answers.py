"""What an answer of a server says, taken for no more than it is: any server may say anything."""

import re
import zlib
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from urllib.parse import quote

from app.external.faults import Fault, FeedFault

LONGEST_MARK = 500
READ = 65_536

_MARK = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.ASCII)
_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


def whole_body(response: HTTPResponse, most: int) -> bytes:
    """Return the body, unpacked; raises FeedFault when it is too large, cut off or packed oddly."""
    if (response.length or 0) > most:
        raise FeedFault(Fault.TOO_LARGE)
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FeedFault(Fault.UNREADABLE)
    unpacking = zlib.decompressobj(wbits=31) if encoding != "identity" else None
    body, received = bytearray(), 0
    while chunk := response.read(READ):
        received += len(chunk)
        try:
            body += unpacking.decompress(chunk, most + 1 - len(body)) if unpacking else chunk
        except zlib.error:
            raise FeedFault(Fault.UNREADABLE) from None
        if max(received, len(body)) > most:
            raise FeedFault(Fault.TOO_LARGE)
    if response.length or (unpacking and not unpacking.eof):
        raise FeedFault(Fault.UNREADABLE)
    return bytes(body)


def location_of(headers: Message) -> str:
    """Return where an answer sends on to; raises FeedFault when it does not say."""
    place = _header(headers, "Location")
    if not place:
        raise FeedFault(Fault.UNREADABLE)
    return quote(place.encode("latin-1", "replace"), safe="!#$%&'()*+,/:;=?@[]~")


def charset_of(headers: Message) -> str:
    """Return the encoding that an answer names, or nothing."""
    found = headers.get_content_charset()
    return found if isinstance(found, str) else ""


def marks_of(headers: Message) -> tuple[str, str]:
    """Return the entity tag and the date by which to ask again, each only if it can be sent."""
    etag, modified = (_header(headers, name) for name in ("ETag", "Last-Modified"))
    return _sendable(etag), _sendable(modified)


def fresh_for(headers: Message) -> timedelta | None:
    """Return for how long an answer says that it stays the newest."""
    found = _MAX_AGE.search(_header(headers, "Cache-Control").lower())
    return timedelta(seconds=int(found[1])) if found else None


def wait_of(headers: Message) -> timedelta | None:
    """Return for how long a server that has failed wants not to be asked."""
    text = _header(headers, "Retry-After")
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=int(text))
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return max(moment - datetime.now(UTC), timedelta(0))
    except (TypeError, ValueError, OverflowError):
        return None


def _header(headers: Message, name: str) -> str:
    return str(headers.get(name) or "").strip()


def _sendable(text: str) -> str:
    return text if len(text) <= LONGEST_MARK and _MARK.fullmatch(text) else ""
