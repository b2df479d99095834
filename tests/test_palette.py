"""Any school colour gives a palette that can be read, by day and by night."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.palette import (
    DARK_FLOORS,
    LIGHT_FLOORS,
    SURFACES,
    Floor,
    contrast,
    derive,
    oklch,
    stylesheet,
)

DEFAULT_COLOUR = "#0b6b6e"
HUES = range(0, 360, 5)
CHROMAS = (0.0, 0.03, 0.07, 0.12, 0.18, 0.30)
LIGHTNESSES = (0.0, 0.15, 0.3, 0.5, 0.7, 0.88, 1.0)


@pytest.mark.parametrize("chroma", CHROMAS)
def test_every_pair_of_every_palette_reaches_its_contrast(chroma: float) -> None:
    """The whole sweep: 72 hues, 6 chromas and 7 lightnesses, 3,024 colours."""
    for hue in HUES:
        for lightness in LIGHTNESSES:
            colour = oklch(lightness, chroma, hue)
            palette = derive(colour)
            assert failures(palette.light, LIGHT_FLOORS) == [], colour
            assert failures(palette.dark, DARK_FLOORS) == [], colour


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#ffff00", "#ff0000", "#00ff00"])
def test_extreme_colours_keep_the_ratios_of_the_design(colour: str) -> None:
    for colours in (derive(colour).light, derive(colour).dark):
        assert min(contrast(colours["ink"], colours[surface]) for surface in SURFACES) >= 9.0
        assert contrast(colours["on-school"], colours["school"]) >= 5.0
        assert contrast(colours["on-deep"], colours["school-deep"]) >= 12.0


@pytest.mark.parametrize(
    "colour", ["", "teal", "#fff", "0b6b6e", "#0b6b6g", "#0b6b6e;", "#0b6b6e\n"]
)
def test_a_bad_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        derive(colour)


def test_capitals_mean_the_same_colour() -> None:
    assert derive(DEFAULT_COLOUR.upper()) == derive(DEFAULT_COLOUR)


def test_a_colour_that_can_be_read_is_kept_as_it_is() -> None:
    assert derive(DEFAULT_COLOUR).light["school"] == DEFAULT_COLOUR


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_sheet_served_by_default_is_the_palette_of_the_default_colour() -> None:
    sheet = Path(__file__).parent.parent / "static" / "css" / "palette.css"
    assert sheet.read_text(encoding="utf-8").endswith(stylesheet(derive(DEFAULT_COLOUR)))


def failures(colours: Mapping[str, str], floors: tuple[Floor, ...]) -> list[str]:
    """Name the pairs that cannot be told apart well enough."""
    return [
        f"{floor.token} on {surface}"
        for floor in floors
        for surface in floor.on
        if contrast(colours[floor.token], colours[surface]) < floor.ratio
    ]
