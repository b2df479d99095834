"""What narrows the journal; all of it stands in the address."""

from datetime import date, timedelta
from typing import Any
from unicodedata import category

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SearchField, SelectField, ValidationError
from wtforms.validators import Length, Optional

from app.days import first_moment
from app.queries.journal import JournalFilter
from blueprints.site.journal_words import ACTIONS, SUBJECTS

YEARS = range(2000, 2100)


class DayField(DateField):
    """A day that may be left out."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a day as browsers send it; raises ValueError in our own words."""
        self.data = None
        if not any(valuelist):
            return
        try:
            self.data = date.fromisoformat(valuelist[0])
        except ValueError:
            raise ValueError(_("This day does not exist. Write it as 2026-03-24.")) from None
        if self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Choose a day of this century."))


class OfferedField(SelectField):
    """A choice from a list, refused in our own words when it is not on it."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if not any(choice[2] for choice in self.iter_choices()):
            raise ValidationError(_("This choice no longer exists. Choose another from the list."))


class JournalForm(Form):
    """Who, did what, to what, between which days."""

    person = SearchField(
        _l("Person"),
        name="personne",
        validators=[Optional(), Length(max=100, message=_l("100 characters at most."))],
    )
    action = OfferedField(_l("Action"), default="")
    subject = OfferedField(_l("About"), name="objet", default="")
    since = DayField(_l("From the"), name="du", validators=[Optional()])
    until = DayField(_l("To the"), name="au", validators=[Optional()])

    def offer(self) -> None:
        """Let actions and subjects be chosen by their words."""
        self.action.choices = {
            "": [("", _("All actions"))],
            **{
                str(SUBJECTS.get(family, FAMILIES.get(family, family))): [
                    (f"{family}.{verb}", str(words)) for verb, words in verbs.items()
                ]
                for family, verbs in ACTIONS.items()
            },
        }
        self.subject.choices = [("", _("Everything")), *SUBJECTS.items()]

    def validate_person(self, field: SearchField) -> None:
        """Refuse control characters, which no keyboard types and PostgreSQL does not keep."""
        if any(category(character) in ("Cc", "Cs") for character in field.data or ""):
            raise ValidationError(_("This name holds characters that cannot be read."))

    def validate_until(self, field: DayField) -> None:
        """Refuse a period that ends before it begins."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("This day comes before the first one."))

    def narrowed(self) -> JournalFilter:
        """Return what is asked for; days are those of Paris, both included."""
        family, _dot, verb = (self.action.data or "").rpartition(".")
        since, until = self.since.data, self.until.data
        return JournalFilter(
            person=self.person.data or "",
            action=(verb, family) if verb else None,
            subject=self.subject.data or "",
            since=first_moment(since) if since else None,
            until=first_moment(until + timedelta(days=1)) if until else None,
        )

    def asked(self) -> dict[str, str]:
        """Return the fields that narrow, as they stand in the address."""
        given = {field.name: field.data for field in self}
        return {name: str(value) for name, value in given.items() if value}


FAMILIES = {
    "grant": _l("Roles"),
    "right": _l("Rights on the site"),
    "see_as": _l("See as"),
}
"""What actions are about that change something else than a thing of their own name."""
