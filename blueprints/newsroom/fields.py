"""Fields of the newsroom: lines of plain text, moments, places in an order."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, StringField, TextAreaField
from wtforms.widgets import DateTimeLocalInput

from app.days import moment_typed, typed_moment
from app.text.numbers import number_in
from app.text.typed import line_of, lines_of

LARGEST_RANK = 10_000


class LineField(StringField):
    """A line of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, on one line."""
        self.data = line_of(valuelist[0]) if valuelist else ""


class LinesField(TextAreaField):
    """Some lines of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        self.data = lines_of(valuelist[0]) if valuelist else ""


class MomentField(Field):
    """A moment in Paris to the minute, or none; a day alone is accepted (`app/days.py`)."""

    widget = DateTimeLocalInput()

    def __init__(self, *args: Any, is_end: bool = False, **kwargs: Any) -> None:
        """Remember whether a day alone means its end."""
        super().__init__(*args, **kwargs)
        self.is_end = is_end
        self.stored: datetime | None = None

    def process_data(self, value: datetime | None) -> None:
        """Take a stored moment, which stays as it is while its minute is not changed."""
        self.data = self.stored = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed; raises ValueError when it is no moment."""
        text = valuelist[0].strip() if valuelist else ""
        if self.stored is not None and text == typed_moment(self.stored):
            self.data = self.stored
            return
        try:
            self.data = moment_typed(text, is_end=self.is_end) if text else None
        except ValueError:
            self.data = None
            raise ValueError(
                _l("Enter a day and a time, as 2026-03-24T17:45, or a day alone.")
            ) from None

    def _value(self) -> str:
        if self.data is not None:
            return typed_moment(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""


class RankField(IntegerField):
    """A place in an order, counted from 1; what is no number is no place."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a place as it is typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = number_in(text, len(str(LARGEST_RANK)) - 1)

    def show(self, rank: int) -> None:
        """Say where it stands now, whatever was typed."""
        self.data, self.raw_data = rank, None
