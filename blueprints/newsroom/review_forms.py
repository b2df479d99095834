"""The forms with which a reviewer decides."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length

from app.addresses import id_in
from app.rules.lengths import LONGEST_REASON
from app.typed_fields import LinesField


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """What was on the screen: `seen` is the id of the text."""

    seen = HiddenField()

    @property
    def seen_revision_id(self) -> int:
        """The text that was seen; 0, which no text is, when the form does not say."""
        return id_in(self.seen.data or "") or 0


class RefusalForm(DecisionForm):
    """Why a text is refused, for its author."""

    reason = LinesField(
        _l("Reason, sent to the author"),
        description=_l("Say what has to change. The author can correct it and submit again."),
        validators=[
            Length(max=LONGEST_REASON, message=_l("A reason has at most 2,000 characters."))
        ],
    )
