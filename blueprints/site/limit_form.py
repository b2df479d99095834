"""The form of the limits for files (guide p. 22), each within what the guide says."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import InputRequired, NumberRange

from app.forms import NumberField
from app.rules.quotas import CHOSEN_AT_MOST
from app.setting_words import SETTINGS
from blueprints.site.setting_forms import SettingsForm

LONGEST_NUMBER = 5
SMALLER = _l("All together cannot weigh less than one of them may.")


class WholeNumber(NumberField):
    """A whole number, refused in our own words when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a number of ASCII digits; raises ValueError for anything else."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text and not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
            raise ValueError(_("Enter a whole number."))
        self.data = int(text) if text else None


def limit(name: str) -> WholeNumber:
    """Return the field of a limit, with its maximum."""
    most = CHOSEN_AT_MOST[name]
    return WholeNumber(
        SETTINGS[name],
        description=_l("From 1 to %(most)d.", most=most),
        validators=[
            InputRequired(_l("Enter a number.")),
            NumberRange(1, most, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        render_kw={"type": "number", "min": 1, "max": most, "inputmode": "numeric"},
    )


class LimitForm(SettingsForm):
    """How large and how many files may be."""

    most_picture_mb = limit("most_picture_mb")
    most_sound_mb = limit("most_sound_mb")
    most_film_mb = limit("most_film_mb")
    most_attachment_mb = limit("most_attachment_mb")
    most_attachments = limit("most_attachments")
    most_attachments_mb = limit("most_attachments_mb")
    most_announced_mb = limit("most_announced_mb")
    most_announced = limit("most_announced")
    most_announced_total_mb = limit("most_announced_total_mb")

    def validate_most_attachments_mb(self, field: WholeNumber) -> None:
        """Refuse less for all than for one."""
        if (field.data or 0) < (self.most_attachment_mb.data or 0):
            raise ValidationError(SMALLER)

    def validate_most_announced_total_mb(self, field: WholeNumber) -> None:
        """Refuse less for all than for one."""
        if (field.data or 0) < (self.most_announced_mb.data or 0):
            raise ValidationError(SMALLER)
