"""Stored files in a bucket: put once it is there, copied to each machine that is asked for them."""

import hashlib
import os
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import obstore
import pytest

from app import bucket
from app.storage import Storage, StorageAway
from tests.object_store import Line, object_store

LATER = 60.0
NUMBERS = count()


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with object_store() as found:
        yield found


@pytest.fixture
def prefix(line: Line) -> Iterator[str]:
    """A part of the bucket that is this test's own."""
    yield f"school-{next(NUMBERS)}"
    line.mend()


@pytest.fixture
def storage(line: Line, prefix: str, tmp_path: Path) -> Any:
    return bucket.Bucket(tmp_path / "files", line.place(prefix))


@pytest.fixture
def elsewhere(line: Line, prefix: str, tmp_path: Path) -> Any:
    """The same bucket, seen from another machine."""
    return bucket.Bucket(tmp_path / "elsewhere", line.place(prefix))


def now() -> float:
    """Return this second: a store tells no finer moment."""
    return float(int(time.time()))


def test_a_file_is_there_for_all_machines(storage: Any, elsewhere: Any) -> None:
    name = storage.put(b"hello", ".avif")
    assert name == hashlib.sha256(b"hello").hexdigest() + ".avif"
    assert storage.exists(name)
    assert elsewhere.exists(name)
    assert list(elsewhere.names()) == [name]
    assert elsewhere.local(name).read_bytes() == b"hello"
    assert elsewhere.local(name) == elsewhere.path(name)
    assert list((elsewhere.root / "aside").iterdir()) == []


def test_a_large_stream_arrives_whole(storage: Any, elsewhere: Any) -> None:
    data = os.urandom(13_000_000)
    name = storage.put_stream(BytesIO(data), ".mp4")
    assert elsewhere.local(name).read_bytes() == data


def test_an_empty_file_is_a_file(storage: Any, elsewhere: Any) -> None:
    assert elsewhere.local(storage.put(b"", ".txt")).read_bytes() == b""


def test_what_is_not_there_is_not_found(storage: Any) -> None:
    name = "0" * 64 + ".pdf"
    assert not storage.exists(name)
    assert not storage.is_whole(name)
    assert not storage.is_older(name, time.time() + LATER)
    assert not storage.discard(name, time.time() + LATER)
    with pytest.raises(FileNotFoundError):
        storage.local(name)


def test_schools_do_not_see_each_other(storage: Any, line: Line, tmp_path: Path) -> None:
    name = storage.put(b"ours", ".pdf")
    other = bucket.Bucket(tmp_path / "other", line.place(f"school-{next(NUMBERS)}"))
    assert list(other.names()) == []
    assert not other.exists(name)


def test_a_file_is_discarded_when_it_is_old(storage: Any, elsewhere: Any) -> None:
    name = storage.put(b"old", ".pdf")
    assert not elsewhere.discard(name, time.time() - LATER)
    assert storage.exists(name)
    assert storage.discard(name, time.time() + LATER)
    assert not elsewhere.exists(name)
    assert not storage.path(name).exists()
    assert not storage.discard(name, time.time() + LATER), "gone already"
    assert everything(storage) == []


def everything(storage: Any) -> list[str]:
    """Return the keys of all that stands in the part of a school."""
    return sorted(one["path"] for chunk in obstore.list(storage._store) for one in chunk)


def test_a_file_that_is_put_again_is_young_again(storage: Any, elsewhere: Any) -> None:
    """Whoever has just put it has not committed its row yet."""
    name = storage.put(b"wanted", ".pdf")
    time.sleep(1.1)
    again = now()
    assert storage.is_older(name, again)
    assert elsewhere.put(b"wanted", ".pdf") == name
    assert not storage.is_older(name, again)
    assert not storage.discard(name, again)
    assert storage.exists(name)
    assert storage.discard(name, time.time() + LATER)
    assert everything(storage) == []


@pytest.mark.parametrize("moment", ["copy", "delete"])
def test_a_file_that_is_put_while_it_is_discarded_stays(
    storage: Any, elsewhere: Any, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = storage.put(b"raced", ".pdf")
    time.sleep(1.1)
    before = now()
    step = getattr(obstore, moment)

    def put_just_before(*arguments: Any) -> None:
        monkeypatch.setattr(obstore, moment, step)
        elsewhere.put(b"raced", ".pdf")
        step(*arguments)

    monkeypatch.setattr(obstore, moment, put_just_before)
    assert not storage.discard(name, before)
    storage.path(name).unlink()
    assert storage.local(name).read_bytes() == b"raced"


def test_a_file_that_holds_something_else_is_not_whole_and_not_sent(
    storage: Any, elsewhere: Any
) -> None:
    name = storage.put(b"whole", ".pdf")
    assert elsewhere.is_whole(name)
    obstore.put(storage._store, f"{name[:2]}/{name}", b"half")
    assert not elsewhere.is_whole(name)
    with pytest.raises(StorageAway, match="does not hold what its name says"):
        elsewhere.local(name)
    assert list(Storage.names(elsewhere)) == []
    assert storage.local(name).read_bytes() == b"whole", "the copy that was made before"


def test_copies_make_room_those_asked_for_last_stay(
    storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "ROOM", 100_000)
    names = [storage.put(os.urandom(20_000), ".bin") for _ in range(5)]
    for number, name in enumerate(names):
        os.utime(storage.path(name), (0, time.time() - 10 * bucket.HOUR + number))
    storage.local(names[0])
    last = storage.put(os.urandom(20_000), ".bin")
    assert set(Storage.names(storage)) == {names[0], names[3], names[4], last}
    assert len(storage.local(names[1]).read_bytes()) == 20_000
    assert len(list(storage.names())) == 6


def test_copies_of_this_hour_are_not_forgotten(
    storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "ROOM", 10)
    names = {storage.put(os.urandom(100), ".bin") for _ in range(5)}
    assert set(Storage.names(storage)) == names


def test_while_the_store_is_away_copies_are_read_and_nothing_is_taken(
    storage: Any, elsewhere: Any, line: Line
) -> None:
    name = storage.put(b"read here", ".pdf")
    line.cut()
    began = time.monotonic()
    assert storage.local(name).read_bytes() == b"read here"
    for ask in (elsewhere.local, elsewhere.exists, elsewhere.is_whole):
        with pytest.raises(StorageAway, match="the store of the files"):
            ask(name)
    with pytest.raises(StorageAway):
        storage.put(b"more", ".pdf")
    with pytest.raises(StorageAway):
        list(storage.names())
    assert time.monotonic() - began < 30
    line.mend()
    assert elsewhere.local(name).read_bytes() == b"read here"
    assert elsewhere.exists(storage.put(b"more", ".pdf"))


def test_the_secret_is_in_no_message(line: Line) -> None:
    assert "secret" not in repr(line.place())


def test_files_are_held_for_a_backup_and_brought_back(
    storage: Any, elsewhere: Any, line: Line, tmp_path: Path
) -> None:
    name = storage.put(b"kept", ".pdf")
    held = elsewhere.hold(name, tmp_path / "held")
    assert held.read_bytes() == b"kept"
    assert elsewhere.hold("0" * 64 + ".pdf", tmp_path / "none") is None
    unpacked = Storage(tmp_path / "unpacked")
    back = {unpacked.put(data, ".pdf") for data in (b"one", b"two")}
    new = bucket.Bucket(tmp_path / "new", line.place(f"school-{next(NUMBERS)}"))
    new.take_over(unpacked)
    assert set(new.names()) == set(Storage.names(new)) == back
    new.clear()
    assert list(new.names()) == []
