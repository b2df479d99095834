"""Fields that the forms of several blueprints share: plain text, a time, the version seen."""

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.widgets import TimeInput

from app.text.numbers import number_in
from app.text.typed import line_of, lines_of

HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
"""As browsers send it; the ISO notation knows more, such as other zones."""


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


class HourField(StringField):
    """A time of the day, or none."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a time as browsers send it; raises ValueError in our own words."""
        self.data = valuelist[0].strip() if valuelist else ""
        if not self.data:
            return
        try:
            if not HOUR.fullmatch(self.data):
                raise ValueError(self.data)
            self.data = f"{time.fromisoformat(self.data):%H:%M}"
        except ValueError:
            raise ValueError(_l("Write a time as 08:30, or leave it empty.")) from None


class VersionField(HiddenField):
    """Which version of a thing the page showed; what is no number was none."""

    def seen(self) -> int:
        """Return its number."""
        return number_in(self.data or "") or 0
