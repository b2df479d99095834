"""Slips with one-time codes: for a class that has no access yet, for one person at any time."""

from datetime import UTC, datetime

from flask import abort, render_template, request, url_for

from app.access import actor, for_those, now
from app.actions.log import record
from app.extensions import db
from app.models import Group, GroupKind, Person
from app.queries.activation import (
    access_by_class,
    belongings,
    people_named,
    people_without_access,
    slips_out,
)
from app.rules.access_codes import may_issue_codes
from app.rules.audience import Part
from app.templating import absolute_url
from blueprints.directory import directory
from blueprints.directory.forms import ClassForm, PersonForm
from blueprints.directory.slips import Slip, make_slips, permitted

LONGEST_QUESTION = 100
SIDES = {"eleves": Part.PUPIL, "parents": Part.PARENT}


@directory.get("/activation")
@for_those(may_issue_codes, confirmed=True)
def activation() -> str:
    """Show who has no access yet, by class, and find one person."""
    asked = request.args.get("q", "")[:LONGEST_QUESTION].strip()
    people = db.session.scalars(people_named(asked)).all() if asked.isprintable() and asked else []
    return render_template(
        "directory/activation.html",
        classes=access_by_class(db.session()),
        asked=asked,
        people=people,
        belongs=belongings(db.session(), [person.id for person in people]),
        permitted={person.id for person in permitted(people)},
    )


@directory.get("/activation/classes/<id:group_id>")
@for_those(may_issue_codes, confirmed=True)
def class_activation(group_id: int) -> str:
    """Show who of a class has no access yet, and whose slip still counts, before printing."""
    group, part = _class(group_id), SIDES.get(request.args.get("cote", "eleves"))
    if part is None:
        abort(404)
    people = db.session.scalars(people_without_access(group.id, part)).all()
    ids = [person.id for person in people]
    return render_template(
        "directory/class.html",
        group=group,
        part=part,
        people=people,
        belongs=belongings(db.session(), ids),
        slips_out=slips_out(db.session(), ids, datetime.now(UTC)),
        permitted={person.id for person in permitted(people)},
    )


@directory.post("/activation/classe")
@for_those(may_issue_codes, confirmed=True)
def print_class() -> str:
    """Answer the slips of all in a class who have no access yet, each with a new code."""
    form = ClassForm()
    if not form.validate():
        abort(404)
    group = _class(form.group_id.data or 0)
    part = Part(form.part.data or "")
    people = permitted(db.session.scalars(people_without_access(group.id, part)).all())
    slips = make_slips(people)
    record(
        db.session(), now(), actor(), "issue_codes", "group", group.id,
        part=part, people=[person.id for person in people],
    )  # fmt: skip
    name = group.name
    db.session.commit()
    return _printed(slips, group_name=name, part=part)


@directory.post("/activation/personne")
@for_those(may_issue_codes, confirmed=True)
def print_person() -> str:
    """Answer the slip of one person, who may have lost a password."""
    form = PersonForm()
    person = db.session.get(Person, form.person_id.data or 0) if form.validate() else None
    if person is None or not person.is_active:
        abort(404)
    if not permitted([person]):
        abort(403)
    slips = make_slips([person])
    record(
        db.session(), now(), actor(), "issue_code", "person", person.id,
        had_access=person.password_hash is not None,
    )  # fmt: skip
    db.session.commit()
    return _printed(slips)


def _class(group_id: int) -> Group:
    group = db.session.get(Group, group_id)
    if group is None or group.kind is not GroupKind.CLASS or group.ended_at is not None:
        abort(404)
    return group


def _printed(slips: list[Slip], **more: object) -> str:
    address = absolute_url(url_for("account.activation"))
    return render_template("directory/slips.html", slips=slips, address=address, **more)
