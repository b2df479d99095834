"""Sounds and films, told by the first structures of their formats.

A file counts as one only when it is one from its first byte: with something in front, another
program would take it for something else.
"""

from collections.abc import Iterator
from io import FileIO
from itertools import islice

from app.files.reasons import FileRefused, Reason

MP4_BRANDS = (b"iso", b"mp4", b"avc1", b"M4V", b"dash", b"MSNV", b"mmp4")
OGG_SOUNDS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
_MOST_BOXES = 20_000
_PADDING = 65_536
_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES = (44_100, 48_000, 32_000)


def stream_type(file: FileIO, head: bytes) -> str | None:
    """Return the extension of a sound or a film, none for another file.

    Raises FileRefused for a film that is cut short.
    """
    if head[:4] == b"OggS":
        return "ogg" if _is_ogg_sound(head) else None
    elif head[:4] == b"\x1aE\xdf\xa3":
        return "webm" if b"\x42\x82\x84webm" in head[:64] else None
    elif head[4:8] == b"ftyp":
        return "mp4" if _is_mp4(file, head) else None
    else:
        return "mp3" if _is_mp3(file, head) else None


def seconds(file: FileIO) -> int | None:
    """Return how long an MP4 film is, rounded; none when its boxes do not hold together."""
    length = file.seek(0, 2)
    for kind, start, end in _boxes(file, 0, length):
        if end > length:
            return None
        if kind == b"moov":
            return next(
                (
                    _duration(file, inner)
                    for name, inner, _ in _boxes(file, start, end)
                    if name == b"mvhd"
                ),
                None,
            )
    return None


def read(file: FileIO, start: int, length: int) -> bytes:
    """Return part of a file, shorter at its end."""
    file.seek(start)
    return file.read(length) or b""


def _boxes(file: FileIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    return islice(_all_boxes(file, start, end), _MOST_BOXES)


def _all_boxes(file: FileIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes of a part of an MP4 file: what each is, where its content is and ends."""
    while start + 8 <= end:
        header = read(file, start, 16)
        size, content = int.from_bytes(header[:4]), start + 8
        if size == 1:
            size, content = int.from_bytes(header[8:16]), start + 16
        elif size == 0:
            size = end - start
        if size < content - start:
            return
        yield header[4:8], content, start + size
        start += size


def _duration(file: FileIO, start: int) -> int:
    header = read(file, start, 32)
    if header[:1] == b"\x01":
        scale, length = header[20:24], header[24:32]
    else:
        scale, length = header[12:16], header[16:20]
    return round(int.from_bytes(length) / (int.from_bytes(scale) or 1))


def _is_mp4(file: FileIO, head: bytes) -> bool:
    if not head[8:12].startswith(MP4_BRANDS):
        return False
    if seconds(file) is None:
        raise FileRefused(Reason.BROKEN)
    return True


def _is_ogg_sound(head: bytes) -> bool:
    is_first_page = len(head) > 27 and head[4] == 0 and head[5] & 2 != 0
    return is_first_page and head[27 + head[26] :].startswith(OGG_SOUNDS)


def _is_mp3(file: FileIO, head: bytes) -> bool:
    """Tell whether two frames follow each other, at the start or after the tags."""
    start = 0
    if head[:3] == b"ID3" and len(head) > 10:
        start = 10 + sum(
            byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
        )
        start += 10 if head[5] & 0x10 else 0
    frames = read(file, start, _PADDING)
    if start:
        frames = frames.lstrip(b"\0")
    length = _frame_length(frames[:4])
    return length is not None and _frame_length(frames[length : length + 4]) is not None


def _frame_length(header: bytes) -> int | None:
    """Return the bytes of a frame of MPEG audio, layer III."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, rate, sampling = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or sampling == 3:
        return None
    per_frame, rates, divisor = (144, _RATES, 1) if version == 3 else (72, _LOW_RATES, 2)
    samples = _SAMPLES[sampling] // (divisor if version else 4)
    return per_frame * rates[rate] * 1000 // samples + (header[2] >> 1 & 1)
