"""One group: who is in it, side by side; members put in and taken out many at once."""

from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, select
from werkzeug.wrappers import Response

from app.access import actor, for_members, now
from app.actions.group_members import remove_members, restore_members
from app.actions.groups import GroupRefused
from app.addresses import id_in
from app.cursors import cursor_asked, pages_beside, words
from app.desk import Entry
from app.extensions import db
from app.models import Group, GroupKind, Person
from app.queries.activation import belongings
from app.queries.functions import profiles_of
from app.queries.group_members import read_members
from app.queries.groups import count_members, managers_of
from app.queries.ties import profiles_told
from app.rules.audience import Part
from app.wording import group_kind_name, part_name, profile_of_one
from blueprints.directory import directory
from blueprints.directory.group_words import explain, why_fixed
from blueprints.directory.seen import (
    finder_here,
    known_people,
    leads,
    led_group,
    looks_after_directory,
    may_widen,
    seen_group,
)

SIDES = {
    "eleves": Part.PUPIL,
    "enseignants": Part.TEACHER,
    "parents": Part.PARENT,
    "accompagnants": Part.COMPANION,
    "membres": Part.MEMBER,
}
"""The sides of a group by the word in the address."""
MOST_TICKED = 500
"""More than a page holds: nobody ticks so many."""


@directory.get("/groupes/<id:group_id>")
@for_members
def group(group_id: int) -> str:
    """Show the people on one side of a group, as far as the viewer may know them."""
    found = seen_group(group_id)
    counts = count_members(db.session(), [found.id])[found.id]
    side = _side(list(counts))
    people = read_members(
        db.session(), finder_here(), _nameable(found), (found.id, SIDES[side]), cursor_asked(words)
    )
    address = partial(url_for, ".group", group_id=found.id, cote=side)
    previous_url, next_url = pages_beside(people, lambda one: (one.sort_key, one.id), address)
    return render_template(
        "directory/group.html",
        group=found,
        kind=group_kind_name(found.kind),
        tabs=_tabs(found, counts, side),
        side=part_name(SIDES[side]),
        total=counts.get(SIDES[side], 0),
        people=people.rows,
        **about_people([person.id for person in people.rows]),
        managers=managers_of(db.session(), [found.id], known_people()).get(found.id, []),
        leads=leads(found),
        keeps=found.kind is GroupKind.FREE and looks_after_directory(),
        may_widen=leads(found) and may_widen(found),
        why_fixed="" if found.kind is GroupKind.FREE else why_fixed(found.kind),
        previous_url=previous_url,
        next_url=next_url,
    )


@directory.post("/groupes/<id:group_id>/retirer")
@for_members
def remove_group_members(group_id: int) -> Response:
    """Take those that are ticked out of a free group."""
    found = led_group(group_id)
    page = "line" if request.form.get("page") else "person"
    number = remove_members(db.session(), now(), actor(), found, ids_sent(page))
    db.session.commit()
    if number:
        said: Any = (
            ngettext("%(num)d person taken out.", "%(num)d people taken out.", number),
            url_for(".restore_group_members", group_id=group_id),
        )
        flash(said, "undo")
    else:
        flash(_("Nobody was taken out: tick somebody who is in the group."))
    return redirect(url_for(".group", group_id=group_id), code=303)


@directory.post("/groupes/<id:group_id>/remettre")
@for_members
def restore_group_members(group_id: int) -> Response:
    """Put those back whom the viewer took out last."""
    found = led_group(group_id)
    if not may_widen(found):
        abort(403)
    try:
        number = restore_members(db.session(), now(), actor(), found)
    except GroupRefused as refusal:
        flash(explain(refusal))
        return redirect(url_for(".group", group_id=group_id), code=303)
    db.session.commit()
    flash(ngettext("%(num)d person is back.", "%(num)d people are back.", number))
    return redirect(url_for(".group", group_id=group_id), code=303)


def ids_sent(name: str) -> list[int]:
    """Return the ids of a form that can be ids, each once."""
    sent = (id_in(text) for text in request.form.getlist(name)[:MOST_TICKED])
    return list(dict.fromkeys(id_ for id_ in sent if id_ is not None))


def about_people(person_ids: list[int]) -> dict[str, Any]:
    """Return what a list says of people beside their names, in three queries."""
    session = db.session()
    return {
        "profiles": {
            id_: ", ".join(profile_of_one(one) for one in profiles_told(finder_here(), id_, held))
            for id_, held in profiles_of(session, person_ids).items()
        },
        "belongs": belongings(session, person_ids) if looks_after_directory() else {},
    }


def _nameable(found: Group) -> Select[Person]:
    """Select whom the viewer may name here: who leads a group knows all who are in it."""
    return select(Person).where(Person.is_active) if leads(found) else known_people()


def _side(held: list[Part]) -> str:
    """Return the side that is open, the first that holds somebody; one that is none is 404."""
    first = next((word for word, part in SIDES.items() if part in held), "membres")
    side = request.args.get("cote", first)
    return side if side in SIDES else abort(404)


def _tabs(found: Group, counts: Any, side: str) -> list[Entry]:
    return [
        Entry(
            part_name(part), url_for(".group", group_id=found.id, cote=word), word == side, number
        )
        for word, part in SIDES.items()
        if (number := counts.get(part, 0)) or word == side
    ]
