"""How many people a choice of recipients reaches, while it is being made."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form

from app.access import for_those
from app.targets import TargetsField, picker_answer
from blueprints.communication import announces, communication


class ReachForm(Form):
    """The picker of an announcement's recipients, alone."""

    targets = TargetsField(_l("Recipients"), name="target")


@communication.post("/annonces/portee")
@for_those(announces)
def reach() -> str:
    """Answer what changes in the picker of recipients when one of its buttons is pressed."""
    return picker_answer(ReachForm(request.form).targets)
