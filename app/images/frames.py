"""Counts the frames of a GIF without decoding them."""

_IMAGE, _EXTENSION = 0x2C, 0x21


def has_more_frames(source: bytes, most: int) -> bool:
    """Tell whether a GIF has more frames than that; one that is cut short has those it shows."""
    frames = 0
    at = 13 + _table(source, 10)
    while at < len(source) and frames <= most:
        if source[at] == _IMAGE:
            frames += 1
            at = _after_blocks(source, at + 11 + _table(source, at + 9))
        elif source[at] == _EXTENSION:
            at = _after_blocks(source, at + 2)
        else:
            break
    return frames > most


def _table(source: bytes, flags: int) -> int:
    """Return the length of the colour table that the flags at a place announce."""
    packed = source[flags] if flags < len(source) else 0
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _after_blocks(source: bytes, at: int) -> int:
    while at < len(source) and source[at]:
        at += source[at] + 1
    return at + 1
