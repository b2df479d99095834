"""Fields of the form of an announcement."""

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.widgets import TimeInput

from app.text.typed import html_of, lines_of, typed_of

HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
"""As browsers send it; the ISO notation knows more, such as other zones."""


class BodyField(TextAreaField):
    """A short text, typed as plain paragraphs or as HTML; `html` is what is stored, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, without what nobody can type."""
        self.data = lines_of(valuelist[0]) if valuelist else ""

    def show(self, html: str) -> None:
        """Fill the field with a stored text."""
        self.data = typed_of(html)

    @property
    def html(self) -> str:
        """The clean HTML of what was typed."""
        return html_of(self.data or "")


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
