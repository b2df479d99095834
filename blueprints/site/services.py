"""The menu of services: who sees which link, links added and changed (guide p. 23)."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.services import (
    ServiceRefused,
    add_service,
    change_service,
    hold_services,
    order_of,
    settings_of,
    state_of,
)
from app.extensions import db
from app.models import ServiceLink
from app.queries.services import all_services, by_group, deleted_service
from app.rules.audience import Profile
from app.rules.site_rights import Right
from app.targets import told_names
from app.wording import key_in_words, profile_name
from blueprints.site import site
from blueprints.site.forms import value_in_words
from blueprints.site.service_forms import ServiceForm
from blueprints.site.service_lines import lines_of, preview
from blueprints.site.service_presets import presets

HIDDEN = ("csrf_token", "state")
"""Fields that say nothing of the service."""

Answer = str | Response | tuple[str, int]


@site.get("/services")
@for_right(Right.SERVICES)
def services() -> str:
    """Show the menu by its groups, each link with who sees it, and as a profile sees it."""
    links = all_services(db.session())
    chosen = _profile_asked()
    return render_template(
        "site/services.html",
        groups=by_group(lines_of(links)),
        order=order_of(links),
        presets=[(word, name) for word, (name, _settings) in presets().items()],
        profiles=[(one.value, profile_name(one)) for one in Profile],
        chosen=chosen,
        preview=preview(links, chosen) if chosen else None,
    )


@site.get("/services/nouveau")
@for_right(Right.SERVICES, confirmed=True)
def new_service() -> str:
    """Show an empty form, or one that a preset fills."""
    word = request.args.get("modele")
    form = _offered(ServiceForm(formdata=None))
    if word is not None:
        form.show((presets().get(word) or abort(404))[1])
    return _page(form, None, asks_address=word is not None and not form.url.data)


@site.post("/services/nouveau")
@for_right(Right.SERVICES, confirmed=True)
def add_to_services() -> Answer:
    """Add a service."""
    form = _offered(ServiceForm())
    if form.target.is_being_chosen:
        return _page(form, None)
    if not form.validate_on_submit():
        return _page(form, None), 422
    hold_services(db.session())
    made = add_service(db.session(), now(), actor(), form.settings())
    return _saved(made)


@site.get("/services/<id:service_id>")
@for_right(Right.SERVICES, confirmed=True)
def service(service_id: int) -> str:
    """Show what is decided of a service, to change it."""
    found = db.session.get(ServiceLink, service_id) or abort(404)
    form = _offered(ServiceForm(formdata=None), found)
    form.show(settings_of(found))
    form.state.data = state_of(found)
    return _page(form, found)


@site.post("/services/<id:service_id>")
@for_right(Right.SERVICES, confirmed=True)
def save_service(service_id: int) -> Answer:
    """Change a service; who typed on what is changed or deleted since is told."""
    hold_services(db.session())
    found = db.session.get(ServiceLink, service_id)
    if found is None and deleted_service(db.session(), service_id) is None:
        abort(404)
    form = _offered(ServiceForm(target=settings_of(found).keys if found else ()), found)
    if found is None:
        return _page(form, None, is_gone=True), 409
    if form.target.is_being_chosen:
        return _page(form, found)
    if not form.validate_on_submit():
        return _page(form, found), 422
    seen = form.state.data or ""
    try:
        change_service(db.session(), now(), actor(), found, seen, form.settings())
    except ServiceRefused:
        form.state.data = state_of(found)
        return _page(form, found, changed_meanwhile=_differing(form, found)), 409
    return _saved(found)


def _profile_asked() -> Profile | None:
    """Return the profile that the address names, none without it; an unknown one is 404."""
    try:
        return Profile(request.args["profil"]) if request.args.get("profil") else None
    except ValueError:
        abort(404)


def _offered(form: ServiceForm, found: ServiceLink | None = None) -> ServiceForm:
    form.offer(found.icon if found else "")
    return form


def _differing(form: ServiceForm, found: ServiceLink) -> list[tuple[str, str]]:
    """Return what differs from what was typed, as it is now, in words."""
    other = _offered(ServiceForm(formdata=None), found)
    other.show(settings_of(found))
    names = told_names(other.target.data)
    words = {"target": ", ".join(key_in_words(key, names) for key in other.target.data)}
    return [
        (field.label.text, words.get(field.name) or value_in_words(other[field.name]))
        for field in form
        if field.name not in HIDDEN and field.data != other[field.name].data
    ]


def _saved(link: ServiceLink) -> Response:
    title, anchor = link.title, f"service-{link.id}"
    db.session.commit()
    flash(_("“%(name)s” is saved.", name=title))
    return redirect(url_for(".services", _anchor=anchor), code=303)


def _page(form: ServiceForm, found: ServiceLink | None, **told: Any) -> str:
    groups = [name for name in by_group(all_services(db.session())) if name]
    return render_template("site/service.html", form=form, service=found, groups=groups, **told)
