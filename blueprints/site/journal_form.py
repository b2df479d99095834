"""What narrows the journal; all of it stands in the address."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField, ValidationError
from wtforms.validators import Length, Optional

from app.days import first_moment
from app.forms import ChoiceField, DayField, Readable
from app.journal_actions import ACTIONS
from app.journal_words import SUBJECTS
from app.queries.journal import JournalFilter


class JournalForm(Form):
    """Who, did what, to what, between which days."""

    person = SearchField(
        _l("Person"),
        name="personne",
        validators=[Length(max=100, message=_l("100 characters at most.")), Readable()],
    )
    action = ChoiceField(_l("Action"), default="")
    subject = ChoiceField(_l("About"), name="objet", default="")
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
