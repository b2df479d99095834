"""Which announcements come by mail, and the hours in which no mail comes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.models import MailChoice, Person

ANY_HOUR = ""
MAIL_CHOICES = [
    SelectChoice(MailChoice.AT_ONCE.value, _l("At once, each time")),
    SelectChoice(MailChoice.DAILY.value, _l("Once a day, all together")),
    SelectChoice(MailChoice.NONE.value, _l("Never: I look on the site")),
]
"""When a mail may come."""


class AnnouncementMailForm(FlaskForm):
    """When to be told of a new announcement, and the quiet hours: both ends, or none."""

    announcement_mail = RadioField(
        _l("When to be told by mail of a new announcement"),
        choices=MAIL_CHOICES,
    )
    quiet_from = SelectField(_l("No mail from"))
    quiet_until = SelectField(
        _l("No mail until"),
        description=_l("What comes in between is sent afterwards. This holds for all mails."),
    )

    def __init__(self, person: Person, **kwargs: Any) -> None:
        """Begin with what the person chose."""
        kept = {
            "announcement_mail": person.announcement_mail,
            "quiet_from": _hour_field(person.quiet_from),
            "quiet_until": _hour_field(person.quiet_until),
        }
        super().__init__(data=kept, **kwargs)
        hours = [(str(hour), _("%(hour)d h", hour=hour)) for hour in range(24)]
        for field in (self.quiet_from, self.quiet_until):
            field.choices = [(ANY_HOUR, _("No limit")), *hours]

    def validate_quiet_until(self, field: SelectField) -> None:
        """Refuse one end without the other, and twice the same hour."""
        if (field.data == ANY_HOUR) != (self.quiet_from.data == ANY_HOUR):
            raise ValidationError(_("Choose both hours, or none."))
        if field.data and field.data == self.quiet_from.data:
            raise ValidationError(_("Choose two different hours."))

    def quiet_hours(self) -> tuple[int, int] | None:
        """Return both ends, or none."""
        if not self.quiet_from.data or not self.quiet_until.data:
            return None
        return int(self.quiet_from.data), int(self.quiet_until.data)


def _hour_field(hour: int | None) -> str:
    return ANY_HOUR if hour is None else str(hour)
