"""The forms of the colour and of the logo of the school."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, ValidationError

from app.forms import SwitchField, TextField
from app.palette import SCHOOL_COLOUR
from app.rules.lengths import LONGEST_ALT
from app.setting_words import SETTINGS
from blueprints.site.setting_forms import SettingsForm
from blueprints.site.setting_rows import line


class ColourForm(SettingsForm):
    """The colour from which the palette is made."""

    colour = TextField(
        SETTINGS["colour"],
        filters=[lambda text: (text or "").strip().lower()],
        render_kw={"type": "color"},
    )

    def validate_colour(self, field: TextField) -> None:
        """Refuse what is no colour."""
        if not SCHOOL_COLOUR.fullmatch(field.data or ""):
            raise ValidationError(_l("Choose a colour, or type it as #0b6b6e."))


class LogoForm(FlaskForm):
    """The logo with its text alternative; `state` is what it was when the form was shown."""

    state = HiddenField()
    logo = FileField(
        SETTINGS["logo"],
        description=_l(
            "JPEG, PNG or GIF, 2 MB at most. It is shown on white, beside the name of the school."
        ),
        render_kw={"accept": "image/*"},
    )
    alt = line(
        _l("Text alternative"),
        longest=LONGEST_ALT,
        hint=_l(
            "What the logo says beside the name of the school; nothing when it says only this name."
        ),
    )
    remove = SwitchField(
        _l("Remove the logo"), description=_l("The mark of Parvis takes its place.")
    )

    def refuse(self, words: Any) -> None:
        """Say why the file was not taken."""
        self.logo.errors = [words]
