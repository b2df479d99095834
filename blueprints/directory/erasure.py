"""Erasing an account: what would go and what would stay is read before."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from werkzeug.wrappers import Response

from app.access import for_right, now, rights, viewer
from app.actions.erasure import NotErased, erase_person
from app.actions.jobs import enqueue
from app.extensions import db
from app.models import DataRequest, DataRequestKind, Person
from app.queries.activation import duties_of, holders_of_more
from app.queries.erasure import consequences, sole_duties
from app.rules.erasure import Kept, why_kept
from app.rules.site_rights import Right
from blueprints.directory import directory

WHY_KEPT = {
    Kept.ONESELF: _l("Nobody erases his own account: ask another administrator."),
    Kept.LAST_HEAD: _l("This is the only head of the school: name another one first."),
    Kept.LAST_ADMIN: _l("This is the only administrator: name another one first."),
    Kept.GUARDED: _l(
        "This person may do more on the site than you: ask the head of the school or an"
        " administrator."
    ),
}


@directory.get("/personnes/<id:person_id>/effacer")
@for_right(Right.DIRECTORY, confirmed=True)
def erasing(person_id: int) -> str:
    """Show what erasing somebody would do."""
    person = db.session.get(Person, person_id) or abort(404)
    duties = duties_of(db.session(), [person.id]).get(person.id, set())
    sole = sole_duties(db.session(), person.id)
    reason = why_kept(viewer(), person.id, duties, sole, holds_more=_holds_more(person.id))
    return _page(person, reason)


@directory.post("/personnes/<id:person_id>/effacer")
@for_right(Right.DIRECTORY, confirmed=True)
def erase_account(person_id: int) -> tuple[str, int] | Response:
    """Erase somebody for good; whoever had asked for it is told by a last mail."""
    person = db.session.get(Person, person_id) or abort(404)
    address, letter = person.email, render_template("directory/erased_mail.txt", person=person)
    had_asked = db.session.scalar(_asked_for(person.id)) is not None
    try:
        erase_person(db.session(), now(), viewer(), person.id, holds_more=_holds_more(person.id))
    except NotErased as refusal:
        return _page(person, refusal.reason), 403
    if address and had_asked:
        subject = _("Your account is erased")
        enqueue(db.session(), "mail", to=address, subject=subject, text=letter)
    db.session.commit()
    flash(_("The account is erased."))
    return redirect(url_for(".data_requests"), code=303)


def _asked_for(person_id: int) -> Select[int]:
    return (
        select(DataRequest.id)
        .where(
            DataRequest.person_id == person_id,
            DataRequest.kind == DataRequestKind.ERASURE,
            DataRequest.answered_at.is_(None),
        )
        .limit(1)
    )


def _holds_more(person_id: int) -> bool:
    return bool(holders_of_more(db.session(), [person_id], rights()))


def _page(person: Person, reason: Kept | None) -> str:
    return render_template(
        "directory/erase.html",
        whom=person,
        reason=str(WHY_KEPT[reason]) if reason else "",
        found=consequences(db.session(), person.id),
    )
