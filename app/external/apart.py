"""Feeds read in a helper process: `python -m app.external.apart`.

Its order is a line of JSON (encoding, address), its input the bytes; it answers with one line of
JSON, what the feed says or the fault.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from datetime import datetime

from app.external.faults import Fault, FeedFault
from app.external.read import Copy, Item, read_feed
from app.files.bounded import bound_oneself, run
from app.files.reasons import FileRefused

SECONDS = 3
"""Of computing: several times what the longest feed takes."""


def read_apart(body: bytes, charset: str, url: str) -> Copy:
    """Return what a feed says, read in bounded time and memory; raises FeedFault."""
    order = json.dumps({"charset": charset, "url": url})
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(body)
        try:
            answer = json.loads(run("app.external.apart", order, file))
        except FileRefused:
            raise FeedFault(Fault.NO_FEED) from None
    if "fault" in answer:
        raise FeedFault(Fault(answer["fault"]))
    items = tuple(Item(**{**one, "published_at": _read(one)}) for one in answer["items"])
    return Copy(answer["title"], answer["site_url"], items)


def main() -> None:
    """Be the helper: bound oneself, read the feed, answer."""
    bound_oneself(SECONDS)
    order = json.loads(sys.argv[1])
    try:
        copy = read_feed(sys.stdin.buffer.read(), order["charset"], order["url"])
        answer = asdict(copy)
    except FeedFault as found:
        answer = {"fault": found.fault}
    except Exception:  # a reader fed with what was made to harm raises anything
        answer = {"fault": Fault.NO_FEED}
    sys.stdout.write(json.dumps(answer, default=datetime.isoformat))


def _read(item: dict[str, str | None]) -> datetime | None:
    written = item["published_at"]
    return datetime.fromisoformat(written) if written else None


if __name__ == "__main__":
    main()
