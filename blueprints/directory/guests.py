"""Guests of the school (guide p. 38): listed by their last use, and invited."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.guests import create_guest
from app.cursors import cursor_asked, moment, pages_beside
from app.desk import Entry
from app.extensions import db
from app.listing import address_with
from app.models import Person
from app.queries.guests import Guests, GuestView, count_guests, namesakes, read_guests
from app.queries.person_facts import facts_of
from app.rules.audience import Function
from app.rules.site_rights import Right
from app.text.stems import sort_key
from blueprints.directory import directory
from blueprints.directory.forms import GuestForm
from blueprints.directory.person import today
from blueprints.directory.seen import finder_here
from blueprints.directory.words import what_one_does

UNUSED_MONTHS = 12
UNUSED = timedelta(days=365)


@directory.get("/invites")
@for_right(Right.DIRECTORY)
def guests() -> str:
    """Show the guests of one view, the longest unused first."""
    wanted = Guests(chosen_view(), datetime.now(UTC) - UNUSED)
    page = read_guests(db.session(), wanted, cursor_asked(moment))
    facts = facts_of(db.session(), finder_here(), [row.id for row in page.rows])
    previous_url, next_url = pages_beside(page, lambda row: (row.key, row.id), _address)
    return render_template(
        "directory/guests.html",
        rows=page.rows,
        does={row.id: what_one_does(facts[row.id], row.title) for row in page.rows},
        tabs=list(_tabs(count_guests(db.session(), wanted))),
        view=wanted.view,
        months=UNUSED_MONTHS,
        today=today(),
        previous_url=previous_url,
        next_url=next_url,
    )


@directory.get("/invites/nouveau")
@for_right(Right.DIRECTORY)
def new_guest() -> str:
    """Ask who is invited, and until when."""
    return _form(GuestForm(formdata=None), [])


@directory.post("/invites/nouveau")
@for_right(Right.DIRECTORY, confirmed=True)
def invite() -> Response | tuple[str, int]:
    """Make the account of a guest; who bears a known name is made only when that is meant."""
    form = GuestForm()
    if not form.validate_on_submit() or not form.check_day(today()):
        return _form(form, []), 422
    first_name, last_name = form.first_name.data or "", form.last_name.data or ""
    known = db.session.scalars(namesakes(sort_key(f"{last_name} {first_name}"))).all()
    if known and not form.is_another.data:
        form.is_another.errors = [_("Somebody of this name has an account already.")]
        return _form(form, list(known)), 422
    function = Function(form.function.data) if form.function.data else None
    email, day = form.email.data or None, form.day
    try:
        guest = create_guest(
            db.session(), now(), actor(), first_name, last_name, function, email, day
        )
    except IntegrityError:
        db.session.rollback()
        form.last_name.errors = [
            _("An account of this name was made just now. Look at the guests.")
        ]
        return _form(form, []), 422
    address, login = url_for(".person", person_id=guest.id), guest.login
    db.session.commit()
    flash(_("The account “%(login)s” is made. A printed slip opens it.", login=login))
    return redirect(address, code=303)


def chosen_view() -> GuestView:
    """Return the view that is open; one that does not exist is 404."""
    try:
        return GuestView(request.args.get("vue", GuestView.ACTIVE))
    except ValueError:
        abort(404)


def _form(form: GuestForm, known: list[Person]) -> str:
    return render_template("directory/guest.html", form=form, namesakes=known)


def _address(**changes: str | None) -> str:
    return address_with("directory.guests", ["vue"], changes)


def _tabs(counts: Mapping[GuestView, int]) -> Iterator[Entry]:
    names = {
        GuestView.ACTIVE: _("In use"),
        GuestView.UNUSED: _("Unused for a year"),
        GuestView.SUSPENDED: pgettext("guests", "Suspended"),
        GuestView.LEFT: pgettext("guests", "Left"),
    }
    for view, name in names.items():
        url = url_for(".guests", vue=None if view is GuestView.ACTIVE else view)
        yield Entry(name, url, view is chosen_view(), counts[view])
