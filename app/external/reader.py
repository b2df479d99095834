"""The helper that reads feeds of other sites: `python -m app.external.reader`.

Its order is a line of JSON (encoding, address, seconds of computing), its input the bytes; it
answers with one line of JSON, what the feed says or the fault.
"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.external.faults import Fault, FeedFault
from app.external.read import read_feed
from app.files.bounded import bound_oneself


def main() -> None:
    """Be the helper: bound oneself, read the feed, answer."""
    order = json.loads(sys.argv[1])
    bound_oneself(order["seconds"])
    answer: dict[str, Any]
    try:
        answer = asdict(read_feed(sys.stdin.buffer.read(), order["charset"], order["url"]))
    except FeedFault as found:
        answer = {"fault": found.fault}
    except Exception:  # a reader fed with what was made to harm raises anything
        answer = {"fault": Fault.NO_FEED}
    sys.stdout.write(json.dumps(answer, default=datetime.isoformat))


if __name__ == "__main__":
    main()
