"""Adults who accompany a pupil, tied to him by the school (guide p. 39)."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import Select
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, viewer
from app.actions.people import tie_companion, untie_companion
from app.extensions import db
from app.models import Person
from app.person_search import search_people
from app.queries.activation import belongings
from app.queries.companions import adults_tied_to, possible_companions
from app.queries.people import find_among
from app.rules.audience import Function
from app.rules.duties import may_give_more
from app.rules.site_rights import Right
from blueprints.directory import directory
from blueprints.directory.forms import PersonForm
from blueprints.directory.person import known


@directory.get("/personnes/<id:person_id>/accompagnants")
@for_right(Right.DIRECTORY)
def find_companion(person_id: int) -> tuple[str, int]:
    """Find the account of an adult who accompanies a pupil."""
    pupil = _pupil(person_id)
    return search_people(
        "directory/companions.html",
        lambda words: find_among(db.session(), _adults(), words),
        pupil=pupil,
        tied=set(adults_tied_to(db.session(), pupil.id)),
        belongs=belongings(db.session(), [pupil.id]).get(pupil.id, []),
    )


@directory.post("/personnes/<id:person_id>/accompagnants")
@for_right(Right.DIRECTORY, confirmed=True)
def tie(person_id: int) -> Response:
    """Tie an adult to a pupil whom he accompanies; none but the highest ties himself.

    With the tie come the keys of the pupil's groups.
    """
    pupil, adult_id = _pupil(person_id), _chosen()
    if adult_id == actor() and not may_give_more(viewer()):
        abort(403)
    if db.session.scalar(possible_companions().where(Person.id == adult_id)) is None:
        abort(404)
    if tie_companion(db.session(), now(), actor(), adult_id, pupil.id):
        return _saved(pupil, _("This adult accompanies the pupil from now on."))
    return _saved(pupil, _("This adult is tied to the pupil already: nothing was changed."))


@directory.post("/personnes/<id:person_id>/accompagnants/retirer")
@for_right(Right.DIRECTORY, confirmed=True)
def untie(person_id: int) -> Response:
    """Take back the tie of an accompanying adult; guardians come from the académie."""
    pupil, adult_id = _pupil(person_id), _chosen()
    if untie_companion(db.session(), now(), actor(), adult_id, pupil.id):
        return _saved(pupil, _("This adult no longer accompanies the pupil."))
    return _saved(pupil, _("This adult did not accompany the pupil any more: nothing was changed."))


def _adults() -> Select[Person]:
    adults = possible_companions()
    return adults if may_give_more(viewer()) else adults.where(Person.id != actor())


def _pupil(person_id: int) -> Person:
    found = known(person_id)
    if found.left_at is not None or Function.ELV not in [one.function for one in found.functions]:
        abort(404)
    return found


def _chosen() -> int:
    form = PersonForm()
    return (form.person_id.data if form.validate() else None) or abort(404)


def _saved(pupil: Person, words: str) -> Response:
    address = url_for(".person", person_id=pupil.id)
    db.session.commit()
    flash(words)
    return redirect(address, code=303)
