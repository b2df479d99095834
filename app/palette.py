"""From one school colour to the two palettes of the site, light and dark.

Colours are worked out in OKLCH (lightness 0 to 1, chroma, hue in degrees), where one step of
lightness looks the same in every hue. The hue of the school is kept, its chroma capped, and the
lightness of what is read moves until it stands out enough. The floors below are stricter than the
RGAA asks: criterion 3.2 wants 4.5 for text, 3.3 wants 3 for the edge of a control.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

STONE_HUE = 82.0
STEP = 0.005
SURFACES = ("ground", "slab", "sunk", "school-tint", "school-tint-2")
# A filled button never stands on a door, so by day it is not held to the darkest tint.
PLAIN_SURFACES = SURFACES[:4]
SCHOOL_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


@dataclass(frozen=True)
class Palette:
    """The colours of the site by name, as lower-case `#rrggbb`, by day and by night."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True)
class Floor:
    """The contrast `token` must reach on each of the colours named in `on`."""

    token: str
    ratio: float
    on: tuple[str, ...]


LIGHT_FLOORS = (
    Floor("line", 3.1, SURFACES),
    Floor("ink", 7.0, SURFACES),
    Floor("ink-soft", 5.0, SURFACES),
    Floor("school", 5.0, PLAIN_SURFACES),
    Floor("school-ink", 5.5, SURFACES),
    Floor("on-school", 4.5, ("school",)),
    Floor("on-deep", 7.0, ("school-deep",)),
    Floor("on-deep-soft", 4.5, ("school-deep",)),
)
DARK_FLOORS = tuple(
    Floor("school", 5.5, SURFACES) if floor.token == "school" else floor for floor in LIGHT_FLOORS
)


def derive(colour: str) -> Palette:
    """Return the palette of a school colour written `#rrggbb`; ValueError for anything else."""
    if not SCHOOL_COLOUR.fullmatch(colour):
        raise ValueError(f"not a colour written #rrggbb: {colour!r}")
    lightness, chroma, hue = _to_oklch(colour.lower())
    return Palette(light=_light(lightness, chroma, hue), dark=_dark(lightness, chroma, hue))


