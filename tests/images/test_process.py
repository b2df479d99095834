"""The helper process: the same cuts, and a refusal rather than too much memory or time."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.files import bounded
from app.files.reasons import FileRefused, Reason
from app.images.cut import cut
from app.images.forms import CARD, FULL
from app.images.process import cut_in_process

ROOT = Path(__file__).parents[2]

# Runs in a small process of its own: a child's peak includes what its parent held when it forked.
MEASURE = """
import resource, sys
from pathlib import Path
from app.files.reasons import FileRefused
from app.images.process import cut_in_process
try:
    cut_in_process(Path(sys.argv[1]).read_bytes())
except FileRefused as refused:
    print(refused.reason, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def file(image, file_format="PNG", **options):
    target = BytesIO()
    image.save(target, file_format, **options)
    return target.getvalue()


def refusal(source):
    with pytest.raises(FileRefused) as refused:
        cut_in_process(source, [CARD])
    return refused.value.reason


def test_the_helper_gives_the_same_cuts():
    source = file(Image.effect_noise((900, 700), 60), "JPEG")
    forms, focal = [CARD, FULL], (0.2, 0.9)
    assert cut_in_process(source, forms, focal) == cut(source, forms, focal)


def test_the_helper_takes_a_photograph_of_fifty_megapixels():
    source = file(Image.new("RGB", (8160, 6120), "red"), "JPEG")
    made = cut_in_process(source)
    assert len(made) == 16
    assert max(one.width for one in made) == 2400


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"GIF89a", Reason.UNSUPPORTED),
        (b"\n{}\n", Reason.UNSUPPORTED),
        (file(Image.effect_noise((600, 600), 50), "JPEG")[:5000], Reason.BROKEN),
        (file(Image.new("1", (20_000, 20_000))), Reason.TOO_MANY_PIXELS),
    ],
    ids=["cut at its head", "like the order", "cut short", "bomb"],
)
def test_the_helper_tells_why_it_refuses(source, reason):
    assert refusal(source) is reason


def test_a_picture_that_needs_too_much_memory_is_refused(tmp_path):
    picture = tmp_path / "heavy.png"
    picture.write_bytes(file(Image.new("RGBA", (7000, 7000), (1, 2, 3, 128)), compress_level=1))
    reason, peak = subprocess.run(
        [sys.executable, "-c", MEASURE, picture], capture_output=True, check=True, cwd=ROOT
    ).stdout.split()
    assert Reason(reason.decode()) is Reason.TOO_HEAVY
    assert int(peak) * 1024 <= bounded.MEMORY


def test_a_picture_that_needs_too_much_time_is_refused(monkeypatch):
    monkeypatch.setattr(bounded, "PATIENCE", 0.05)
    started = time.monotonic()
    assert refusal(file(Image.effect_noise((3000, 3000), 60))) is Reason.TOO_SLOW
    assert time.monotonic() - started < 5


def test_an_unknown_form_is_a_fault_of_ours_and_not_of_the_picture():
    unknown = CARD.__class__("poster", 10, 10)
    with pytest.raises(RuntimeError, match="poster"):
        cut_in_process(file(Image.new("RGB", (20, 20))), [unknown])
