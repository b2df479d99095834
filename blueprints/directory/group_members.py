"""Putting people into a free group: ticked in a search, all that it finds, or named on lines."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import actor, for_members, now, viewer
from app.actions.group_members import add_members
from app.cursors import cursor_asked, pages_beside, words
from app.extensions import db
from app.models import Group, Person
from app.queries.group_members import MOST_FOUND, candidates, find_candidates
from app.queries.groups import visible_groups
from app.queries.keys import groups_with_parts
from app.queries.named_lines import read_lines
from app.rules.audience import group_key
from app.wording import part_of_group
from blueprints.directory import directory
from blueprints.directory.group_forms import CandidatesForm, LinesForm
from blueprints.directory.group_page import about_people, ids_sent
from blueprints.directory.seen import (
    known_people,
    leads,
    led_group,
    looks_after_directory,
    may_widen,
    seen_group,
)

MOST_NAMED = 50
"""How many lines that are not understood are named; all of them stay in the field."""


@directory.get("/groupes/<id:group_id>/ajouter")
@for_members
def new_group_members(group_id: int) -> tuple[str, int]:
    """Find people to put into a group, or ask for their names."""
    found = seen_group(group_id)
    if not leads(found) or not may_widen(found):
        abort(403)
    return _page(found, LinesForm(formdata=None))


@directory.post("/groupes/<id:group_id>/ajouter")
@for_members
def add_group_members(group_id: int) -> Response | tuple[str, int]:
    """Put those that are ticked into the group, or all that the search finds."""
    found = _widened(group_id)
    ids: list[int] = []
    if request.form.get("all"):
        form = _search()
        if not form.validate():
            return _page(found, LinesForm(formdata=None))
        wanted = candidates(known_people(), form.wanted(), group_id)
        if not form.wanted().is_empty:
            some = wanted.with_only_columns(Person.id).order_by(Person.sort_key, Person.id)
            ids = list(db.session.scalars(some.limit(MOST_FOUND)))
    else:
        sent = ids_sent("line" if request.form.get("page") else "person")
        known = known_people().where(Person.id.in_(sent)).with_only_columns(Person.id)
        ids = list(db.session.scalars(known))
    number = add_members(db.session(), now(), actor(), found, ids)
    db.session.commit()
    flash(_added(number) if number else _("Nobody was added: tick somebody of the list."))
    return redirect(url_for(".group", group_id=group_id, cote="membres"), code=303)


@directory.post("/groupes/<id:group_id>/coller")
@for_members
def paste_group_members(group_id: int) -> Response | tuple[str, int]:
    """Put those who are named on lines into the group; lines not understood stay in the field."""
    found = _widened(group_id)
    form = LinesForm()
    if not form.validate_on_submit():
        return _page(found, form, 422)
    named = read_lines(db.session(), known_people(), form.names())
    number = add_members(db.session(), now(), actor(), found, named.person_ids)
    db.session.commit()
    if not named.left:
        flash(_added(number))
        return redirect(url_for(".group", group_id=group_id, cote="membres"), code=303)
    form.lines.data = "\n".join(named.left)
    form.lines.errors = [
        ngettext(
            "%(num)d line was not understood: it is kept below.",
            "%(num)d lines were not understood: they are kept below.",
            len(named.left),
        )
    ]
    return _page(
        seen_group(group_id),
        form,
        422,
        added=_added(number),
        unknown=named.unknown[:MOST_NAMED],
        ambiguous=named.ambiguous[:MOST_NAMED],
        more=max(0, len(named.unknown) - MOST_NAMED) + max(0, len(named.ambiguous) - MOST_NAMED),
    )


def _widened(group_id: int) -> Group:
    found = led_group(group_id)
    return found if may_widen(found) else abort(403)


def _added(number: int) -> str:
    if not number:
        return str(_("Nobody new: they are in the group already."))
    return str(ngettext("%(num)d person added.", "%(num)d people added.", number))


def _search() -> CandidatesForm:
    form = CandidatesForm(request.args)
    form.offer(_choices())
    return form


def _choices() -> Iterator[tuple[str, str]]:
    """Yield the parts of the groups that exist for the viewer."""
    groups = visible_groups(viewer(), all_of_them=looks_after_directory())
    seen = {group.id for group in db.session.scalars(groups)}
    for group in groups_with_parts(db.session(), with_hidden=True):
        if group.id in seen:
            for part in group.parts:
                yield group_key(group.id, part), part_of_group(part, group.name, group.kind)


def _page(found: Group, lines: LinesForm, status: int = 200, **more: Any) -> tuple[str, int]:
    form = _search()
    context: dict[str, Any] = {"people": [], "total": 0}
    if form.validate():
        people, total = find_candidates(
            db.session(), known_people(), form.wanted(), found.id, cursor_asked(words)
        )
        address = partial(url_for, ".new_group_members", group_id=found.id, **form.asked())
        previous_url, next_url = pages_beside(people, lambda one: (one.sort_key, one.id), address)
        context = {
            "people": people.rows,
            "total": total,
            "most": MOST_FOUND,
            "is_asked": not form.wanted().is_empty,
            "previous_url": previous_url,
            "next_url": next_url,
            **about_people([person.id for person in people.rows]),
        }
    else:
        status = 422
    page = render_template(
        "directory/new_group_members.html",
        group=found,
        form=form,
        asked=form.asked(),
        lines=lines,
        **context,
        **more,
    )
    return page, status
