"""A field for the part of a picture that a tile shows."""

from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField

from app.images.forms import Box
from app.images.parts import box_in, part_in, text_of


class PartField(HiddenField):
    """A part as a text (`app.images.parts`); empty for what the picture itself shows."""

    def process_data(self, value: Any) -> None:
        """Take a stored part; raises ValueError for what is none."""
        if not isinstance(value, str | None):
            raise ValueError(_("This value has the wrong type."))
        self.data = text_of(box_in(value)) if value else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a part as it was sent; raises ValueError in our own words."""
        try:
            self.process_data(valuelist[0] if valuelist else "")
        except ValueError:
            raise ValueError(_("This frame cannot be read. Choose it again.")) from None

    @property
    def box(self) -> Box | None:
        """The part itself."""
        return part_in(self.data or "")
