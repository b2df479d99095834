"""Fields that forms share: a stored value is checked as strictly as a typed one.

The settings of a tile are kept as JSON. Reading them back, each field refuses a value of another
type (a text instead of a list, a number too large for an id) as it refuses what is typed wrong.
"""

import re
from datetime import date
from typing import Any
from unicodedata import category

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Field as AnyField

from app.rules.page_tiles import Supply
from app.text.clean import sanitize_html
from app.text.numbers import LARGEST_ID, number_in

YEARS = range(2000, 2100)
OWN_PATH = re.compile(r"/(?![/\\])[!#$%&'()*+,./:;=?@\[\]_~A-Za-z0-9-]*")
WEB_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][^\s\x00-\x1f\x7f\"<>\\^`{|}]*)?"
)


class TextField(StringField):
    """A line of text, never none."""

    def process_data(self, value: Any) -> None:
        """Take a stored text; raises ValueError for anything else."""
        self.data = _checked(value, str, default="")


class HtmlField(TextAreaField):
    """Formatted text, cleaned when it is typed: what is stored is what `sanitize_html` leaves."""

    def process_data(self, value: Any) -> None:
        """Take a stored text; raises ValueError for anything else."""
        self.data = _checked(value, str, default="")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        self.data = sanitize_html(valuelist[0]) if valuelist else ""


class SwitchField(BooleanField):
    """Something that is on or off."""

    def process_data(self, value: Any) -> None:
        """Take a stored yes or no; raises ValueError for anything else."""
        self.data = _checked(value, bool, default=False)


class NumberField(IntegerField):
    """A whole number."""

    def process_data(self, value: Any) -> None:
        """Take a stored number; raises ValueError for anything else."""
        self.data = _checked(value, int, default=0)


class IdField(IntegerField):
    """The id of something, or none."""

    def process_data(self, value: Any) -> None:
        """Take a stored id; raises ValueError for what cannot be one."""
        self.data = None if value is None else _id(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent: an id as addresses write it, or nothing."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        self.data = _id(number_in(text)) if text else None


class IdsField(SelectMultipleField):
    """Some ids in a chosen order; whether they exist, and may be seen, is asked on reading."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        """Make a field that starts empty."""
        kwargs.setdefault("default", ())
        super().__init__(label, validators, coerce=int, validate_choice=False, **kwargs)

    def process_data(self, value: Any) -> None:
        """Take stored ids, each once; raises ValueError for what is not a list of them."""
        if not isinstance(value, list | tuple):
            raise ValueError(_("A list is expected."))
        self.data = list(dict.fromkeys(_id(one) for one in value))


class RubriquesField(IdsField):
    """Some rubriques; `supply` is what a tile takes from them."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, supply: Supply, **kwargs: Any
    ) -> None:
        """Remember what they give."""
        self.supply = supply
        super().__init__(label, validators, **kwargs)


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


class DayField(DateField):
    """A day that may be left out."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a day as browsers send it; raises ValueError in our own words."""
        self.data = None
        if not any(valuelist):
            return
        try:
            day = date.fromisoformat(valuelist[0])
        except ValueError:
            raise ValueError(_("This day does not exist. Write it as 2026-03-24.")) from None
        if day.year not in YEARS:
            raise ValueError(_("Choose a day of this century."))
        self.data = day

    def _value(self) -> str:
        """Return what the field holds: HTML wants a day there, or nothing."""
        return self.data.isoformat() if self.data else ""


class Readable:
    """Validator: no control characters, which no keyboard types and PostgreSQL does not keep."""

    def __call__(self, form: Form, field: AnyField) -> None:
        """Raise ValidationError when there is one."""
        if any(category(one) in ("Cc", "Cs") and not one.isspace() for one in field.data or ""):
            raise ValidationError(
                _l("This text holds characters that cannot be read. Type it again.")
            )


class MailAddress:
    """Validator: nothing, or a mail address that could exist; nobody is asked whether it does."""

    def __call__(self, form: Form, field: AnyField) -> None:
        """Raise ValidationError for what is no address; keep it in its usual form."""
        text = (field.data or "").strip()
        try:
            field.data = text and validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError as refusal:
            raise ValidationError(
                _("This is not a mail address: it looks like name@example.fr.")
            ) from refusal


class AtMost:
    """Validator: a list holds no more than so many items."""

    def __init__(self, most: int) -> None:
        """Remember the limit."""
        self.most = most

    def __call__(self, form: Form, field: AnyField) -> None:
        """Raise ValidationError when the list is longer."""
        if len(field.data or ()) > self.most:
            raise ValidationError(_("At most %(number)s can be chosen.", number=self.most))


class LinkTarget:
    """Validator: a path of this site, or an address that begins with http:// or https://."""

    message = _l("Enter a page of this site, as /contact, or an address with https://.")

    def __call__(self, form: Form, field: AnyField) -> None:
        """Raise ValidationError for any other target, `javascript:` and `//host` among them."""
        if not is_link_target(field.data):
            raise ValidationError(self.message)


def on_one_line(text: str | None) -> str:
    """Return a text without spaces around it, and with one between its words."""
    return " ".join((text or "").split())


def is_link_target(text: Any) -> bool:
    """Tell whether a text may stand in the `href` of a link that an editor made."""
    return isinstance(text, str) and bool(OWN_PATH.fullmatch(text) or WEB_ADDRESS.fullmatch(text))


def is_web_address(text: Any) -> bool:
    """Tell whether a text is an absolute address with http or https."""
    return isinstance(text, str) and bool(WEB_ADDRESS.fullmatch(text))


def _checked(value: Any, kind: type, *, default: object) -> Any:
    if value is None:
        return default
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(_("This value has the wrong type."))
    return value


def _id(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_ID:
        raise ValueError(_("This is not an id."))
    return value
