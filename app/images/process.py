"""Cuts the pictures that people send in a helper process (`app.images.helper`).

Measured there for all forms and the master, with one encoding thread (each other one would reserve
some 140 MiB): 223 MiB for a JPEG of 50 megapixels, 335 for one of 30, which is read whole, 365 for
50 that are progressive without subsampling, 372 for a transparent PNG of 42 megapixels, 212 for a
HEIC of 12 and 277 for one of 24. A HEIC of 48 would need 420: as everything that needs more than
the 400 MiB of a helper, it is refused as too heavy.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from io import FileIO

from app.files.bounded import run
from app.files.reasons import FileRefused, Reason
from app.images.forms import FORMS, Box, Form, Point
from app.images.made import Cut, Format

_NOTHING: Mapping[str, Box] = {}


def cut_in_process(
    source: bytes | FileIO,
    forms: Iterable[Form] = FORMS.values(),
    focal: Point = (0.5, 0.5),
    chosen: Mapping[str, Box] = _NOTHING,
) -> list[Cut]:
    """Return what `cut` returns, within 400 MiB and 12 s of computing; `forms` are those of pages
    and the master.

    Raises FileRefused, also for a picture that needs more than that.
    """
    order = json.dumps(
        {"forms": [form.name for form in forms], "focal": focal, "chosen": dict(chosen)}
    )
    if isinstance(source, bytes):
        with tempfile.TemporaryFile(buffering=0) as file:
            file.write(source)
            return _cuts(_ask(order, file))
    return _cuts(_ask(order, source))


def _ask(order: str, file: FileIO) -> bytes:
    file.seek(4)
    is_heic = file.read(4) == b"ftyp"
    return run("app.images.heic_helper" if is_heic else "app.images.helper", order, file)


def _cuts(answer: bytes) -> list[Cut]:
    line, _, files = answer.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise FileRefused(Reason(head["refused"]))
    cuts = []
    start = 0
    for form, file_format, width, height, length, seconds in head["cuts"]:
        data = files[start : start + length]
        source = (head["source"][0], head["source"][1])
        cuts.append(Cut(form, Format(file_format), width, height, data, source, seconds))
        start += length
    return cuts
