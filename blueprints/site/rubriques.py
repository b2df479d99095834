"""The tree of rubriques, as those who manage it see and change it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_members, for_those, now, tree
from app.actions.rubriques import (
    RubriqueRefused,
    Settings,
    change_rubrique,
    check_visibility,
    create_rubrique,
    hold_tree,
    settings_of,
    shift_rubrique,
    state_of,
)
from app.addresses import id_asked
from app.extensions import db
from app.models import Rubrique
from app.rules.roles import Permission
from app.rules.tree import changed
from app.rules.visibility import Visibility
from blueprints.site import site
from blueprints.site.confirming import ask_to_confirm, checked_consequences, explain
from blueprints.site.consequences import Consequences
from blueprints.site.forms import RubriqueForm, value_in_words
from blueprints.site.managed import managed, managed_something, manages, tree_rows

HIDDEN = ("csrf_token", "state", "seen")
"""Fields that say nothing of the rubrique."""

Answer = str | Response | tuple[str, int]


@site.get("/rubriques")
@for_those(managed_something)
def rubriques() -> str:
    """Show the tree of the rubriques that the viewer manages."""
    return render_template("site/tree.html", rows=tree_rows(), may_add_root=manages(None))


@site.get("/rubriques/nouvelle")
@for_members
def new_rubrique() -> str:
    """Show an empty form, for a rubrique below another one or among the roots."""
    parent = _parent_asked()
    form = RubriqueForm()
    form.offer(is_new=True)
    if parent is not None and parent.visibility is Visibility.PRIVATE:
        form.visibility.data = Visibility.PRIVATE.value
    return _form(form, None, parent)


@site.post("/rubriques/nouvelle")
@for_members
def add_rubrique() -> Answer:
    """Add a rubrique."""
    hold_tree(db.session())
    parent = _parent_asked()
    form = RubriqueForm()
    form.offer(is_new=True)
    if not form.validate_on_submit():
        return _form(form, None, parent), 422
    try:
        made = create_rubrique(
            db.session(), now(), actor(), parent.id if parent else None, form.settings()
        )
    except RubriqueRefused as refusal:
        form.visibility.errors = [explain(refusal)]
        return _form(form, None, parent), 422
    db.session.commit()
    flash(_("The rubrique “%(name)s” is there.", name=made.name))
    return redirect(url_for(".rubriques", _anchor=f"rubrique-{made.id}"), code=303)


@site.get("/rubriques/<id:rubrique_id>")
@for_members
def rubrique(rubrique_id: int) -> str:
    """Show what is decided of a rubrique, to change it."""
    found = managed(rubrique_id)
    form = RubriqueForm()
    form.offer(found.icon)
    form.show(found)
    form.state.data = state_of(found)
    return _form(form, found, None)


@site.post("/rubriques/<id:rubrique_id>")
@for_members
def save_rubrique(rubrique_id: int) -> Answer:
    """Change a rubrique; what changes for its readers is shown and confirmed before."""
    hold_tree(db.session())
    found = managed(rubrique_id)
    form = RubriqueForm()
    form.offer(found.icon)
    if "back" in request.form:
        return _form(form, found, None)
    if not form.validate_on_submit():
        return _form(form, found, None), 422
    if form.state.data != state_of(found):
        return _told(form, found), 409
    try:
        what = _to_confirm(found, form.settings())
        if what is not None and (what.faulty or form.seen.data != what.token):
            return ask_to_confirm(
                form, what, found, url_for(".save_rubrique", rubrique_id=found.id)
            )
        change_rubrique(db.session(), now(), actor(), found, form.settings())
    except RubriqueRefused as refusal:
        form.visibility.errors = [explain(refusal)]
        return _form(form, found, None), 422
    db.session.commit()
    flash(_("“%(name)s” is saved.", name=form.name.data))
    return redirect(url_for(".rubriques", _anchor=f"rubrique-{rubrique_id}"), code=303)


@site.post("/rubriques/<id:rubrique_id>/monter")
@for_members
def lift_rubrique(rubrique_id: int) -> Response:
    """Move a rubrique one place up among those beside it."""
    return _shift(rubrique_id, up=True)


@site.post("/rubriques/<id:rubrique_id>/descendre")
@for_members
def lower_rubrique(rubrique_id: int) -> Response:
    """Move a rubrique one place down among those beside it."""
    return _shift(rubrique_id, up=False)


def _shift(rubrique_id: int, *, up: bool) -> Response:
    hold_tree(db.session())
    found = managed(rubrique_id)
    if not manages(found.parent_id):
        abort(403)
    name = found.name
    if shift_rubrique(db.session(), now(), actor(), found, up=up):
        db.session.commit()
        flash(_("“%(name)s” has moved.", name=name))
    return redirect(url_for(".rubriques", _anchor=f"rubrique-{rubrique_id}"), code=303)


def _parent_asked() -> Rubrique | None:
    """Return the rubrique below which one is made; none for the roots."""
    parent_id = id_asked("sous")
    if parent_id is None:
        return None if manages(None) else abort(403)
    return managed(parent_id, Permission.CREATE_RUBRIQUE)


def _to_confirm(found: Rubrique, wanted: Settings) -> Consequences | None:
    """Return what is to be confirmed of a change, if anything; raises RubriqueRefused."""
    check_visibility(tree(), found.parent_id, wanted.visibility)
    stored = settings_of(found)
    deciding = ("visibility", "inherits", "has_blog")
    if all(getattr(stored, name) == getattr(wanted, name) for name in deciding):
        return None
    after = changed(
        tree(),
        found.id,
        parent_id=found.parent_id,
        visibility=wanted.visibility,
        inherits=wanted.inherits,
    )
    return checked_consequences(found, after, has_blog=wanted.has_blog)


def _form(form: RubriqueForm, found: Rubrique | None, parent: Rubrique | None) -> str:
    return render_template(
        "site/rubrique.html",
        form=form,
        rubrique=found,
        parent=parent,
        may_move=found is not None and manages(found.parent_id),
    )


def _told(form: RubriqueForm, found: Rubrique) -> str:
    """Show what was typed beside what somebody else saved meanwhile; sent again, it replaces it."""
    other = RubriqueForm(formdata=None)
    other.offer(found.icon)
    other.show(found)
    form.state.data = state_of(found)
    form.seen.data = ""
    differs = [
        (field.label.text, value_in_words(other[field.name]))
        for field in form
        if field.name not in HIDDEN and field.data != other[field.name].data
    ]
    return render_template(
        "site/rubrique.html",
        form=form,
        rubrique=found,
        parent=None,
        changed_meanwhile=differs,
        may_move=manages(found.parent_id),
    )
