"""What the pages of the directory are asked for."""

from flask_wtf import FlaskForm
from wtforms import StringField
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
