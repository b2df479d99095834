"""Guests pruned in bulk: named first, then suspended, which can be undone."""

from collections.abc import Callable, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, rights, viewer
from app.actions.people import reactivate, suspend
from app.addresses import id_in
from app.extensions import db
from app.models import Person
from app.queries.activation import holders_of_more
from app.queries.guests import GuestView, guests
from app.rules.directory import may_change_account
from app.rules.site_rights import Right
from blueprints.directory import directory

MOST = 50
"""How many are pruned at once: as many as a page shows."""
CONFIRMED = "confirmed"


@directory.post("/invites/suspendre")
@for_right(Right.DIRECTORY, confirmed=True)
def prune_guests() -> Response | str:
    """Suspend the guests that are ticked, once they were named."""
    ids = _ids(request.form.getlist("person"))
    if not ids:
        flash(_("Tick the guests first."))
        return redirect(url_for(".guests", vue=GuestView.UNUSED), code=303)
    found = _guests(ids)
    if CONFIRMED not in request.form:
        refused = _refusals(found)
        chosen = [one for one in found if one.id not in refused]
        return render_template("directory/prune.html", guests=chosen, refused=refused.values())
    done = _each(found, suspend)
    missing = len(ids) - len(found)
    db.session.commit()
    if missing:
        words = ngettext(
            "%(num)d account is no guest’s, and was left alone.",
            "%(num)d accounts are no guests’, and were left alone.",
            missing,
        )
        flash(words)
    if done:
        words = ngettext("%(num)d guest is suspended.", "%(num)d guests are suspended.", len(done))
        way_back: object = (words, url_for(".restore_guests", qui=".".join(map(str, done))))
        flash(way_back, "undo")  # type: ignore[arg-type]
    return redirect(url_for(".guests", vue=GuestView.SUSPENDED), code=303)


@directory.post("/invites/retablir")
@for_right(Right.DIRECTORY, confirmed=True)
def restore_guests() -> Response:
    """Take suspended guests back into use: the mistake undone, or those that are ticked."""
    asked = request.form.getlist("person") or request.args.get("qui", "").split(".")
    done = _each(_guests(_ids(asked) or abort(404)), reactivate)
    db.session.commit()
    flash(ngettext("%(num)d guest is in use again.", "%(num)d guests are in use again.", len(done)))
    return redirect(url_for(".guests"), code=303)


def _ids(texts: Sequence[str]) -> list[int]:
    """Return what is an id among some texts; more than a page shows is no form of ours."""
    found = [id_ for text in dict.fromkeys(texts) if (id_ := id_in(text))]
    return found if len(found) <= MOST else abort(404)


def _guests(ids: Sequence[int]) -> Sequence[Person]:
    chosen = guests().where(Person.id.in_(ids)).order_by(Person.sort_key, Person.id)
    return db.session.scalars(chosen).all()


def _each(found: Sequence[Person], act: Callable[..., bool]) -> list[int]:
    """Do it with each guest, one by one; name those with whom it is not done, and say why."""
    done = []
    refused, names = _refusals(found), {one.id: one.full_name for one in found}
    for id_, name in names.items():
        if id_ in refused:
            flash(refused[id_])
        elif act(db.session(), now(), actor(), id_):
            done.append(id_)
        else:
            flash(_("%(name)s – was so already", name=name))
    return done


def _refusals(found: Sequence[Person]) -> dict[int, str]:
    """Return, by id, why some of these accounts stay as they are."""
    stronger = holders_of_more(db.session(), [one.id for one in found], rights())
    words: dict[int, str] = {}
    for one in found:
        if one.left_at is not None:
            words[one.id] = _("%(name)s – has left already", name=one.full_name)
        elif not may_change_account(viewer(), one.id, set(), holds_more=one.id in stronger):
            words[one.id] = _(
                "%(name)s – holds a right on the site that you do not hold: ask the head",
                name=one.full_name,
            )
    return words
