"""The forms of the public site."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField
from wtforms.validators import Length

from app.forms import ChoiceField, Readable
from app.templating import PARIS

LONGEST_QUESTION = 200


class SearchForm(Form):
    """The question and what narrows it; all of it stands in the address."""

    q = SearchField(
        _l("Words to search for"),
        id="words",
        validators=[
            Length(
                max=LONGEST_QUESTION,
                message=_l("This question is too long: 200 characters at most. Keep a few words."),
            ),
            Readable(),
        ],
    )
    rubrique = ChoiceField(_l("Rubrique"), default="")
    period = ChoiceField(_l("Period"), name="periode", default="")

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Let the question be narrowed to one of these rubriques and what stands below it."""
        self.period.choices = [("", _l("All years")), ("annee", _l("This school year"))]
        self.rubrique.choices = [("", _l("All rubriques")), *places]

    def question(self) -> str:
        """Return the words, on one line."""
        return " ".join((self.q.data or "").split())


def school_year_start(day: date) -> datetime:
    """Return the first moment of the school year of a day: 1 August, when the next one begins."""
    year = day.year if day.month >= 8 else day.year - 1
    return datetime.combine(date(year, 8, 1), time(0), PARIS).astimezone(UTC)
