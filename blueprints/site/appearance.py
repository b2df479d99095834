"""How the site looks: the colour of the school, from which the palette is made, and its logo."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, rights, school
from app.actions.settings import (
    SettingsOutdated,
    change_settings,
    hold_settings,
    logo_state,
    set_logo,
    state_of,
)
from app.database import let_go
from app.extensions import db
from app.large_bodies import BESIDE_FILES, takes_files
from app.palette import SCHOOL_COLOUR
from app.queries.school import School, read_school
from app.refused_files import UploadRefused
from app.rules.quotas import MO, Place
from app.rules.site_rights import Right
from app.uploads import take_upload
from blueprints.site import site
from blueprints.site.appearance_forms import ColourForm, LogoForm
from blueprints.site.palette_words import PROPOSALS, shades

LARGEST_BODY = 10 * MO
"""Bytes of a file that is read at all: one that is too large is told so in the form."""

Answer = str | Response | tuple[str, int]


def body_limit() -> int:
    """Return how many bytes of files the form may carry."""
    return LARGEST_BODY if Right.SETTINGS in rights() else BESIDE_FILES


@site.get("/reglages/apparence")
@for_right(Right.SETTINGS, confirmed=True)
def appearance() -> str:
    """Show the colour with the palette that it gives, and the logo."""
    return _page(_colour_form(school()), _logo_form(school()))


@site.post("/reglages/apparence")
@for_right(Right.SETTINGS, confirmed=True)
def save_colour() -> Answer:
    """Change the colour, or show what another one would give."""
    hold_settings(db.session())
    form, logo = ColourForm(), _logo_form(school())
    form.colour.data = request.form.get("propose", form.colour.data)
    if not form.validate():
        return _page(form, logo), 422
    if "propose" in request.form or request.form.get("do") == "look":
        return _page(form, logo)
    try:
        change_settings(db.session(), now(), actor(), form.state.data or "", form.values())
    except SettingsOutdated:
        current = read_school(db.session())
        form.state.data = state_of(current, form.names)
        return _page(form, logo, colour_meanwhile=current.colour), 409
    db.session.commit()
    flash(_("The colour of the school is saved."))
    return redirect(url_for(".appearance"), code=303)


@site.post("/reglages/apparence/logo")
@takes_files(body_limit)
@for_right(Right.SETTINGS, confirmed=True)
def save_logo() -> Answer:
    """Take a logo, change its text alternative, or remove it."""
    form = LogoForm()
    if not form.validate():
        return _page(_colour_form(school()), form), 422
    try:
        media_id = _wanted_logo(form)
        hold_settings(db.session())
        changed = set_logo(
            db.session(), now(), actor(), form.state.data or "", media_id, form.alt.data or ""
        )
    except UploadRefused as refusal:
        db.session.rollback()
        form.refuse(refusal.words)
        return _page(_colour_form(school()), form), 422
    except SettingsOutdated:
        db.session.rollback()
        return _told(form), 409
    db.session.commit()
    flash(_("The logo is saved.") if changed else _("Nothing has changed in the logo."))
    return redirect(url_for(".appearance", _anchor="logo-form"), code=303)


def _wanted_logo(form: LogoForm) -> int | None:
    """Return the file that shall be the logo, a new one taken and committed by itself.

    Raises UploadRefused; SettingsOutdated before anything is taken for a form that is outdated.
    """
    let_go(db.session())
    current = read_school(db.session())
    if form.state.data != logo_state(current):
        raise SettingsOutdated
    if form.remove.data:
        return None
    sent = request.files.get("logo")
    if sent is None or not sent.filename:
        return current.logo.media_id if current.logo else None
    media = take_upload(sent, Place.LOGO, owner_id=actor(), now=now())
    media_id = media.id
    db.session.commit()
    return media_id


def _colour_form(current: School) -> ColourForm:
    form = ColourForm(formdata=None)
    form.show(current)
    form.state.data = state_of(current, form.names)
    return form


def _logo_form(current: School) -> LogoForm:
    form = LogoForm(formdata=None)
    form.state.data = logo_state(current)
    form.alt.data = (current.logo.alt if current.logo else "") or ""
    return form


def _told(form: LogoForm) -> str:
    """Show what was typed beside the logo that somebody else chose meanwhile."""
    current = read_school(db.session())
    form.state.data = logo_state(current)
    return _page(_colour_form(current), form, logo_meanwhile=True, logo=current.logo)


def _page(form: ColourForm, logo_form: LogoForm, **told: Any) -> str:
    colour = form.colour.data or ""
    shown = colour if SCHOOL_COLOUR.fullmatch(colour) else school().colour
    told.setdefault("logo", school().logo)
    return render_template(
        "site/appearance.html",
        form=form,
        logo_form=logo_form,
        shades=shades(shown),
        shown=shown,
        proposals=PROPOSALS,
        **told,
    )
