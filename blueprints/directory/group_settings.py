"""A free group for who looks after the directory: its name, its managers, its end."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_right, now, viewer
from app.actions.groups import (
    GroupRefused,
    add_manager,
    change_group,
    end_group,
    remove_manager,
)
from app.actions.rubriques import fingerprint
from app.addresses import id_in
from app.extensions import db
from app.models import Group, GroupKind, Person
from app.person_search import search_people
from app.queries.group_uses import uses_of
from app.queries.groups import count_members, managers_of
from app.rules.audience import Part
from app.rules.site_rights import Right
from blueprints.directory import directory
from blueprints.directory.forms import PersonForm
from blueprints.directory.group_forms import GroupForm
from blueprints.directory.group_words import explain, losses
from blueprints.directory.seen import (
    find_addable,
    kept_group,
    known_people,
    known_person,
    may_join,
    may_widen,
    seen_group,
)


@directory.get("/groupes/<id:group_id>/reglages")
@for_right(Right.DIRECTORY, confirmed=True)
def group_settings(group_id: int) -> str:
    """Show what is decided of a free group."""
    found = _free(group_id)
    form = GroupForm(formdata=None, obj=found)
    form.state.data = _state(found)
    return _page(found, form)


@directory.post("/groupes/<id:group_id>/reglages")
@for_right(Right.DIRECTORY, confirmed=True)
def save_group(group_id: int) -> Response | tuple[str, int]:
    """Rename a free group, show or hide it; a form that saw another state is shown again."""
    found = kept_group(group_id)
    form = GroupForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    if form.state.data != _state(found):
        form.state.data = _state(found)
        return _page(found, form, changed_meanwhile=True), 409
    name = form.name.data or ""
    try:
        change_group(db.session(), now(), actor(), found, name, is_visible=form.is_visible.data)
    except GroupRefused as refusal:
        form.name.errors = [explain(refusal)]
        return _page(found, form), 422
    db.session.commit()
    flash(_("The group is saved."))
    return redirect(url_for(".group", group_id=group_id), code=303)


@directory.get("/groupes/<id:group_id>/gestionnaires")
@for_right(Right.DIRECTORY, confirmed=True)
def find_group_manager(group_id: int) -> tuple[str, int]:
    """Find a person by name, to make her manager of a free group."""
    found = _free(group_id)
    find = partial(find_addable, found)
    return search_people("directory/find_group_manager.html", find, group=found)


@directory.post("/groupes/<id:group_id>/gestionnaires")
@for_right(Right.DIRECTORY, confirmed=True)
def add_group_manager(group_id: int) -> Response:
    """Make a person manager of a free group."""
    found = kept_group(group_id)
    sent = id_in(request.form.get("person_id", ""))
    if not may_widen(found) or (sent == actor() and not may_join(found)):
        abort(403)
    return _lead(found, lambda person: add_manager(db.session(), now(), actor(), found, person))


@directory.post("/groupes/<id:group_id>/gestionnaires/retirer")
@for_right(Right.DIRECTORY, confirmed=True)
def remove_group_manager(group_id: int) -> Response:
    """Let a person manage a free group no more."""
    found = kept_group(group_id)
    return _lead(
        found, lambda person: remove_manager(db.session(), now(), actor(), found, person.id)
    )


@directory.get("/groupes/<id:group_id>/terminer")
@for_right(Right.DIRECTORY, confirmed=True)
def ending_group(group_id: int) -> str:
    """Say what ends with a free group, before it does."""
    return _ask_end(_free(group_id))


@directory.post("/groupes/<id:group_id>/terminer")
@for_right(Right.DIRECTORY, confirmed=True)
def end_a_group(group_id: int) -> Response | tuple[str, int]:
    """End a free group, once what ends with it was read."""
    found = kept_group(group_id)
    if request.form.get("seen") != _what_ends(found)["seen"]:
        return _ask_end(found, changed_meanwhile=True), 409
    name = found.name
    end_group(db.session(), now(), actor(), found)
    db.session.commit()
    flash(_("“%(name)s” has ended.", name=name))
    return redirect(url_for(".groups"), code=303)


def _free(group_id: int) -> Group:
    """Return a free group to look at; 403 for one that is not changed by hand."""
    found = seen_group(group_id)
    return found if found.kind is GroupKind.FREE else abort(403)


def _state(found: Group) -> str:
    return fingerprint(found.name, found.is_visible)


def _page(found: Group, form: GroupForm, *, changed_meanwhile: bool = False) -> str:
    return render_template(
        "directory/group_settings.html",
        group=found,
        form=form,
        changed_meanwhile=changed_meanwhile,
        managers=managers_of(db.session(), [found.id], known_people()).get(found.id, []),
        may_widen=may_widen(found),
    )


def _lead(found: Group, change: Callable[[Person], None]) -> Response:
    """Change who manages a group; somebody else's change meanwhile is told."""
    form = PersonForm()
    person = known_person(form.person_id.data) if form.validate_on_submit() else None
    if person is None:
        abort(404)
    group_id = found.id
    try:
        change(person)
        db.session.commit()
        flash(_("The managers are saved."))
    except GroupRefused as refusal:
        flash(explain(refusal))
    return redirect(url_for(".group_settings", group_id=group_id), code=303)


def _what_ends(found: Group) -> dict[str, Any]:
    uses = uses_of(db.session(), found.id, viewer(), now())
    lost = list(losses(uses))
    members = count_members(db.session(), [found.id])[found.id].get(Part.MEMBER, 0)
    return {"lost": lost, "members": members, "seen": fingerprint(lost, members)}


def _ask_end(found: Group, *, changed_meanwhile: bool = False) -> str:
    return render_template(
        "directory/ending_group.html",
        group=found,
        changed_meanwhile=changed_meanwhile,
        **_what_ends(found),
    )
