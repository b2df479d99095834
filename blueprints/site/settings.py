"""The settings of the site: what is missing, and one page for each part."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, school
from app.actions.settings import SettingsOutdated, change_settings, hold_settings, state_of
from app.extensions import db
from app.queries.school import read_school
from app.rules.site_rights import Right
from blueprints.site import site
from blueprints.site.forms import value_in_words
from blueprints.site.setting_fields import ItemsField, RowsField
from blueprints.site.setting_forms import SettingsForm
from blueprints.site.setting_sections import (
    APPEARANCE,
    SECTIONS,
    director_doubt,
    empty_form,
    has_old_statement,
    missing,
    sent_form,
)

Answer = str | Response | tuple[str, int]


@site.get("/reglages")
@for_right(Right.SETTINGS)
def settings() -> str:
    """Show the parts of the settings, and what is missing or no longer true in them."""
    return render_template(
        "site/settings.html",
        sections=SECTIONS,
        appearance=APPEARANCE,
        missing=missing(),
        doubt=director_doubt(),
        is_old=has_old_statement(),
    )


@site.get("/reglages/<name>")
@for_right(Right.SETTINGS, confirmed=True)
def settings_section(name: str) -> str:
    """Show a part of the settings, to change it."""
    section = _known(name)
    form = empty_form(section)
    form.show(school())
    form.state.data = state_of(school(), form.names)
    return _page(section, form)


@site.post("/reglages/<name>")
@for_right(Right.SETTINGS, confirmed=True)
def save_settings(name: str) -> Answer:
    """Change a part of the settings; who typed on what is changed since is told."""
    section = _known(name)
    hold_settings(db.session())
    form = sent_form(section)
    if form.arrange():
        return _page(section, form)
    if not form.validate_on_submit():
        return _page(section, form), 422
    try:
        changed = change_settings(
            db.session(), now(), actor(), form.state.data or "", form.values()
        )
    except SettingsOutdated:
        return _told(section, form), 409
    db.session.commit()
    said = _("“%(name)s” is saved.") if changed else _("Nothing has changed in “%(name)s”.")
    flash(said % {"name": SECTIONS[section].title})
    return redirect(url_for(".settings"), code=303)


def _known(name: str) -> str:
    """Return the word of a part of the settings; any other is 404."""
    return name if name in SECTIONS else abort(404)


def _told(section: str, form: SettingsForm) -> str:
    """Show what was typed beside what somebody else saved meanwhile; sent again, it replaces it."""
    current = read_school(db.session())
    other = empty_form(section)
    other.show(current)
    form.state.data = state_of(current, form.names)
    typed, stored = form.values(), other.values()
    differs = [
        (form[name].label.text, _in_words(other[name]))
        for name in form.names
        if typed[name] != stored[name] and form[name].type != "HiddenField"
    ]
    return _page(section, form, changed_meanwhile=differs)


def _in_words(field: Any) -> str:
    if isinstance(field, RowsField):
        rows = [", ".join(one for one in row.values() if one) for row in field.data]
        return " ; ".join(rows) or _("nothing")
    elif isinstance(field, ItemsField):
        return " ; ".join(field.data) or _("nothing")
    return value_in_words(field)


def _page(section: str, form: SettingsForm, **told: Any) -> str:
    return render_template(
        SECTIONS[section].template,
        form=form,
        word=section,
        section=SECTIONS[section],
        missing=[one for one in missing() if one.section == section],
        doubt=director_doubt(),
        is_old=has_old_statement(),
        **told,
    )
