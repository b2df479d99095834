"""Fields that the forms of several blueprints share: a time, one choice of few, what was seen."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.widgets import ListWidget, RadioInput, TimeInput

from app.forms import ChoiceField
from app.text.numbers import number_in


class HourField(StringField):
    """A time of the day, or none."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a time as browsers send it; raises ValueError in our own words."""
        self.data = valuelist[0].strip() if valuelist else ""
        if not self.data:
            return
        try:
            self.data = f"{time.fromisoformat(self.data):%H:%M}"
        except ValueError:
            raise ValueError(_l("Write a time as 08:30, or leave it empty.")) from None


class OneOfField(ChoiceField):
    """A choice among few that are all seen."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class VersionField(HiddenField):
    """Which version of a thing the page showed; what is no number was none."""

    def seen(self) -> int:
        """Return its number."""
        return number_in(self.data or "") or 0
