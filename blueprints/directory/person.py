"""One person as the directory tells of him, each fact only to who may know it."""

from datetime import UTC, date, datetime
from typing import Any

from flask import abort, current_app, render_template, url_for

from app.access import for_members, now, rights, viewer
from app.extensions import db
from app.models import LastLogin, Person
from app.queries.activation import duties_of, holders_of_more, slips_out
from app.queries.people import people_listed_for
from app.queries.person_facts import facts_of
from app.rules.access_codes import may_issue_codes
from app.rules.audience import Function
from app.rules.consent import day_in_paris
from app.rules.directory import has_ended, is_guest, may_change_account
from app.rules.site_rights import Right
from app.wording import duty_name, held_function_name
from blueprints.directory import directory
from blueprints.directory.forms import AccountForm, EndForm
from blueprints.directory.seen import finder_here
from blueprints.directory.slips import permitted
from blueprints.directory.words import tie_names, what_one_does


@directory.get("/personnes/<id:person_id>")
@for_members
def person(person_id: int) -> str:
    """Show somebody whom the viewer may know; others do not exist for him."""
    found = known(person_id)
    return person_page(found, AccountForm(formdata=None, obj=found), EndForm(formdata=None))


def known(person_id: int) -> Person:
    """Return a person whom the viewer may know, in any state if he sees all; else 404."""
    listed = people_listed_for(viewer(), rights()).where(Person.id == person_id)
    return db.session.scalar(listed) or abort(404)


def changeable(person_id: int) -> Person:
    """Return the person of an account that the viewer may suspend or correct; 403 when not."""
    found = known(person_id)
    return found if _may_change(found) else abort(403)


def may_be_guest(found: Person) -> bool:
    """Tell whether an account is that of a guest: with an end, and without a place in school."""
    functions = [one.function for one in found.functions]
    return is_guest(found.source.value, functions, [one.duty for one in found.duties])


def today() -> date:
    """Return the day by the school's clock, on which the access of guests ends."""
    return day_in_paris(now())


def person_page(found: Person, form: AccountForm, end_form: EndForm) -> str:
    """Return the page of a person, with forms for who looks after accounts."""
    finder = finder_here()
    facts = facts_of(db.session(), finder, [found.id])[found.id]
    if end_form.ends_on.data is None and not end_form.is_submitted():
        end_form.ends_on.data = found.access_ends_on
    return render_template(
        "directory/person.html",
        found=found,
        facts=facts,
        does=what_one_does(facts, found.title),
        functions=[held_function_name(one) for one in facts.functions],
        duties=[duty_name(one) for one in facts.duties],
        tie_names=tie_names(),
        form=form,
        end_form=end_form,
        sees_all=finder.sees_all,
        manages=Right.DIRECTORY in rights(),
        may_change=Right.DIRECTORY in rights() and _may_change(found),
        is_guest=may_be_guest(found),
        is_pupil=Function.ELV in facts.functions,
        has_ended=has_ended(found.access_ends_on, today()),
        last_login=db.session.get(LastLogin, found.id) if finder.sees_all else None,
        group_urls=_group_urls([one.id for one in facts.groups]),
        **_slip(found),
    )


def _may_change(found: Person) -> bool:
    duties = duties_of(db.session(), [found.id]).get(found.id, set())
    holds_more = bool(holders_of_more(db.session(), [found.id], rights()))
    return may_change_account(viewer(), found.id, duties, holds_more=holds_more)


def _slip(found: Person) -> dict[str, Any]:
    if not may_issue_codes(viewer()) or not found.is_active:
        return {"may_print": False, "slip_of": None}
    printed = slips_out(db.session(), [found.id], datetime.now(UTC)).get(found.id)
    return {"may_print": bool(permitted([found])), "slip_of": printed}


def _group_urls(ids: list[int]) -> dict[int, str]:
    """Return where each group has its page, where groups have pages."""
    if "directory.group" not in current_app.view_functions:
        return {}
    return {id_: url_for("directory.group", group_id=id_) for id_ in ids}
