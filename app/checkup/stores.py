"""Whether the servers beside the database answer: store of the files, counter of logins."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.checkup.told import Told, doubtful
from app.config import LOOPBACK, Config
from app.failed_logins import CounterAway, LoginCounter
from app.storage import Storage, StorageAway


def files_told(config: Config, storage: Storage) -> Iterator[Told]:
    """Tell when the bucket of the files does not answer, or is asked in clear."""
    if config.bucket is None:
        return
    endpoint = urlsplit(config.bucket.endpoint)
    if endpoint.scheme == "http" and endpoint.hostname not in LOOPBACK:
        yield doubtful("PARVIS_FILES begins with http://: files travel in clear.")
    try:
        next(storage.names(), None)
    except StorageAway as error:
        yield Told(f"PARVIS_FILES does not answer as it should: {error}")


def counter_told(counter: LoginCounter | None) -> Iterator[Told]:
    """Tell when what should count failed logins does not answer."""
    if counter is None:
        return
    try:
        counter.counted("check", "", datetime.now(UTC))
    except CounterAway as error:
        yield doubtful(
            f"PARVIS_REDIS does not answer ({error}): the database counts failed logins meanwhile."
        )
