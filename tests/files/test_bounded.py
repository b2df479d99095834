"""Helpers: two at once, and nothing that they are fed makes them fail."""

import io
import tempfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files import bounded, reader
from app.files.captions import as_webvtt, is_captions
from app.files.reasons import FileRefused, Reason
from app.files.streams import stream_type
from tests import files_sent as made

WHOLE = [made.MP3, made.OGG, made.WEBM, made.mp4(), made.office(), made.open_document(), made.SRT]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Return a file with a few bytes changed, perhaps cut short."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 5))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))])


def test_who_has_no_turn_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "QUEUE", 0.05)
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(made.archive({"a.txt": b"a"}))
        with bounded.TURNS, bounded.TURNS:
            with pytest.raises(FileRefused) as refused:
                bounded.run("app.files.reader", "zip", file)
            assert refused.value.reason is Reason.BUSY
        assert bounded.run("app.files.reader", "zip", file) == b'{"type": "zip"}'


def test_a_turn_comes_back_after_a_failure() -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(3):
            with pytest.raises(RuntimeError, match="nowhere"):
                bounded.run("app.files.nowhere", "", file)


@given(spoilt())
def test_a_spoilt_archive_is_refused_or_known(data: bytes) -> None:
    with suppress(FileRefused):
        assert reader._archive(io.BytesIO(data))


@given(spoilt())
def test_a_spoilt_stream_is_refused_or_known(data: bytes) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(data)
        with suppress(FileRefused):
            assert stream_type(file, data[:4096]) in (None, "mp3", "ogg", "webm", "mp4")


@given(spoilt())
def test_spoilt_captions_are_refused_or_kept(data: bytes) -> None:
    if is_captions(data):
        with suppress(FileRefused):
            assert as_webvtt(data).startswith(b"WEBVTT")
