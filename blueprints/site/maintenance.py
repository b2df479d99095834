"""A maintenance of the site: announced on every page, changed, taken back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, school
from app.actions.maintenance import (
    MaintenanceOutdated,
    MaintenanceRefused,
    announce_maintenance,
    maintenance_state,
    withdraw_maintenance,
)
from app.actions.settings import hold_settings
from app.extensions import db
from app.queries.school import School, read_school
from app.rules.maintenance import Maintenance
from app.rules.site_rights import Right
from blueprints.site import site
from blueprints.site.maintenance_form import MaintenanceForm
from blueprints.site.tile_words import moment_words

Answer = str | Response | tuple[str, int]


@site.get("/reglages/maintenance")
@for_right(Right.SETTINGS, confirmed=True)
def maintenance() -> str:
    """Show what is announced, to change it or take it back."""
    form = MaintenanceForm(formdata=None, obj=_announced(school()))
    form.state.data = maintenance_state(school())
    return _page(form, school())


@site.post("/reglages/maintenance")
@for_right(Right.SETTINGS, confirmed=True)
def save_maintenance() -> Answer:
    """Announce a maintenance, or change what is announced of it."""
    hold_settings(db.session())
    current = read_school(db.session())
    announced = _announced(current)
    form = MaintenanceForm(obj=announced)
    if not form.validate_on_submit():
        return _page(form, current), 422
    wanted = form.wanted(now(), announced)
    try:
        changed = announce_maintenance(db.session(), now(), actor(), form.state.data or "", wanted)
    except MaintenanceRefused as refused:
        form.refuse(refused.fault)
        return _page(form, current), 422
    except MaintenanceOutdated:
        form.state.data = maintenance_state(current)
        return _page(form, current, changed_meanwhile=_told(announced)), 409
    db.session.commit()
    flash(_("The maintenance is announced.") if changed else _("Nothing has changed."))
    return redirect(url_for(".maintenance"), code=303)


@site.post("/reglages/maintenance/retrait")
@for_right(Right.SETTINGS, confirmed=True)
def drop_maintenance() -> Response:
    """Take back what is announced."""
    hold_settings(db.session())
    try:
        done = withdraw_maintenance(db.session(), now(), actor(), request.form.get("state", ""))
        said = _("The announcement is withdrawn.") if done else _("Nothing is announced any more.")
    except MaintenanceOutdated:
        said = _("Somebody else has changed the announcement meanwhile: look at it again.")
    db.session.commit()
    flash(said)
    return redirect(url_for(".maintenance"), code=303)


def _announced(current: School) -> Maintenance | None:
    """Return what is announced and not over yet."""
    found = current.announced
    return found if found is not None and not found.is_over(now()) else None


def _told(other: Maintenance | None) -> list[tuple[str, str]]:
    """Return what somebody else announced, by the labels of the form."""
    labels = MaintenanceForm(formdata=None)
    moments = ("starts_at", "ends_at", "shown_from")
    if other is None:
        return [(labels[name].label.text, _("nothing")) for name in moments]
    told = [(labels[name].label.text, moment_words(getattr(other, name))) for name in moments]
    return [*told, (labels.note.label.text, other.note or _("nothing"))]


def _page(form: MaintenanceForm, current: School, **told: Any) -> str:
    announced = _announced(current)
    return render_template(
        "site/maintenance.html",
        form=form,
        planned=announced,
        shown_from=moment_words(announced.shown_from) if announced else "",
        is_shown=announced is not None and announced.is_shown(now()),
        state=maintenance_state(current),
        **told,
    )
