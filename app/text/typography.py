"""French typography: the spaces that must not end a line."""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"
SHORT = 512
"""Characters of a title or a summary, which pages show again and again."""

_UNITS = (
    "h|min|ms|o|ko|Ko|Mo|Go|To|mm|cm|dm|m|km|m²|m³|km²|ml|mL|cl|cL|dl|dL|l|L|mg|g|kg|t|kWh|W|V|Hz"
    "|°C|°F|°|ans|an|pts|pt"
)

_RULES = (
    (re.compile(r"(?<=\S) +(?=[;!?](?:[\s!?»)…]|$))"), NARROW),
    (re.compile(r"(?<=\S) +(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(r"(?<=\S) +(?=»)"), NO_BREAK),
    (re.compile(r"(?<=«) +(?=\S)"), NO_BREAK),
    (re.compile(r"(?<=\d) +(?=[%‰€$£])"), NO_BREAK),
    (re.compile(rf"(?<=\d) +(?=(?:{_UNITS})(?![\w'’]))"), NO_BREAK),
    (re.compile(r"(?<=\d[ \u00a0\u202f]h) +(?=\d)"), NO_BREAK),
    (re.compile(r"(?<=\bn°) +(?=\d)|(?<=\bN°) +(?=\d)"), NO_BREAK),
)
_THOUSANDS = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])\d{1,3}(?: \d{3})+(?![\d])(?! \d)")


def no_break(text: str) -> str:
    """Return plain text whose French spaces hold: before : ; ! ? » %, after «, in "17 h 45".

    Only spaces that are there change: nothing is added, so addresses and "10:30" stay as typed.
    """
    return _in_short(text) if len(text) <= SHORT else _no_break(text)


def _no_break(text: str) -> str:
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return _THOUSANDS.sub(lambda number: number[0].replace(" ", NARROW), text)


@lru_cache(maxsize=4096, typed=True)  # typed: what is marked safe must not pass for plain text
def _in_short(text: str) -> str:
    return _no_break(text)
