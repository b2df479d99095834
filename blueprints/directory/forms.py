"""What the pages of the directory are asked for."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf

from app.forms import IdField
from app.rules.audience import Part


class ClassForm(FlaskForm):
    """The pupils of a class, or their parents."""

    group_id = IdField()
    part = StringField(validators=[AnyOf([Part.PUPIL.value, Part.PARENT.value])])


class PersonForm(FlaskForm):
    """One person."""

    person_id = IdField()


class ConfirmImportForm(FlaskForm):
    """That an import is to be carried out, and that many people may leave by it."""

    many = BooleanField(_l("Yes, these people have left the school"))
