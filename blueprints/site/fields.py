"""Fields and checks that the forms of the site's management share."""

from typing import Any
from unicodedata import category

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError


class Readable:
    """Validator: no control characters, which no keyboard types and PostgreSQL does not keep."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError when there is one."""
        if any(category(one) in ("Cc", "Cs") and not one.isspace() for one in field.data or ""):
            raise ValidationError(
                _l("This text holds characters that cannot be read. Type it again.")
            )


class ChoiceField(SelectField):
    """A choice from a list, refused in our own words when it is not on it."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if not any(choice[2] for choice in self.iter_choices()):
            raise ValidationError(_l("This choice no longer exists. Choose another from the list."))


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
