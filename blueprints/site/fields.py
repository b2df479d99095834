"""What the forms of the site's management share."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError


def on_one_line(text: str | None) -> str:
    """Return a text without spaces around it, and with one between its words."""
    return " ".join((text or "").split())


class OneOf(RadioField):
    """A choice among few, refused in our own words when none of them is taken.

    A form that leaves it out has not chosen what stood there by default.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was chosen, and nothing else."""
        super().process_formdata(valuelist)
        if not valuelist:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is none of them."""
        if not any(choice[2] for choice in self.iter_choices()):
            raise ValidationError(_l("Choose one of these."))
