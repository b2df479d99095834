"""A field of a form for a moment in Paris."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import DateTimeLocalInput

from app.days import moment_typed, typed_moment


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
