"""Who is in charge of what ("Qui fait quoi", guide p. 34, 46)."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.access import actor, confirmed, for_members, now, rights, viewer
from app.actions.duties import DutyRefused, give_duty, take_duty
from app.extensions import db
from app.models import Person, PersonDuty
from app.person_search import search_people
from app.queries.duties import people_in_charge
from app.queries.opened_by import keys_beyond
from app.queries.warnings import has_head, heads_who_administrate
from app.rules.access_codes import GUARDED
from app.rules.audience import Duty
from app.rules.duties import may_change_duty, may_give_more
from app.wording import duty_name
from blueprints.directory import directory
from blueprints.directory.duty_words import explain_duty, what_it_means
from blueprints.directory.forms import PersonForm
from blueprints.directory.seen import find_known, known_people, known_person

SLUGS = {
    Duty.HEAD: "chef-d-etablissement",
    Duty.DEPUTY: "adjoint",
    Duty.ADMIN: "administrateurs",
    Duty.CPE: "cpe",
    Duty.NURSE: "infirmerie",
    Duty.PSYCHOLOGIST: "psychologue",
    Duty.BURSAR: "gestionnaire",
    Duty.SECRETARIAT: "secretariat",
    Duty.DIGITAL_LEAD: "referent-numerique",
    Duty.MAIL_MODERATOR: "moderateurs-de-messagerie",
    Duty.PARENT_DELEGATE: "delegues-de-parents",
}
"""The duties by their word in the address."""


@directory.get("/fonctions")
@for_members
def duties() -> str:
    """Show who is in charge of what, as far as the viewer may know them."""
    found = people_in_charge(db.session(), known_people())
    open_ones = [duty for duty in Duty if _may_change(duty)]
    answers_for_all = viewer().manages_everywhere
    return render_template(
        "directory/duties.html",
        lines=[
            (duty_name(duty), found[duty], _address(duty) if duty in open_ones else "")
            for duty in Duty
            if found[duty] or duty in open_ones
        ],
        no_head=answers_for_all and not has_head(db.session()),
        both=heads_who_administrate(db.session()) if answers_for_all else [],
    )


@directory.get("/fonctions/<slug>")
@confirmed
@for_members
def duty(slug: str) -> tuple[str, int]:
    """Show who has a duty, and find somebody to give it to."""
    return _page(_open_duty(slug))


@directory.post("/fonctions/<slug>/donner")
@confirmed
@for_members
def give_a_duty(slug: str) -> Response | str | tuple[str, int]:
    """Give a duty; what opens the whole site is asked before."""
    found = _open_duty(slug)
    return _change(found, _person(), give_duty)


@directory.post("/fonctions/<slug>/retirer")
@confirmed
@for_members
def take_a_duty(slug: str) -> Response | str | tuple[str, int]:
    """Take a duty back; what opens the whole site is asked before."""
    found = _open_duty(slug)
    return _change(found, _person(holding=found), take_duty)


def _may_change(duty: Duty) -> bool:
    """Tell whether the viewer changes a duty: one with a right that he lacks is not his to give."""
    if not may_change_duty(viewer(), duty, rights()):
        return False
    return may_give_more(viewer()) or not keys_beyond(db.session(), [f"duty:{duty}"], viewer())


def _open_duty(slug: str) -> Duty:
    """Return the duty of an address; 404 for none, 403 for who does not change it."""
    found = next((duty for duty, word in SLUGS.items() if word == slug), None)
    if found is None:
        abort(404)
    return found if _may_change(found) else abort(403)


def _person(*, holding: Duty | None = None) -> Person:
    """Return the person of a form, of those whom the viewer may know, or who have a duty.

    A duty is taken from whoever has it, also from somebody who has left.
    """
    form = PersonForm()
    sent = form.person_id.data if form.validate_on_submit() else None
    if sent is None:
        abort(404)
    if holding is not None and db.session.get(PersonDuty, (sent, holding)) is not None:
        return db.session.get_one(Person, sent)
    return known_person(sent) or abort(404)


def _change(
    found: Duty, person: Person, change: Callable[..., None]
) -> Response | str | tuple[str, int]:
    if found in GUARDED and request.form.get("sure") != "y":
        return _ask(found, person, gives=change is give_duty)
    try:
        change(db.session(), now(), actor(), found, person)
    except DutyRefused as refusal:
        return _refused(found, refusal)
    return _saved(found)


def _ask(found: Duty, person: Person, *, gives: bool) -> str:
    return render_template(
        "directory/duty_sure.html",
        duty=found,
        name=duty_name(found),
        whom=person,
        gives=gives,
        is_own=person.id == viewer().person_id,
        meanings=what_it_means(found),
        url=url_for(".give_a_duty" if gives else ".take_a_duty", slug=SLUGS[found]),
        back=_address(found),
    )


def _address(found: Duty) -> str:
    return url_for(".duty", slug=SLUGS[found])


def _saved(found: Duty) -> Response:
    """End a change; who has just lost the duty that let him in is sent to the list."""
    db.session.commit()
    flash(_("“%(name)s” is saved.", name=duty_name(found)))
    return redirect(url_for(".duties"), code=303)


def _refused(found: Duty, refusal: DutyRefused) -> tuple[str, int]:
    page, _status = _page(found, refused=explain_duty(refusal))
    return page, 409


def _page(found: Duty, **more: Any) -> tuple[str, int]:
    return search_people(
        "directory/duty.html",
        find_known,
        name=duty_name(found),
        slug=SLUGS[found],
        holders=people_in_charge(db.session(), select(Person))[found],
        asks=found in GUARDED,
        **more,
    )
