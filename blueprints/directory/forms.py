"""What the pages of the directory are asked for."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SearchField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from app.forms import IdField, Readable
from app.rules.audience import Part

LONGEST_ANSWER = 2000


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
