"""How a picture is framed: a point in percent, and for each slot a part in fractions."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import NumberInput

from app.images.forms import Box, Point
from app.images.parts import box_in, text_of
from app.models import Media
from app.text.numbers import number_in

_PERCENT = [
    InputRequired(_l("Enter a number from 0 to 100.")),
    NumberRange(0, 100, _l("Enter a number from 0 to 100.")),
]


class PercentField(IntegerField):
    """A whole number from 0 to 100."""

    widget = NumberInput(min=0, max=100, step=1)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed; raises ValueError in our own words."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = number_in(text, 3)
        if text and self.data is None:
            raise ValueError(_l("Enter a number from 0 to 100."))


class FramingForm(FlaskForm):
    """The point to keep in sight, and the parts that somebody chose instead."""

    across = PercentField(_l("From the left, in percent"), validators=_PERCENT)
    down = PercentField(_l("From the top, in percent"), validators=_PERCENT)
    card_own = BooleanField(_l("Choose the part that is shown myself"))
    card_box = HiddenField(_l("Cards and thumbnails"))
    band_own = BooleanField(_l("Choose the part that is shown myself"))
    band_box = HiddenField(_l("Wide band"))

    def validate_card_box(self, field: HiddenField) -> None:
        """Refuse a part that is none, where one was chosen."""
        self._check(self.card_own.data, field)

    def validate_band_box(self, field: HiddenField) -> None:
        """Refuse a part that is none, where one was chosen."""
        self._check(self.band_own.data, field)

    def focal(self) -> Point:
        """Return the point of a valid form, as fractions."""
        return ((self.across.data or 0) / 100, (self.down.data or 0) / 100)

    def boxes(self) -> dict[str, Box]:
        """Return the parts of a valid form, by slot."""
        found = {"card": (self.card_own, self.card_box), "band": (self.band_own, self.band_box)}
        return {slot: box_in(box.data or "") for slot, (own, box) in found.items() if own.data}

    def _check(self, own: bool, field: HiddenField) -> None:
        try:
            box_in(field.data or "") if own else None
        except ValueError:
            raise ValidationError(_l("This frame cannot be read. Choose it again.")) from None


def framing_form(media: Media, chosen: Mapping[str, Box]) -> FramingForm:
    """Return the form of a picture: as it is stored, or as it was just sent."""
    return FramingForm(
        across=round(media.focal_x * 100),
        down=round(media.focal_y * 100),
        card_own="card" in chosen,
        card_box=text_of(chosen.get("card")),
        band_own="band" in chosen,
        band_box=text_of(chosen.get("band")),
    )
