"""Who holds which role in a rubrique, by which right; roles given, changed and taken."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, confirmed, for_members, now, tree
from app.actions.grants import change_role, give_role, take_role
from app.actions.rubriques import RubriqueRefused, change_rubrique, hold_tree, settings_of
from app.extensions import db
from app.models import Rubrique
from app.rules.roles import Permission, Role
from app.rules.tree import changed
from app.rules.visibility import Node
from blueprints.site import site
from blueprints.site.actor_lines import actors_page
from blueprints.site.confirming import ask_to_confirm, checked_consequences, explain
from blueprints.site.consequences import consequences
from blueprints.site.forms import YES, GrantForm, InheritForm
from blueprints.site.keys import key_choices, offered
from blueprints.site.managed import managed
from blueprints.site.people import known_person

Answer = str | Response | tuple[str, int]


@site.get("/rubriques/<id:rubrique_id>/acteurs")
@for_members
def actors(rubrique_id: int) -> str:
    """Show who holds which role in a rubrique, and by which right."""
    return _page(_held(rubrique_id), GrantForm())


@site.post("/rubriques/<id:rubrique_id>/acteurs")
@confirmed
@for_members
def give(rubrique_id: int) -> Answer:
    """Give a role to a population or to a person."""
    found = _held(rubrique_id, to_change=True)
    form = GrantForm()
    if not form.validate_on_submit() or not _is_grantable(form.whom()):
        form.key.errors = form.key.errors or [_("Choose to whom.")]
        return _page(found, form), 422
    try:
        give_role(db.session(), now(), actor(), found, form.whom(), Role(form.role.data or ""))
    except RubriqueRefused as refusal:
        form.key.errors = [explain(refusal)]
        return _page(found, form), 422
    return _saved(rubrique_id)


@site.post("/rubriques/<id:rubrique_id>/acteurs/changer")
@confirmed
@for_members
def change_grant(rubrique_id: int) -> Answer:
    """Change the role that a key holds here."""
    return _alter(rubrique_id, url_for(".change_grant", rubrique_id=rubrique_id), keeps=True)


@site.post("/rubriques/<id:rubrique_id>/acteurs/retirer")
@confirmed
@for_members
def take_grant(rubrique_id: int) -> Answer:
    """Take back the role that a key holds here."""
    return _alter(rubrique_id, url_for(".take_grant", rubrique_id=rubrique_id), keeps=False)


@site.post("/rubriques/<id:rubrique_id>/acteurs/heritage")
@confirmed
@for_members
def inherit(rubrique_id: int) -> Answer:
    """Let the roles of the rubrique above hold here, or no more; once the effects were read."""
    found = _held(rubrique_id, to_change=True)
    form = InheritForm()
    if "back" in request.form or not form.validate_on_submit():
        return redirect(url_for(".actors", rubrique_id=rubrique_id), code=303)
    wanted = replace(settings_of(found), inherits=form.inherits.data == YES)
    try:
        what = checked_consequences(found, _inheriting(found, inherits=wanted.inherits))
    except RubriqueRefused as refusal:
        flash(explain(refusal))
        return redirect(url_for(".actors", rubrique_id=rubrique_id), code=303)
    if form.seen.data != what.token:
        return ask_to_confirm(form, what, found, url_for(".inherit", rubrique_id=rubrique_id))
    change_rubrique(db.session(), now(), actor(), found, wanted)
    return _saved(rubrique_id)


def _alter(rubrique_id: int, url: str, *, keeps: bool) -> Answer:
    """Change or take a role; who would lock himself out is asked before."""
    found = _held(rubrique_id, to_change=True)
    form = GrantForm()
    if "back" in request.form or not form.validate_on_submit():
        return redirect(url_for(".actors", rubrique_id=rubrique_id), code=303)
    key, role = form.whom(), Role(form.role.data or "")
    what = consequences(found, _granting(found, key, role if keeps else None))
    if what.locks_out and form.seen.data != what.token:
        return ask_to_confirm(form, what, found, url)
    try:
        former = Role(form.former.data or "")
        if keeps:
            change_role(db.session(), now(), actor(), found, key, former, role)
        else:
            take_role(db.session(), now(), actor(), found, key, former)
    except (RubriqueRefused, ValueError):
        form.key.errors = [explain(RubriqueRefused("stale"))]
        return _page(found, form), 409
    return _saved(rubrique_id)


def _held(rubrique_id: int, *, to_change: bool = False) -> Rubrique:
    if to_change:
        hold_tree(db.session())
    return managed(rubrique_id, Permission.MANAGE_ACTORS)


def _saved(rubrique_id: int) -> Response:
    db.session.commit()
    flash(_("The roles are saved."))
    return redirect(url_for(".actors", rubrique_id=rubrique_id), code=303)


def _is_grantable(key: str) -> bool:
    if key.startswith("user:"):
        return known_person(key.removeprefix("user:")) is not None
    return key in offered(key_choices())


def _granting(found: Rubrique, key: str, role: Role | None) -> list[Node]:
    def grants(node: Node) -> dict[str, Role]:
        others = {held: given for held, given in node.grants.items() if held != key}
        return others if role is None else {**others, key: role}

    return [replace(node, grants=grants(node)) if node.id == found.id else node for node in tree()]


def _inheriting(found: Rubrique, *, inherits: bool) -> list[Node]:
    return changed(
        tree(),
        found.id,
        parent_id=found.parent_id,
        visibility=found.visibility,
        inherits=inherits,
    )


def _page(found: Rubrique, form: GrantForm) -> str:
    return render_template("site/actors.html", **actors_page(found, form))
