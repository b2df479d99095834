"""What the pages of the directory are asked for."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SearchField, StringField
from wtforms.validators import AnyOf, Length

from app.forms import IdField, Readable
from app.rules.audience import Part


class ClassForm(FlaskForm):
    """The pupils of a class, or their parents."""

    group_id = IdField()
    part = StringField(validators=[AnyOf([Part.PUPIL.value, Part.PARENT.value])])


class PersonForm(FlaskForm):
    """One person."""

    person_id = IdField()


class SearchPersonForm(Form):
    """A name to search for; it stands in the address."""

    q = SearchField(
        _l("Name of the person"),
        validators=[Length(max=100, message=_l("100 characters at most.")), Readable()],
    )
