"""The forms of the public site."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from unicodedata import category

from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField, SelectField, ValidationError
from wtforms.validators import Length

from app.templating import PARIS
from app.tree import Branch

LONGEST_QUESTION = 200
INDENT = "\u2003"


class ChoiceField(SelectField):
    """A choice from a list, refused in our own words when it is not on it."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if not any(choice[2] for choice in self.iter_choices()):
            raise ValidationError(_l("This choice no longer exists. Choose another from the list."))


class SearchForm(Form):
    """The question and what narrows it; all of it stands in the address."""

    q = SearchField(
        _l("Words to search for"),
        id="words",
        validators=[
            Length(
                max=LONGEST_QUESTION,
                message=_l("This question is too long: 200 characters at most. Keep a few words."),
            )
        ],
    )
    rubrique = ChoiceField(_l("Rubrique"), default="")
    period = ChoiceField(_l("Period"), name="periode", default="")

    def offer(self, tree: Sequence[Branch]) -> None:
        """Let the question be narrowed to one of these rubriques and what stands below it."""
        self.period.choices = [("", _l("All years")), ("annee", _l("This school year"))]
        self.rubrique.choices = [
            ("", _l("All rubriques")),
            *(
                (str(branch.rubrique.id), INDENT * branch.depth + branch.rubrique.name)
                for branch in tree
            ),
        ]

    def validate_q(self, field: SearchField) -> None:
        """Refuse control characters, which no keyboard types and PostgreSQL does not keep."""
        if any(_is_unreadable(character) for character in field.data or ""):
            raise ValidationError(
                _l("This question holds characters that cannot be read. Type it again.")
            )

    def question(self) -> str:
        """Return the words, on one line."""
        return " ".join((self.q.data or "").split())


def school_year_start(day: date) -> datetime:
    """Return the first moment of the school year of a day: 1 August, when the next one begins."""
    year = day.year if day.month >= 8 else day.year - 1
    return datetime.combine(date(year, 8, 1), time(0), PARIS).astimezone(UTC)


def _is_unreadable(character: str) -> bool:
    return category(character) in ("Cc", "Cs") and not character.isspace()
