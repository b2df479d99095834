"""Feeds read by a helper process (`app.external.reader`), in bounded time and memory."""

import json
import tempfile
from datetime import datetime

from app.external.copies import Copy, Item
from app.external.faults import Fault, FeedFault
from app.files.bounded import run
from app.files.reasons import FileRefused

SECONDS = 8
"""Of computing: twice what ten thousand items in broken markup take."""


def read_apart(body: bytes, charset: str, url: str, seconds: int = SECONDS) -> Copy:
    """Return what a feed says that came from an address; raises FeedFault when it is none."""
    order = json.dumps({"charset": charset, "url": url, "seconds": seconds})
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(body)
        try:
            answer = json.loads(run("app.external.reader", order, file))
        except FileRefused:
            raise FeedFault(Fault.NO_FEED) from None
    if "fault" in answer:
        raise FeedFault(Fault(answer["fault"]))
    items = tuple(Item(**{**one, "published_at": _moment(one)}) for one in answer["items"])
    return Copy(answer["title"], answer["site_url"], items)


def _moment(item: dict[str, str | None]) -> datetime | None:
    written = item["published_at"]
    return datetime.fromisoformat(written) if written else None
