"""The groups of the school: the list, and a new free group."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_members, for_right, now, viewer
from app.actions.groups import GroupRefused, create_group
from app.cursors import cursor_asked, pages_beside, words
from app.extensions import db
from app.queries.groups import count_members, managers_of, read_groups
from app.rules.site_rights import Right
from app.wording import group_kind_name, part_name
from blueprints.directory import directory
from blueprints.directory.group_forms import GroupForm, GroupsForm
from blueprints.directory.group_words import explain
from blueprints.directory.seen import known_people, looks_after_directory


@directory.get("/groupes")
@for_members
def groups() -> tuple[str, int]:
    """Show the groups that exist for the viewer, by name, with how many are in them."""
    form = GroupsForm(request.args)
    form.offer()
    may_create = looks_after_directory()
    if not form.validate():
        page = render_template("directory/groups.html", form=form, rows=[], may_create=may_create)
        return page, 422
    session = db.session()
    rows = read_groups(
        session, viewer(), form.wanted(), cursor_asked(words), all_of_them=may_create
    )
    ids = [group.id for group in rows.rows]
    previous_url, next_url = pages_beside(
        rows, lambda one: (one.sort_key, one.id), partial(url_for, ".groups", **form.asked())
    )
    page = render_template(
        "directory/groups.html",
        form=form,
        rows=rows.rows,
        asked=form.asked(),
        counts=count_members(session, ids),
        managers=managers_of(session, ids, known_people()),
        kind_name=group_kind_name,
        part_name=part_name,
        may_create=may_create,
        previous_url=previous_url,
        next_url=next_url,
    )
    return page, 200


@directory.get("/groupes/nouveau")
@for_right(Right.DIRECTORY, confirmed=True)
def new_group() -> str:
    """Ask for the name of a new free group."""
    return render_template("directory/new_group.html", form=GroupForm())


@directory.post("/groupes/nouveau")
@for_right(Right.DIRECTORY, confirmed=True)
def add_group() -> Response | tuple[str, int]:
    """Make a free group."""
    form = GroupForm()
    if not form.validate_on_submit():
        return render_template("directory/new_group.html", form=form), 422
    try:
        group = create_group(
            db.session(), now(), actor(), form.name.data or "", is_visible=form.is_visible.data
        )
    except GroupRefused as refusal:
        form.name.errors = [explain(refusal)]
        return render_template("directory/new_group.html", form=form), 422
    group_id, name = group.id, group.name
    db.session.commit()
    flash(_("“%(name)s” is there. Add its members.", name=name))
    return redirect(url_for(".group", group_id=group_id), code=303)
