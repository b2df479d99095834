"""What the pages of the directory are asked for."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from app.forms import DayField, IdField, MailAddress, OneOf, Readable, on_one_line
from app.rules.audience import Function, Part
from app.rules.directory import LONGEST_GUEST

LONGEST_NAME = 100

LONGEST_ANSWER = 2000


class ClassForm(FlaskForm):
    """The pupils of a class, or their parents."""

    group_id = IdField()
    part = StringField(validators=[AnyOf([Part.PUPIL.value, Part.PARENT.value])])


class PersonForm(FlaskForm):
    """One person."""

    person_id = IdField()


class AnswerForm(FlaskForm):
    """An answer to one of the requests on a page; its field is named after the request."""

    answer = TextAreaField(
        _l("Your answer"),
        validators=[
            DataRequired(_l("Write what was done, or why not.")),
            Length(max=LONGEST_ANSWER, message=_l("At most 2,000 characters.")),
        ],
        filters=[lambda text: text.strip() if text else text],
    )

    def __init__(self, request_id: int, **kwargs: Any) -> None:
        """Name the field after the request."""
        super().__init__(prefix=f"request-{request_id}-", **kwargs)


class Named:
    """Validator: a line that says something, without what cannot be read."""

    def __call__(self, form: FlaskForm, field: StringField) -> None:
        """Trim the line; raise ValidationError when no letter is left."""
        field.data = on_one_line(field.data)
        if not any(sign.isalpha() for sign in field.data):
            raise ValidationError(_("Write a name, with letters."))


_NAME = [
    Length(max=LONGEST_NAME, message=_l("A name has at most 100 characters.")),
    Readable(),
]


class AccountForm(FlaskForm):
    """What is corrected in an account that the school made itself."""

    title = StringField(
        _l("What this person does"),
        [Length(max=LONGEST_NAME, message=_l("100 characters at most.")), Readable()],
        description=_l("As it is said under an article: “bénévole du CDI”."),
    )
    email = EmailField(
        _l("Mail address"),
        [MailAddress()],
        description=_l("A link for a new password goes there: check it well."),
    )


class EndForm(FlaskForm):
    """The last day of a guest's access."""

    ends_on = DayField(
        _l("Last day of access"),
        [DataRequired(_l("Choose the last day of access."))],
        description=_l("Nobody signs in with this account from the day after. One year at most."),
    )

    @property
    def day(self) -> date:
        """The day of a form that is valid."""
        return self.ends_on.data or date.max

    def check_day(self, today: date) -> bool:
        """Tell whether the day is still to come and not too far, and say so beside it if not."""
        day = self.ends_on.data
        if day is not None and day < today:
            self.ends_on.errors = [_("This day is over. Choose one that is still to come.")]
        elif day is not None and day > today + LONGEST_GUEST:
            self.ends_on.errors = [
                _("This is more than a year ahead. Choose an earlier day; it can be moved later.")
            ]
        return not self.ends_on.errors


class GuestForm(EndForm):
    """A guest to invite (guide p. 38)."""

    first_name = StringField(_l("First name"), [*_NAME, Named()])
    last_name = StringField(_l("Last name"), [*_NAME, Named()])
    function = OneOf(
        _l("Who this is"),
        choices=[
            SelectChoice(Function.ACA.value, _l("Somebody of the académie: inspector, trainer")),
            SelectChoice("", _l("Another guest: foster family, visiting speaker, partner")),
        ],
        default=Function.ACA.value,
    )
    email = EmailField(_l("Mail address"), [MailAddress()])
    is_another = BooleanField(
        _l("This is somebody else: make the account all the same"),
    )


class ConfirmImportForm(FlaskForm):
    """That an import is to be carried out, and that much may go by it."""

    many = BooleanField(_l("Yes, these people have left the school"))
    bare = BooleanField(_l("Yes, these memberships and ties have ended"))
