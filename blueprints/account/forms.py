"""The forms of the account pages."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from app.passwords import LONGEST
from app.typed_again import ProofForm

TOO_LONG = _l("A password has at most 200 characters.")


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
            Length(max=LONGEST, message=TOO_LONG),
        ],
    )
    next = HiddenField()
