"""The forms of the account pages; each password has "password" in its name, and is never shown."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, ValidationError

from app.forms import MailAddress
from app.models import DataRequestKind, Person
from app.passwords import weakness
from app.rules.passwords import LONGEST, Flaw
from app.typed_again import KnownForm, ProofForm
from blueprints.account.mail_forms import MAIL_CHOICES

WHY_REFUSED = {
    Flaw.TOO_SHORT: _l("A password has at least 8 characters."),
    Flaw.TOO_LONG: _l("A password has at most 200 characters."),
    Flaw.COMMON: _l("This password is among the first that a stranger would try. Choose another."),
    Flaw.PERSONAL: _l("Your name or your login is not a password. Choose another."),
}
LONGEST_CODE = 60
LONGEST_MAIL = 254
LONGEST_REQUEST = 2000


class LoginForm(ProofForm):
    """Login and password; `next` is the page wanted before."""

    stays = BooleanField(
        _l("Stay logged in on this device"),
        description=_l(
            "For 14 days without use; only on a device that nobody else uses. Does not count for"
            " the management of the school and administrators."
        ),
    )
    next = HiddenField()


class ConfirmationForm(FlaskForm):
    """One's own password once more."""

    password = PasswordField(
        _l("Your password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=WHY_REFUSED[Flaw.TOO_LONG]),
        ],
    )
    next = HiddenField()


class NewPasswordForm(FlaskForm):
    """A new password, twice; `person` is its owner, whose names it may not be."""

    new_password = PasswordField(
        _l("New password"),
        validators=[InputRequired(_l("Choose a password."))],
        description=_l(
            "At least 8 characters. Best is a sentence of 15 or more that only you would say:"
            " neither capitals, digits nor signs are asked for."
        ),
    )
    repeated_password = PasswordField(
        _l("The new password once more"),
        validators=[EqualTo("new_password", _l("The two passwords are not the same."))],
    )

    def __init__(self, person: Person, **kwargs: Any) -> None:
        """Remember whose password it will be."""
        super().__init__(**kwargs)
        self.names = (person.login, person.first_name, person.last_name)

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is too short, too long, common or one's own name."""
        flaw = weakness(field.data or "", self.names)
        if flaw is not None:
            raise ValidationError(WHY_REFUSED[flaw])


class ChangePasswordForm(NewPasswordForm):
    """A new password by whoever knows the current one."""

    current_password = PasswordField(
        _l("Current password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=WHY_REFUSED[Flaw.TOO_LONG]),
        ],
    )


class ForgottenForm(FlaskForm):
    """Whose password is forgotten."""

    known_as = StringField(
        _l("Your login or your mail address"),
        validators=[
            DataRequired(_l("Enter your login or your mail address.")),
            Length(max=LONGEST_MAIL, message=_l("This is too long.")),
        ],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )


class CodeForm(KnownForm):
    """The login and the code of a slip."""

    code = StringField(
        _l("Code"),
        validators=[
            DataRequired(_l("Enter the code of your slip.")),
            Length(max=LONGEST_CODE, message=_l("This is too long.")),
        ],
        description=_l("As on your slip: 7KQM-2XNB-VH4R. Capitals and hyphens do not count."),
        render_kw={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"},
    )


class ActivationForm(NewPasswordForm):
    """The first password, and a mail address if there is one."""

    email = EmailField(
        _l("Mail address"),
        validators=[MailAddress()],
        description=_l("With it you can choose a new password yourself when you forget this one."),
    )


class DataRequestForm(FlaskForm):
    """What is asked of the data held about oneself."""

    kind = RadioField(
        _l("What do you ask for?"),
        choices=[
            SelectChoice(DataRequestKind.CORRECTION.value, _l("Something is wrong: correct it")),
            SelectChoice(DataRequestKind.ERASURE.value, _l("Erase something, or my account")),
        ],
        validators=[InputRequired(_l("Choose what you ask for."))],
    )
    text = TextAreaField(
        _l("In your words"),
        validators=[
            DataRequired(_l("Say what it is about.")),
            Length(max=LONGEST_REQUEST, message=_l("At most 2,000 characters.")),
        ],
        filters=[lambda text: text.strip() if text else text],
    )


class MailForm(FlaskForm):
    """Where mail goes, and when it is wanted."""

    email = EmailField(_l("Mail address"), validators=[MailAddress()])
    mail_choice = RadioField(
        _l("When to be told by mail of what waits for you"),
        choices=MAIL_CHOICES,
    )
