"""Stored files: named by their content, whole or absent, reached by their own names only."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from app.storage import Storage

ROOT = Path(__file__).parents[1]


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "files")


def left_aside(storage):
    return list((storage.root / "aside").iterdir())


def test_a_file_is_named_by_what_it_holds(storage):
    name = storage.put(b"hello", ".avif")
    assert name == hashlib.sha256(b"hello").hexdigest() + ".avif"
    assert storage.path(name).read_bytes() == b"hello"
    assert storage.exists(name)
    assert left_aside(storage) == []


def test_the_same_data_is_kept_once(storage):
    assert storage.put(b"same", ".jpg") == storage.put(b"same", ".jpg")
    assert len(list(storage.root.rglob("*.jpg"))) == 1


def test_an_empty_file_is_a_file(storage):
    assert storage.path(storage.put(b"", ".txt")).read_bytes() == b""


def test_many_may_put_the_same_data_at_once(storage):
    data = os.urandom(200_000)
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: storage.put(data, ".jpg"), range(40)))
    assert len(names) == 1
    assert storage.path(names.pop()).read_bytes() == data
    assert left_aside(storage) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../secret.txt",
        "/etc/passwd",
        "aside",
        "a" * 64,
        "a" * 63 + ".jpg",
        "A" * 64 + ".jpg",
        "a" * 64 + ".JPG",
        "a" * 64 + ".jpg\n",
        "a" * 64 + ".jpg\0",
        "a" * 64 + "./jpg",
        "a" * 64 + ".php.jpg",
        "a" * 64 + ".",
        "٣" * 64 + ".jpg",
        "../" + "a" * 64 + ".jpg",
    ],
)
@pytest.mark.parametrize("ask", [Storage.path, Storage.exists])
def test_a_name_that_the_storage_never_gave_is_refused(storage, ask, name):
    with pytest.raises(ValueError, match="not a name of the storage"):
        ask(storage, name)


@pytest.mark.parametrize(
    "suffix", ["", "jpg", ".", ".JPG", "/../x", ".a/b", ".jpg\n", ".toolongone"]
)
def test_a_suffix_of_another_shape_is_refused_before_anything_is_written(storage, suffix):
    with pytest.raises(ValueError, match="not a name of the storage"):
        storage.put(b"hello", suffix)
    assert not storage.root.exists()


def test_a_disk_that_refuses_leaves_nothing(storage, monkeypatch):
    storage.put(b"before", ".jpg")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        storage.put(b"after", ".jpg")
    monkeypatch.undo()
    assert len(list(storage.root.rglob("*.jpg"))) == 1
    assert left_aside(storage) == []
    storage.put(b"after", ".jpg")


WRITER = """
import os, sys
from pathlib import Path
from app.storage import Storage
storage = Storage(Path(sys.argv[1]))
while True:
    print(storage.put(os.urandom(300_000), ".bin"), flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_files_only(storage):
    for moment in (0.05, 0.11, 0.17):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, storage.root], stdout=subprocess.PIPE, cwd=ROOT
        )
        acknowledged = [writer.stdout.readline()]
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.read().splitlines(keepends=True)
        writer.wait()
        writer.stdout.close()
        names = [line.decode().strip() for line in acknowledged if line.endswith(b"\n")]
        assert names
        assert all(storage.exists(name) for name in names)
        for stored in storage.root.rglob("*.bin"):
            assert hashlib.sha256(stored.read_bytes()).hexdigest() == stored.stem


def test_a_file_is_discarded_when_it_is_old(storage: Storage) -> None:
    name = storage.put(b"old", ".pdf")
    os.utime(storage.path(name), (1_000, 1_000))
    assert not storage.discard(name, before=1_000)
    assert storage.exists(name)
    assert storage.discard(name, before=1_001)
    assert not storage.exists(name)
    assert not storage.discard(name, before=1_001), "gone already"


def test_a_file_that_is_stored_again_is_young_again(storage: Storage) -> None:
    """Whoever has just stored it has not committed its row yet."""
    name = storage.put(b"wanted", ".pdf")
    os.utime(storage.path(name), (1_000, 1_000))
    assert storage.put(b"wanted", ".pdf") == name
    assert not storage.discard(name, before=2_000)
    assert storage.exists(name)


def test_a_file_that_is_stored_while_it_is_discarded_stays(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = storage.put(b"raced", ".pdf")
    os.utime(storage.path(name), (1_000, 1_000))
    rename = Path.rename

    def stored_just_before(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        storage.put(b"raced", ".pdf")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stored_just_before)
    assert not storage.discard(name, before=2_000)
    assert storage.path(name).read_bytes() == b"raced"


def test_names_are_those_of_whole_files(storage: Storage) -> None:
    names = {storage.put(data, ".pdf") for data in (b"a", b"b", b"c")}
    (storage.root / "aside" / "half").write_bytes(b"")
    assert set(storage.names()) == names


def test_a_stream_is_stored_as_its_data_is(storage: Storage) -> None:
    data = os.urandom(3_000_000)
    name = storage.put_stream(BytesIO(data), ".mp4")
    assert name == storage.put(data, ".mp4") == storage.put_stream(BytesIO(data), ".mp4")
    assert storage.path(name).read_bytes() == data
    assert left_aside(storage) == []


def test_a_stream_that_breaks_leaves_nothing(storage: Storage) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError("connection lost")
            return data

    with pytest.raises(OSError, match="connection lost"):
        storage.put_stream(Broken(b"half"), ".mp4")
    with pytest.raises(ValueError, match="not a name of the storage"):
        storage.put_stream(BytesIO(b"half"), "mp4")
    assert list(storage.names()) == left_aside(storage) == []


def test_a_file_that_holds_something_else_is_not_whole(storage: Storage) -> None:
    name = storage.put(b"whole", ".pdf")
    assert storage.is_whole(name)
    storage.path(name).write_bytes(b"half")
    assert not storage.is_whole(name)
    storage.path(name).unlink()
    assert not storage.is_whole(name)
