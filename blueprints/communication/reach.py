"""Whom a choice of recipients reaches, and how far one may address them, while it is made."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from app.access import for_those
from app.addresses import id_in
from app.extensions import db
from app.queries.announcement_work import reaches_of
from app.rules.announcing import Reach
from app.targets import TargetsField, picker_answer
from blueprints.communication import announces, communication
from blueprints.communication.works import announcer, found_work


class ReachForm(Form):
    """The picker of an announcement's recipients, alone."""

    targets = TargetsField(_l("Recipients"), name="target")


@communication.post("/annonces/portee")
@for_those(announces)
def reach() -> str:
    """Answer what changes in the picker of recipients when one of its buttons is pressed.

    `?annonce=` says of which announcement they are: what it holds already may stay.
    """
    work = found_work(id_in(request.args.get("annonce", "")) or 0)
    field = ReachForm(request.form, targets=work.keys if work else ()).targets
    note_reach(field)
    return picker_answer(field)


def note_reach(field: TargetsField) -> None:
    """Say beside each recipient whom the viewer may not address at once that it waits for a yes."""
    reached = reaches_of(db.session(), announcer(), field.data)
    words = {Reach.PROPOSED: _("to be approved"), Reach.NONE: _("not for you to address")}
    field.notes = {key: words[reach] for key, reach in reached.items() if reach in words}
