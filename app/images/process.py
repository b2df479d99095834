"""Cuts the pictures that people send in a helper process, which a hostile file cannot outgrow.

The helper is `python -m app.images.process`. It reads one line of JSON (forms, focal point), then
the picture; it answers with one line of JSON (the refusal, or the cuts with their lengths), then
the files, one after the other. It has no environment, so no secret to give away.
"""

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from app.images.cut import Cut, Format, ImageRefused, Reason, cut
from app.images.forms import FORMS, Form, Point

MEMORY = 400 * 1024 * 1024
"""Bytes of address space that the helper may hold, code and libraries included.

Measured with one encoding thread (each other one would reserve some 140 MiB): 206 MiB for a JPEG of
50 megapixels, 378 when it is progressive without subsampling, 349 for a transparent PNG of 42
megapixels. A picture that needs more is refused as too heavy.
"""

SECONDS = 12
"""Of computing; a busy machine may take longer without refusing a good picture."""

PATIENCE = 4 * SECONDS
"""Seconds by the clock after which a helper that computes nothing is ended too."""

_ROOT = Path(__file__).parents[2]


def cut_in_process(
    source: bytes, forms: Iterable[Form] = FORMS.values(), focal: Point = (0.5, 0.5)
) -> list[Cut]:
    """Return what `cut` returns, within 400 MiB and 12 s of computing; `forms` are among `FORMS`.

    Raises ImageRefused, also for a picture that needs more than that.
    """
    order = json.dumps({"forms": [form.name for form in forms], "focal": focal})
    try:
        helper = subprocess.run(
            [sys.executable, "-m", "app.images.process"],
            input=order.encode() + b"\n" + source,
            capture_output=True,
            cwd=_ROOT,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ImageRefused(Reason.TOO_SLOW) from error
    if helper.returncode == 0:
        return _cuts(helper.stdout)
    elif helper.returncode == -signal.SIGXCPU:
        raise ImageRefused(Reason.TOO_SLOW)
    elif helper.returncode < 0:
        raise ImageRefused(Reason.TOO_HEAVY)
    else:
        raise RuntimeError(helper.stderr.decode(errors="replace"))


def main() -> None:
    """Be the helper: bound oneself, read the order and the picture, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.loads(sys.stdin.buffer.readline())
    forms = [FORMS[name] for name in order["forms"]]
    x, y = order["focal"]
    try:
        cuts = cut(sys.stdin.buffer.read(), forms, (x, y))
    except ImageRefused as refusal:
        _answer({"refused": refusal.reason})
    except MemoryError:
        _answer({"refused": Reason.TOO_HEAVY})
    else:
        sizes = [(c.form, c.format, c.width, c.height, len(c.data)) for c in cuts]
        _answer({"cuts": sizes}, *(c.data for c in cuts))


def _answer(head: dict[str, object], *files: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.writelines(files)


def _cuts(answer: bytes) -> list[Cut]:
    line, _, files = answer.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise ImageRefused(Reason(head["refused"]))
    cuts = []
    start = 0
    for form, file_format, width, height, length in head["cuts"]:
        data = files[start : start + length]
        cuts.append(Cut(form, Format(file_format), width, height, data))
        start += length
    return cuts


if __name__ == "__main__":
    main()
