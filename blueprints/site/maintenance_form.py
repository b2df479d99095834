"""The form of a maintenance that is announced."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length, Optional

from app.moment_field import MomentField
from app.rules.maintenance import LONGEST_NOTE, Fault, Maintenance, shown_at_once
from app.typed_fields import LineField

FIELD_OF = {
    Fault.ENDS_FIRST: "ends_at",
    Fault.OVER: "ends_at",
    Fault.SHOWN_LATE: "shown_from",
}
FAULTS = {
    Fault.ENDS_FIRST: _l("The end comes before the start."),
    Fault.OVER: _l("This end has passed already."),
    Fault.SHOWN_LATE: _l("Announce it before it begins, or leave this empty to announce it now."),
}


class MaintenanceForm(FlaskForm):
    """When the site will not be there, and since when each page says so; `state` is what was
    announced when the form was shown."""

    state = HiddenField()
    starts_at = MomentField(
        _l("Not available from"),
        validators=[InputRequired(_l("Choose the moment from which the site is away."))],
    )
    ends_at = MomentField(
        _l("Available again from"),
        description=_l("The announcement disappears by itself at this moment."),
        validators=[InputRequired(_l("Choose the moment at which the site is back."))],
    )
    shown_from = MomentField(
        _l("Announce it from"),
        description=_l("Leave it empty to announce it at once."),
        validators=[Optional()],
    )
    note = LineField(
        _l("A sentence for the readers"),
        description=_l("Why, or what to do meanwhile: 200 characters at most."),
        validators=[Length(max=LONGEST_NOTE, message=_l("200 characters at most."))],
    )

    def wanted(self, now: datetime, announced: Maintenance | None) -> Maintenance:
        """Return what shall be announced, once the form is valid."""
        if self.starts_at.data is None or self.ends_at.data is None:
            raise ValueError("the form is checked first")
        starts_at = self.starts_at.data
        shown_from = self.shown_from.data or shown_at_once(now, starts_at, announced)
        return Maintenance(starts_at, self.ends_at.data, shown_from, self.note.data or "")

    def refuse(self, fault: Fault) -> None:
        """Say beside its field what is wrong."""
        self[FIELD_OF[fault]].errors = [FAULTS[fault]]
