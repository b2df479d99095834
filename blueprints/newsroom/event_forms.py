"""The form of an event, and that of a move of one."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Regexp
from wtforms.widgets import ListWidget, RadioInput

from app.actions.event_text import EventText
from app.actions.events import Repetition
from app.forms import ChoiceField, DayField, IdField, Readable, TextField
from app.rules.events import Scope
from app.rules.lengths import LONGEST_DESCRIPTION, LONGEST_PLACE, LONGEST_REASON, LONGEST_TITLE
from app.rules.repeating import (
    LONGEST_EVENT,
    MOST_OCCURRENCES,
    Repeats,
    Span,
    occurrences,
    overlaps,
)
from app.typed_fields import HourField, LineField, LinesField, VersionField
from blueprints.newsroom.forms import CREATION_KEY

HOUR = timedelta(hours=1)
Read = TypeVar("Read")


class Nonsense(Exception):
    """What several fields say together cannot be; `field` is the one to put right."""

    def __init__(self, field: Field, words: str) -> None:
        """Keep where to say what."""
        super().__init__(words)
        self.field, self.words = field, words


class EventForm(FlaskForm):
    """What an author says of an event; without any time it fills its days."""

    title = LineField(
        _l("Title"),
        validators=[
            DataRequired(_l("Give the event a title.")),
            Length(max=LONGEST_TITLE, message=_l("A title has at most 200 characters.")),
        ],
    )
    place = LineField(
        _l("Place"),
        description=_l("As “Room 12” or “Salle polyvalente”."),
        validators=[Length(max=LONGEST_PLACE, message=_l("A place has at most 200 characters."))],
    )
    description = LinesField(
        _l("Description"),
        description=_l("A few sentences of plain text: what to bring, who is expected."),
        validators=[
            Length(
                max=LONGEST_DESCRIPTION, message=_l("A description has at most 2,000 characters.")
            )
        ],
    )
    starts_on = DayField(_l("First day"))
    starts_time = HourField(_l("Begins at"))
    ends_on = DayField(
        _l("Last day"), description=_l("Leave it empty when all happens on one day.")
    )
    ends_time = HourField(_l("Ends at"))
    link_article = IdField()
    article_words = TextField(
        _l("An article of the site"),
        description=_l("Type some of its words, then choose it."),
        validators=[Length(max=100, message=_l("100 characters at most.")), Readable()],
    )

    def show(self, text: EventText) -> None:
        """Fill the form with what is stored."""
        span = text.span
        self.title.data, self.place.data = text.title, text.place or ""
        self.description.data, self.link_article.data = text.description or "", text.article_id
        self.starts_on.data, self.starts_time.data = span.first, _typed(span.start)
        self.ends_on.data = span.last if span.last != span.first else None
        self.ends_time.data = _typed(span.end)

    def span(self) -> Span | None:
        """Return when it happens, none where that makes no sense: what is wrong is said beside."""
        dates = (self.starts_on, self.starts_time, self.ends_on, self.ends_time)
        return None if any(field.errors for field in dates) else _sense(self._span)

    def _span(self) -> Span:
        first, last = self.starts_on.data, self.ends_on.data or self.starts_on.data
        start, end = _time(self.starts_time), _time(self.ends_time)
        if first is None or last is None:
            raise Nonsense(self.starts_on, _("Choose the day."))
        if start is None and end is not None:
            raise Nonsense(self.starts_time, _("Write at what time it begins, or no time at all."))
        if start is not None and end is None and last != first:
            raise Nonsense(self.ends_time, _("Write at what time it ends on the last day."))
        if start is not None and end is None:
            after = datetime.combine(first, start) + HOUR
            return Span(first, after.date(), start, after.time())
        span = Span(first, last, start, end)
        if last < first:
            raise Nonsense(self.ends_on, _("The last day comes before the first one."))
        if not span.is_forward:
            raise Nonsense(self.ends_time, _("The end comes before the start."))
        if last - first >= LONGEST_EVENT:
            raise Nonsense(self.ends_on, _("An event lasts a year at the most."))
        return span

    def said(self, span: Span) -> EventText:
        """Return what was decided, once the form and its dates are valid."""
        return EventText(
            title=self.title.data or "",
            place=self.place.data or None,
            description=self.description.data or None,
            span=span,
            article_id=self.link_article.data,
        )


class NewEventForm(EventForm):
    """A first event and how it comes back; `creation_key` makes a form sent twice one event."""

    creation_key = HiddenField(validators=[InputRequired(), Regexp(CREATION_KEY)])
    rubrique_id = HiddenField()
    repeats = ChoiceField(
        _l("Comes back"),
        default="",
        choices=[
            SelectChoice("", _l("Never: it happens once")),
            SelectChoice(Repeats.DAILY.value, _l("Every day")),
            SelectChoice(Repeats.WEEKLY.value, _l("Every week")),
            SelectChoice(Repeats.FORTNIGHTLY.value, _l("Every second week")),
            SelectChoice(Repeats.MONTHLY.value, _l("Every month, on the same date")),
        ],
    )
    until = DayField(
        _l("Until"),
        description=_l(
            "60 dates at the most. Each of them can be changed or removed afterwards, as a day of"
            " holidays. What comes back on the 31st stands on the last day of shorter months."
        ),
    )

    def repetition(self, span: Span) -> Repetition | None:
        """Return how it comes back; none where it does not, or where that makes no sense."""
        if self.repeats.errors or self.until.errors:
            return None
        return _sense(lambda: self._repetition(span))

    def _repetition(self, span: Span) -> Repetition | None:
        until = self.until.data
        if not self.repeats.data:
            if until is None:
                return None
            raise Nonsense(
                self.repeats, _("Choose how often it comes back, or empty the day below.")
            )
        repeats = Repeats(self.repeats.data)
        if until is None:
            raise Nonsense(self.until, _("Choose the day until which it comes back."))
        if until < span.first:
            raise Nonsense(self.until, _("This day comes before the first date."))
        if overlaps(span, repeats):
            raise Nonsense(self.repeats, _("The event would come back before it has ended."))
        if len(occurrences(span, repeats, until)) > MOST_OCCURRENCES:
            most = _("More than %(most)d dates: choose an earlier day.", most=MOST_OCCURRENCES)
            raise Nonsense(self.until, most)
        return Repetition(repeats, until)


class EditEventForm(EventForm):
    """A change of an event; `version` and that of its `series` are those on which it was typed."""

    version = VersionField()
    series = VersionField()
    scope = ChoiceField(
        _l("What is changed"),
        description=_l("Only what you change here is changed on the other dates."),
        choices=[
            SelectChoice(Scope.ONE.value, _l("This date only")),
            SelectChoice(Scope.FOLLOWING.value, _l("This date and the following ones")),
            SelectChoice(Scope.ALL.value, _l("All dates of the series")),
        ],
        default=Scope.ONE.value,
        widget=ListWidget(prefix_label=False),
        option_widget=RadioInput(),
    )


class EventMoveForm(FlaskForm):
    """What goes with a move: the versions that were seen, as above; a reason."""

    version = VersionField()
    series = VersionField()
    reason = LinesField(
        _l("Reason"),
        description=_l("The author receives it. Say what to change."),
        validators=[
            Length(max=LONGEST_REASON, message=_l("A reason has at most 2,000 characters."))
        ],
    )


def _time(field: HourField) -> time | None:
    return time.fromisoformat(field.data) if field.data and not field.errors else None


def _typed(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _sense(read: Callable[[], Read]) -> Read | None:
    """Return what fields say together, or none and say beside one why it makes no sense."""
    try:
        return read()
    except Nonsense as fault:
        fault.field.errors = [*fault.field.errors, fault.words]
        return None