def stylesheet(palette: Palette) -> str:
    """Return the style block that gives the site this palette, in the shape of palette.css."""
    light = _declarations(palette.light, "    ")
    night = _declarations(palette.dark, "      ")
    chosen = _declarations(palette.dark, "    ")
    return (
        "@layer tokens {\n"
        f"  :root {{\n{light}  }}\n\n"
        "  @media (prefers-color-scheme: dark) {\n"
        f'    :root:not([data-theme="light"]) {{\n{night}    }}\n'
        "  }\n\n"
        f'  :root[data-theme="dark"] {{\n{chosen}  }}\n'
        "}\n"
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, by the formula of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _light(lightness: float, chroma: float, hue: float) -> dict[str, str]:
    """Stone by day: pale ground, and a school colour dark enough to be read on it."""
    colours = {
        "ground": oklch(0.948, 0.0065, STONE_HUE),
        "slab": oklch(0.995, 0.0015, STONE_HUE),
        "sunk": oklch(0.972, 0.0045, STONE_HUE),
        "joint": oklch(0.875, 0.009, STONE_HUE),
        "school-tint": oklch(0.938, min(chroma, 0.018), hue),
        "school-tint-2": oklch(0.888, min(chroma, 0.034), hue),
        "school-line": oklch(0.79, min(chroma, 0.06), hue),
        "school-deep": oklch(0.285, min(chroma, 0.05), hue),
    }
    starts = {
        "line": (0.66, 0.017, STONE_HUE),
        "ink": (0.245, 0.016, STONE_HUE),
        "ink-soft": (0.46, 0.018, STONE_HUE),
        "school": (min(lightness, 0.50), min(chroma, 0.15), hue),
        "school-ink": (min(lightness, 0.45), min(chroma, 0.13), hue),
    }
    colours |= _read_on(colours, starts, LIGHT_FLOORS, -STEP)
    text = {
        "on-school": (0.99, 0.003, STONE_HUE),
        "on-deep": (0.957, 0.012, STONE_HUE),
        "on-deep-soft": (0.84, min(chroma, 0.03), hue),
    }
    return colours | _read_on(colours, text, LIGHT_FLOORS, STEP)


def _dark(lightness: float, chroma: float, hue: float) -> dict[str, str]:
    """Stone by night: warm black, and a school colour light enough to be read on it."""
    colours = {
        "ground": oklch(0.195, 0.006, STONE_HUE),
        "slab": oklch(0.245, 0.0065, STONE_HUE),
        "sunk": oklch(0.222, 0.006, STONE_HUE),
        "joint": oklch(0.335, 0.009, STONE_HUE),
        "school-tint": oklch(0.293, min(chroma, 0.032), hue),
        "school-tint-2": oklch(0.345, min(chroma, 0.045), hue),
        "school-line": oklch(0.44, min(chroma, 0.06), hue),
        "school-deep": oklch(0.155, min(chroma, 0.025), hue),
    }
    starts = {
        "line": (0.52, 0.014, STONE_HUE),
        "ink": (0.935, 0.01, STONE_HUE),
        "ink-soft": (0.77, 0.015, STONE_HUE),
        "school": (max(lightness, 0.76), min(chroma, 0.11), hue),
        "school-ink": (max(lightness, 0.80), min(chroma, 0.10), hue),
        "on-deep": (0.92, 0.01, STONE_HUE),
        "on-deep-soft": (0.77, min(chroma, 0.03), hue),
    }
    colours |= _read_on(colours, starts, DARK_FLOORS, STEP)
    text = {"on-school": (0.19, min(chroma, 0.03), hue)}
    return colours | _read_on(colours, text, DARK_FLOORS, -STEP)


def _read_on(
    surfaces: Mapping[str, str],
    starts: Mapping[str, tuple[float, float, float]],
    floors: tuple[Floor, ...],
    step: float,
) -> dict[str, str]:
    """Move each colour from its start, by steps of lightness, until it reaches its floor."""
    return {
        floor.token: _moved(
            *starts[floor.token], floor.ratio, [surfaces[name] for name in floor.on], step
        )
        for floor in floors
        if floor.token in starts
    }


def _moved(
    lightness: float, chroma: float, hue: float, ratio: float, surfaces: list[str], step: float
) -> str:
    colour = oklch(lightness, chroma, hue)
    while 0 < lightness < 1 and any(contrast(colour, surface) < ratio for surface in surfaces):
        lightness = min(max(lightness + step, 0.0), 1.0)
        colour = oklch(lightness, chroma, hue)
    return colour


def _declarations(colours: Mapping[str, str], indent: str) -> str:
    return "".join(f"{indent}--{name}: {colour};\n" for name, colour in colours.items())


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Write an OKLCH colour as sRGB; outside sRGB it loses chroma, never hue."""
    channels = _to_linear(lightness, chroma, hue)
    if not _is_displayable(channels):
        low, high = 0.0, chroma
        for _ in range(12):
            middle = (low + high) / 2
            if _is_displayable(_to_linear(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        channels = _to_linear(lightness, low, hue)
    return "#" + "".join(f"{round(_encoded(channel) * 255):02x}" for channel in channels)


def _is_displayable(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)


def _to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """OKLCH to linear sRGB, with the matrices of Björn Ottosson, "A perceptual color space"."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _to_oklch(colour: str) -> tuple[float, float, float]:
    """sRGB to OKLCH; the hue of a grey means nothing, its chroma is about 0."""
    red, green, blue = _linear_channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _luminance(colour: str) -> float:
    red, green, blue = _linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear_channels(colour: str) -> tuple[float, float, float]:
    return LINEAR[int(colour[1:3], 16)], LINEAR[int(colour[3:5], 16)], LINEAR[int(colour[5:7], 16)]


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    bounded = min(max(channel, 0.0), 1.0)
    return bounded * 12.92 if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055


LINEAR = tuple(_decoded(value / 255) for value in range(256))
