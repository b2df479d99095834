"""The form of an announcement, and that of a decision about one."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app.actions.announcements import AnnouncementText
from app.days import moment_typed
from app.forms import WEB_ADDRESS, DayField, IdField, OneOf, Readable, SwitchField, TextField
from app.models import Announcement
from app.queries.used_files import UsedFile
from app.rules.announcements import Severity
from app.rules.lengths import LONGEST_REASON, LONGEST_TITLE
from app.targets import TargetsField
from app.templating import local
from app.text.typed import line_of
from app.typed_fields import HourField, VersionField
from app.wording import severity_name
from blueprints.communication.fields import BodyField

LONGEST_BODY = 5_000
LONGEST_ADDRESS = 2_000
USUAL = timedelta(days=7)
"""How long an announcement stands unless somebody decides otherwise."""


class AnnouncementForm(FlaskForm):
    """What an author decides; a day without a time runs from 00:00, or to its end, in Paris."""

    version = VersionField()
    severity = OneOf(
        _l("How grave it is"),
        choices=lambda: [(one.value, severity_name(one)) for one in reversed(Severity)],
        default=Severity.INFO.value,
    )
    title = TextField(
        _l("Title"),
        filters=[line_of],
        validators=[
            DataRequired(_l("Give the announcement a title.")),
            Length(max=LONGEST_TITLE, message=_l("A title has at most 200 characters.")),
        ],
    )
    body = BodyField(
        _l("Text"),
        description=_l("A few sentences. Leave an empty line between two paragraphs."),
        validators=[Length(max=LONGEST_BODY, message=_l("5,000 characters at most."))],
    )
    target = TargetsField(_l("Recipients"))
    starts_on = DayField(_l("First day"))
    starts_time = HourField(_l("Begins at"))
    ends_on = DayField(_l("Last day"))
    ends_time = HourField(_l("Ends at"))
    link_article = IdField()
    link_url = TextField(
        _l("Address of a page outside"),
        description=_l("It begins with https://."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
            Readable(),
        ],
    )
    article_words = TextField(
        _l("An article of the site"),
        description=_l("Type some of its words, then choose it."),
        validators=[Length(max=100, message=_l("100 characters at most.")), Readable()],
    )
    asks_acknowledgement = SwitchField(
        _l("Ask each reader to confirm having read it"),
        description=_l("You will see how many have confirmed."),
    )

    def validate_link_url(self, field: Any) -> None:
        """Refuse what is no safe address outside, and two links at once."""
        if not field.data:
            return
        if not field.data.startswith("https://") or not WEB_ADDRESS.fullmatch(field.data):
            raise ValidationError(_l("Enter an address that begins with https://."))
        if self.link_article.data is not None:
            raise ValidationError(_l("Keep the article or this address, not both."))

    def begin(self, now: datetime) -> None:
        """Propose dates for a new announcement."""
        self.starts_on.data = local(now).date()
        self.ends_on.data = local(now + USUAL).date()

    def show(self, found: Announcement) -> None:
        """Fill the form with what is stored."""
        self.version.data = str(found.version)
        self.severity.data = found.severity.value
        self.title.data = found.title
        self.body.show(found.body)
        self.target.data = sorted(target.key for target in found.targets)
        self.link_article.data, self.link_url.data = found.link_article_id, found.link_url or ""
        self.asks_acknowledgement.data = found.asks_acknowledgement
        self.starts_on.data, self.starts_time.data = _shown(found.starts_at)
        self.ends_on.data, self.ends_time.data = _shown(found.ends_at, is_end=True)

    def check_dates(self, now: datetime, started_at: datetime | None = None) -> bool:
        """Say beside the dates what is wrong with them; `started_at` cannot be changed any more."""
        starts_at, ends_at = started_at or self.starts_at, self.ends_at
        if starts_at is None:
            self.starts_on.errors = [*self.starts_on.errors, _l("Choose the first day.")]
        if ends_at is None:
            self.ends_on.errors = [*self.ends_on.errors, _l("Choose the last day.")]
        elif ends_at <= now:
            self.ends_on.errors = [*self.ends_on.errors, _l("This end has passed already.")]
        elif starts_at is not None and ends_at <= starts_at:
            self.ends_on.errors = [*self.ends_on.errors, _l("The end comes before the start.")]
        return not self.starts_on.errors and not self.ends_on.errors

    @property
    def starts_at(self) -> datetime | None:
        """The chosen start."""
        return _moment(self.starts_on, self.starts_time)

    @property
    def ends_at(self) -> datetime | None:
        """The chosen end: the first moment after it."""
        return _moment(self.ends_on, self.ends_time, is_end=True)

    def said(
        self, files: frozenset[UsedFile], started_at: datetime | None = None
    ) -> AnnouncementText:
        """Return what was decided, once the form and its dates are valid."""
        starts_at, ends_at = started_at or self.starts_at, self.ends_at
        if starts_at is None or ends_at is None:
            raise ValueError("dates are checked first")
        return AnnouncementText(
            severity=Severity(self.severity.data),
            title=self.title.data or "",
            body=self.body.html,
            starts_at=starts_at,
            ends_at=ends_at,
            link_article_id=self.link_article.data,
            link_url=self.link_url.data or None,
            asks_acknowledgement=self.asks_acknowledgement.data,
            targets=tuple(self.target.data or ()),
            files=files,
        )


class MoveForm(FlaskForm):
    """A decision about the announcement that was seen."""

    version = VersionField()
    reason = TextAreaField(
        _l("Reason of the refusal"),
        description=_l("The author receives it."),
        validators=[
            Length(max=LONGEST_REASON, message=_l("2,000 characters at most.")),
            Readable(),
        ],
    )


def _moment(day: DayField, hour: HourField, *, is_end: bool = False) -> datetime | None:
    if day.data is None or hour.errors:
        return None
    typed = f"{day.data.isoformat()}T{hour.data}" if hour.data else day.data.isoformat()
    return moment_typed(typed, is_end=is_end)


def _shown(moment: datetime, *, is_end: bool = False) -> tuple[Any, str]:
    """Return a moment as its day and its time, empty where the day alone says it."""
    there = local(moment)
    if f"{there:%H:%M}" != "00:00":
        return there.date(), f"{there:%H:%M}"
    return (there.date() - timedelta(days=1) if is_end else there.date()), ""
