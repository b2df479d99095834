"""A field that holds articles at the head of a tile, each until a day if one is wanted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from app.forms import YEARS
from app.rules.page_tiles import Pin
from app.text.numbers import LARGEST_ID, number_in

SIGN = "~"
"""Stands between the article and its day where a form sends both as one value."""


class PinsField(Field):
    """Some articles in a chosen order with their last day, as `{"article": 3, "until": ""}`."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        """Make a field that starts empty."""
        kwargs.setdefault("default", ())
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        """Take stored pins, each article once; raises ValueError for what is not a list of them."""
        self.data: list[dict[str, Any]] = []
        if not isinstance(value, list | tuple):
            raise ValueError(_("A list is expected."))
        self.data = _each_once(_stored(one) for one in value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take pins as `3~2026-04-01`; raises ValueError, what was typed staying as it is."""
        typed = [text.partition(SIGN) for text in valuelist]
        self.data = _each_once(
            {"article": number_in(id_) or 0, "until": day.strip()} for id_, _sign, day in typed
        )
        for one in self.data:
            _check(one["article"], one["until"])


def pins_in(data: Iterable[Mapping[str, Any]]) -> tuple[Pin, ...]:
    """Return the pins of a field that holds no error."""
    return tuple(
        Pin(one["article"], date.fromisoformat(one["until"]) if one["until"] else None)
        for one in data
    )


def pin_value(article_id: int, day: str) -> str:
    """Return a pin as a form sends it."""
    return f"{article_id}{SIGN}{day}"


def _stored(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(_("This value has the wrong type."))
    article_id, day = value.get("article"), value.get("until") or ""
    _check(article_id, day)
    return {"article": article_id, "until": day}


def _check(article_id: Any, day: Any) -> None:
    if not isinstance(article_id, int) or isinstance(article_id, bool):
        raise ValueError(_("This is not an id."))
    if not 1 <= article_id <= LARGEST_ID:
        raise ValueError(_("This is not an id."))
    if not isinstance(day, str):
        raise ValueError(_("This value has the wrong type."))
    if not day:
        return
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise ValueError(_("This day does not exist. Write it as 2026-03-24.")) from None
    if found.year not in YEARS or found.isoformat() != day:
        raise ValueError(_("Choose a day of this century."))


def _each_once(pins: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for one in pins:
        found.setdefault(one["article"], one)
    return list(found.values())
