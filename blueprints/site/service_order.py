"""The order of the menu of services, and links that leave it or come back."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.services import (
    ServiceRefused,
    delete_service,
    hold_services,
    restore_service,
    shift_group,
    shift_service,
)
from app.extensions import db
from app.models import ServiceLink
from app.queries.services import deleted_service
from app.rules.site_rights import Right
from blueprints.site import site


@site.post("/services/<id:service_id>/monter")
@for_right(Right.SERVICES, confirmed=True)
def lift_service(service_id: int) -> Response:
    """Move a service one place up in its group."""
    return _shift(service_id, shift_service, up=True)


@site.post("/services/<id:service_id>/descendre")
@for_right(Right.SERVICES, confirmed=True)
def lower_service(service_id: int) -> Response:
    """Move a service one place down in its group."""
    return _shift(service_id, shift_service, up=False)


@site.post("/services/<id:service_id>/monter-le-groupe")
@for_right(Right.SERVICES, confirmed=True)
def lift_services(service_id: int) -> Response:
    """Move the group of a service one place up."""
    return _shift(service_id, shift_group, up=True)


@site.post("/services/<id:service_id>/descendre-le-groupe")
@for_right(Right.SERVICES, confirmed=True)
def lower_services(service_id: int) -> Response:
    """Move the group of a service one place down."""
    return _shift(service_id, shift_group, up=False)


@site.post("/services/<id:service_id>/supprimer")
@for_right(Right.SERVICES, confirmed=True)
def drop_service(service_id: int) -> Response:
    """Take a service out of the menu; the way back stands beside the answer."""
    found = _held(service_id)
    title = found.title
    try:
        delete_service(db.session(), now(), actor(), found, request.form.get("state", ""))
    except ServiceRefused as refusal:
        return _told(refusal)
    db.session.commit()
    way_back = url_for(".restore_service_link", service_id=service_id)
    said: Any = (_("“%(name)s” is no longer in the menu.", name=title), way_back)
    flash(said, "undo")
    return redirect(url_for(".services"), code=303)


@site.post("/services/<id:service_id>/retablir")
@for_right(Right.SERVICES, confirmed=True)
def restore_service_link(service_id: int) -> Response:
    """Put a deleted service back where it stood."""
    hold_services(db.session())
    if deleted_service(db.session(), service_id) is None:
        abort(404)
    try:
        back = restore_service(db.session(), now(), actor(), service_id)
    except ServiceRefused as refusal:
        return _told(refusal)
    title = back.title
    db.session.commit()
    flash(_("“%(name)s” is back.", name=title))
    return redirect(url_for(".services", _anchor=f"service-{service_id}"), code=303)


def _shift(service_id: int, action: Callable[..., bool], *, up: bool) -> Response:
    found = _held(service_id)
    try:
        moved = action(db.session(), now(), actor(), found, request.form.get("order", ""), up=up)
    except ServiceRefused as refusal:
        return _told(refusal)
    if moved:
        db.session.commit()
        flash(_("The order of the menu is saved."))
    return redirect(url_for(".services", _anchor=f"service-{service_id}"), code=303)


def _held(service_id: int) -> ServiceLink:
    """Return a service that nobody else changes meanwhile; 404 when it is no more."""
    hold_services(db.session())
    return db.session.get(ServiceLink, service_id) or abort(404)


def _told(refusal: ServiceRefused) -> Response:
    """Say that somebody else was faster, above the menu as it is now."""
    words = {
        "changed": _(
            "Somebody else has changed this service meanwhile. Look at it, then try again."
        ),
        "order": _("The menu has changed meanwhile. Here is how it is now."),
        "there": _("This service is back in the menu already."),
    }
    flash(words[refusal.cause])
    return redirect(url_for(".services"), code=303)
