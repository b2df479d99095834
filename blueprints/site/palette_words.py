"""The palette that a school colour gives, as its page shows it, and colours to begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.palette import DARK_FLOORS, LIGHT_FLOORS, Floor, contrast, derive

PROPOSALS: Mapping[str, LazyString] = {
    "#0b6b6e": _l("Teal"),
    "#1f5fa8": _l("Blue"),
    "#3b4a8c": _l("Indigo"),
    "#6a3f8f": _l("Violet"),
    "#8a2e57": _l("Burgundy"),
    "#a13a2b": _l("Brick"),
    "#8f5a14": _l("Ochre"),
    "#3f6b2e": _l("Green"),
    "#47576b": _l("Slate"),
}
"""Colours that suit a school, by their own value."""

TOKENS: Mapping[str, LazyString] = {
    "line": _l("Edges of fields"),
    "ink": _l("Text"),
    "ink-soft": _l("Secondary text"),
    "school": _l("Buttons and marks"),
    "school-ink": _l("Links and titles"),
    "on-school": _l("Text on buttons"),
    "on-deep": _l("Text on dark tiles"),
    "on-deep-soft": _l("Secondary text on dark tiles"),
}


@dataclass(frozen=True)
class Measure:
    """How much a colour stands out where it does least: `ratio` on the colour `on`, at least
    `floor`."""

    token: str
    on: str
    ratio: float
    floor: float


@dataclass(frozen=True)
class Shade:
    """A palette by day or by night, with what was measured of it."""

    name: LazyString
    colours: Mapping[str, str]
    measures: Sequence[tuple[LazyString, Measure]]


def shades(colour: str) -> list[Shade]:
    """Return both palettes of a colour; ValueError for what is none."""
    palette = derive(colour)
    return [
        Shade(_l("By day"), palette.light, _measures(palette.light, LIGHT_FLOORS)),
        Shade(_l("By night"), palette.dark, _measures(palette.dark, DARK_FLOORS)),
    ]


def measured(colours: Mapping[str, str], floors: tuple[Floor, ...]) -> list[Measure]:
    """Return the least contrast of each colour that is read, on the worst of its surfaces."""
    found = []
    for floor in floors:
        ratios = {on: contrast(colours[floor.token], colours[on]) for on in floor.on}
        worst = min(ratios, key=lambda on: ratios[on])
        found.append(Measure(floor.token, worst, ratios[worst], floor.ratio))
    return found


def _measures(
    colours: Mapping[str, str], floors: tuple[Floor, ...]
) -> list[tuple[LazyString, Measure]]:
    return [(TOKENS[one.token], one) for one in measured(colours, floors)]
