"""The forms of the newsroom."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from app.actions.revisions import Text
from app.extensions import db
from app.forms import SwitchField
from app.models import Revision
from app.moment_field import MomentField
from app.queries.media import used_in_revision
from app.queries.workpiece import Workpiece
from app.rules.lengths import LONGEST_BODY, LONGEST_REASON, LONGEST_SUMMARY, LONGEST_TITLE
from app.text.numbers import LARGEST_ID
from app.text.typed import html_of, typed_of
from app.typed_fields import LineField, LinesField
from blueprints.newsroom.file_forms import ArticleFiles, Uses

CREATION_KEY = r"[A-Za-z0-9_-]{1,64}\Z"


class TextForm(FlaskForm):
    """What an author writes, with its files, and from when to when it shows.

    `formdata` is what was sent, by default that of the request; `uses` are the stored files.
    """

    title = LineField(
        _l("Title"),
        validators=[
            InputRequired(_l("Give the article a title.")),
            Length(max=LONGEST_TITLE, message=_l("A title has at most 200 characters.")),
        ],
    )
    summary = LinesField(
        _l("Summary"),
        description=_l(
            "One or two sentences that make one want to read, shown under the title: at most 512"
            " characters."
        ),
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

    def __init__(
        self, formdata: MultiDict[str, str] | None = None, *, uses: Uses = (), **kwargs: Any
    ) -> None:
        """Read what was sent, else show what is stored; files that are sent too are not read."""
        if formdata is None and request.method == "POST":
            formdata = request.form
        super().__init__(formdata, **kwargs)
        if formdata is None:
            self.files = ArticleFiles.stored(uses)
        else:
            self.files = ArticleFiles.sent(formdata, uses)

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the words and at the files."""
        judged = (super().validate(extra_validators), self.files.validate())
        return all(judged)

    def validate_title(self, field: LineField) -> None:
        """Refuse a title of nothing but spaces."""
        if not field.data:
            raise ValidationError(_l("Give the article a title."))

    def text(self) -> Text:
        """Return what was typed, as it is stored."""
        body = html_of(self.body.data or "")
        return Text(self.title.data or "", self.summary.data or "", body, self.files.uses(body))


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
        uses=used_in_revision(db.session(), newest.id),
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
