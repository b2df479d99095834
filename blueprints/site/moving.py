"""Moving a rubrique to another place of the tree."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_members, now, tree
from app.actions.rubriques import RubriqueRefused, hold_tree, move_rubrique, state_of
from app.extensions import db
from app.models import Rubrique
from app.rules.tree import changed, with_all_below
from app.rules.visibility import Visibility, archived_in
from blueprints.site import site
from blueprints.site.confirming import ask_to_confirm, checked_consequences, explain
from blueprints.site.consequences import Consequences
from blueprints.site.forms import ROOT, MoveForm
from blueprints.site.managed import managed, managed_choices, manages, place_in_words


@site.get("/rubriques/<id:rubrique_id>/deplacer")
@for_members
def move(rubrique_id: int) -> str:
    """Ask where a rubrique shall stand."""
    found = _movable(rubrique_id)
    form = MoveForm()
    form.offer(_places(found))
    form.parent.data = str(found.parent_id or ROOT)
    form.state.data = state_of(found)
    return _form(form, found)


@site.post("/rubriques/<id:rubrique_id>/deplacer")
@for_members
def move_it(rubrique_id: int) -> str | Response | tuple[str, int]:
    """Move a rubrique; what changes for its readers is shown and confirmed before."""
    hold_tree(db.session())
    found = _movable(rubrique_id)
    form = MoveForm()
    form.offer(_places(found))
    if "back" in request.form:
        return _form(form, found)
    if not form.validate_on_submit():
        return _form(form, found), 422
    if form.state.data != state_of(found):
        form.state.data = state_of(found)
        return _form(form, found, moved_meanwhile=True), 409
    try:
        what = _to_confirm(found, form.parent_id())
        if what is not None and (what.faulty or form.seen.data != what.token):
            return ask_to_confirm(form, what, found, url_for(".move_it", rubrique_id=found.id))
        move_rubrique(
            db.session(),
            now(),
            actor(),
            found,
            form.parent_id(),
            first=form.place.data == "first",
        )
    except RubriqueRefused as refusal:
        form.parent.errors = [explain(refusal)]
        return _form(form, found), 422
    name = found.name
    db.session.commit()
    flash(_("“%(name)s” has moved.", name=name))
    return redirect(url_for(".rubriques", _anchor=f"rubrique-{rubrique_id}"), code=303)


def _movable(rubrique_id: int) -> Rubrique:
    """Return a rubrique that the viewer manages, as he does the place where it stands; else 403."""
    found = managed(rubrique_id)
    if not manages(found.parent_id):
        abort(403)
    return found


def _places(found: Rubrique) -> list[tuple[str, str]]:
    """Return the rubriques below which it may stand: managed, not archived, not below itself."""
    own = set(with_all_below(tree(), found.id))
    closed = archived_in(tree()) | own
    places = managed_choices(but=closed)
    return [(ROOT, _("The first level of the site")), *places] if manages(None) else places


def _to_confirm(found: Rubrique, parent_id: int | None) -> Consequences | None:
    if parent_id == found.parent_id:
        return None
    parents = {node.id: node.visibility for node in tree()}
    hides = parent_id is not None and parents[parent_id] is Visibility.PRIVATE
    after = changed(
        tree(),
        found.id,
        parent_id=parent_id,
        visibility=Visibility.PRIVATE if hides else found.visibility,
        inherits=found.inherits,
    )
    return checked_consequences(found, after)


def _form(form: MoveForm, found: Rubrique, *, moved_meanwhile: bool = False) -> str:
    return render_template(
        "site/move.html",
        form=form,
        rubrique=found,
        path=place_in_words(found),
        moved_meanwhile=moved_meanwhile,
    )
