"""The forms of the account pages."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.passwords import LONGEST

LONGEST_LOGIN = 100


class LoginForm(FlaskForm):
    """Login and password; `next` is the page wanted before."""

    login = StringField(
        _l("Login"),
        validators=[
            InputRequired(_l("Enter your login.")),
            Length(max=LONGEST_LOGIN, message=_l("A login has at most 100 characters.")),
        ],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=_l("A password has at most 200 characters.")),
        ],
    )
    next = HiddenField()
