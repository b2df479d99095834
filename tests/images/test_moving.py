"""Animations: kept moving, cut to what a tile shows, bounded."""

from io import BytesIO

import pytest
from PIL import Image

from app.files.reasons import FileRefused, Reason
from app.images import moving
from app.images.forms import HERO_MOVING, MOVING, Size
from app.images.made import MOST_FRAMES_MOVING
from app.images.moving import cut_moving
from app.images.process import cut_in_process
from tests.files_sent import picture

CENTRE = (0.5, 0.5)


def dance(size: Size = (210, 48), frames: int = 4, duration: int = 200) -> bytes:
    """Return a GIF that is red and blue in turn."""
    pieces = [Image.new("RGB", size, ("red", "blue")[number % 2]) for number in range(frames)]
    target = BytesIO()
    pieces[0].save(
        target, "GIF", save_all=True, append_images=pieces[1:], duration=duration, loop=0
    )
    return target.getvalue()


def test_an_animation_is_cut_to_a_part_and_goes_on_moving() -> None:
    [whole] = cut_in_process(dance(), [MOVING])
    assert (whole.name, whole.seconds) == ("moving-210.webp", 1)
    part = {"hero-moving": (0.0, 0.0, 0.5, 0.5)}
    [shown] = cut_in_process(whole.data, [HERO_MOVING], CENTRE, part)
    image = Image.open(BytesIO(shown.data))
    assert (image.format, image.n_frames, image.size) == ("WEBP", 4, (105, 24))
    assert image.info["loop"] == 0
    assert "exif" not in image.info


def test_many_pixels_are_made_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MOST_PIXELS", 210 * 48)
    found = cut_moving(dance(), MOVING, CENTRE, None)
    assert (found.width, found.height) == (105, 24)


def test_what_is_too_heavy_stays_a_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MOST_BYTES", 50)
    with pytest.raises(FileRefused) as refused:
        cut_moving(dance(), MOVING, CENTRE, None)
    assert refused.value.reason is Reason.TOO_HEAVY


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (dance((8, 8), MOST_FRAMES_MOVING + 1), Reason.TOO_MANY_FRAMES),
        (dance(frames=1), Reason.UNSUPPORTED),
        (picture(), Reason.BROKEN),
        (dance()[:60], Reason.BROKEN),
        (b"GIF89a", Reason.BROKEN),
    ],
    ids=["long", "still", "photograph", "cut short", "nothing"],
)
def test_what_is_no_animation_is_refused(source: bytes, reason: Reason) -> None:
    with pytest.raises(FileRefused) as refused:
        cut_moving(source, MOVING, CENTRE, None)
    assert refused.value.reason in (reason, Reason.UNSUPPORTED)


def test_a_frame_that_claims_no_time_takes_the_time_that_browsers_give_it() -> None:
    [found] = cut_in_process(dance(duration=0, frames=30), [MOVING])
    assert found.seconds == 3
