"""The forms of the newsroom."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import DateTimeLocalInput, HiddenInput

from app.actions.revisions import Text
from app.days import moment_typed, typed_moment
from app.forms import LARGEST_ID, SwitchField
from app.models import Revision
from app.queries.workpiece import Workpiece
from app.rules.lengths import LONGEST_BODY, LONGEST_REASON, LONGEST_SUMMARY, LONGEST_TITLE
from app.text.typed import html_of, line_of, lines_of, typed_of

CREATION_KEY = r"[A-Za-z0-9_-]{1,64}\Z"


class LineField(StringField):
    """A line of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, on one line."""
        self.data = line_of(valuelist[0]) if valuelist else ""


class LinesField(TextAreaField):
    """Some lines of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        self.data = lines_of(valuelist[0]) if valuelist else ""


class MomentField(Field):
    """A moment in Paris to the minute, or none; a day alone is accepted (`app/days.py`)."""

    widget = DateTimeLocalInput()

    def __init__(self, *args: Any, is_end: bool = False, **kwargs: Any) -> None:
        """Remember whether a day alone means its end."""
        super().__init__(*args, **kwargs)
        self.is_end = is_end
        self.stored: datetime | None = None

    def process_data(self, value: datetime | None) -> None:
        """Take a stored moment, which stays as it is while its minute is not changed."""
        self.data = self.stored = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed; raises ValueError when it is no moment."""
        text = valuelist[0].strip() if valuelist else ""
        if self.stored is not None and text == typed_moment(self.stored):
            self.data = self.stored
            return
        try:
            self.data = moment_typed(text, is_end=self.is_end) if text else None
        except ValueError:
            self.data = None
            raise ValueError(
                _l("Enter a day and a time, as 2026-03-24T17:45, or a day alone.")
            ) from None

    def _value(self) -> str:
        if self.data is not None:
            return typed_moment(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""


class TextForm(FlaskForm):
    """What an author writes, and from when to when it shows."""

    title = LineField(
        _l("Title"),
        validators=[
            InputRequired(_l("Give the article a title.")),
            Length(max=LONGEST_TITLE, message=_l("A title has at most 200 characters.")),
        ],
    )
    summary = LinesField(
        _l("Summary"),
        description=_l("One or two sentences that make one want to read, shown under the title."),
        validators=[
            Length(max=LONGEST_SUMMARY, message=_l("A summary has at most 512 characters."))
        ],
    )
    body = TextAreaField(
        _l("Text"),
        description=_l(
            "Leave an empty line between two paragraphs. HTML is accepted too; what could be"
            " dangerous in it is taken out."
        ),
        validators=[Length(max=LONGEST_BODY, message=_l("A text has at most 200,000 characters."))],
    )
    starts_at = MomentField(
        _l("Show from"),
        description=_l("Without a date, the article shows as soon as it is put online."),
        validators=[Optional()],
    )
    ends_at = MomentField(
        _l("Leaves the lists on"),
        description=_l("After it, the article keeps its address and says that it has expired."),
        validators=[Optional()],
        is_end=True,
    )

    def validate_title(self, field: LineField) -> None:
        """Refuse a title of nothing but spaces."""
        if not field.data:
            raise ValidationError(_l("Give the article a title."))

    def text(self) -> Text:
        """Return what was typed, as it is stored."""
        return Text(self.title.data or "", self.summary.data or "", html_of(self.body.data or ""))


class NewArticleForm(TextForm):
    """The first text of an article; `creation_key` makes a form sent twice one article."""

    rubrique_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    creation_key = HiddenField(validators=[InputRequired(), Regexp(CREATION_KEY)])


class EditArticleForm(TextForm):
    """A further text; `seen_revision_id` is the one on which it was written."""

    seen_revision_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    is_minor = SwitchField(
        _l("Minor edit"),
        description=_l("A mended mistake: the article keeps its place in the news."),
    )

    def see(self, revision_id: int) -> None:
        """Take another text for the one that was seen: sent again, this form goes over it."""
        self.seen_revision_id.data, self.seen_revision_id.raw_data = revision_id, None

    def fit(self, work: Workpiece) -> None:
        """Leave out what this person may not say, or what says nothing of this article."""
        if not work.may_date:
            del self.starts_at, self.ends_at
        if work.online is None:
            del self.is_minor


def edit_form(work: Workpiece, typed: MultiDict[str, str] | None = None) -> EditArticleForm:
    """Return the form of an article: as it is stored, as it was just sent, or as `typed` before."""
    newest: Revision = work.newest
    form = EditArticleForm(
        **({} if typed is None else {"formdata": typed}),
        title=newest.title,
        summary=newest.summary,
        body=typed_of(newest.body),
        starts_at=work.article.starts_at,
        ends_at=work.article.ends_at,
        is_minor=newest.is_minor and newest is not work.online,
        seen_revision_id=newest.id,
    )
    form.fit(work)
    return form


class TransitionForm(FlaskForm):
    """What goes with a transition: the text that was seen, a reason, a start."""

    seen_revision_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    reason = LinesField(
        _l("Reason"),
        description=_l("The author receives it. Say what to change."),
        validators=[
            Length(max=LONGEST_REASON, message=_l("A reason has at most 2,000 characters."))
        ],
    )
    starts_at = MomentField(_l("Show from"), validators=[Optional()])


class ErasureForm(FlaskForm):
    """Why a past text is erased."""

    reason = LinesField(
        _l("Reason"),
        description=_l("It stays in the journal."),
        validators=[
            InputRequired(_l("Say why this text is erased.")),
            Length(max=LONGEST_REASON, message=_l("A reason has at most 2,000 characters.")),
        ],
    )


class ModelForm(FlaskForm):
    """Where a copy should stand, if it was asked; `creation_key` makes a form sent twice one."""

    rubrique_id = IntegerField(validators=[Optional(), NumberRange(1, LARGEST_ID)])
    creation_key = HiddenField(validators=[InputRequired(), Regexp(CREATION_KEY)])
