"""The people of the school: found by name and by what they are, as far as one may know them."""

from typing import Any

from flask import render_template, request, url_for

from app.access import for_members
from app.cursors import cursor_asked, pages_beside, words
from app.extensions import db
from app.listing import address_with, chips
from app.queries.directory import PAGE_SIZE, count_people, read_people
from app.queries.directory_choices import groups_to_choose
from app.queries.keyset import Slice
from app.queries.person_facts import facts_of
from app.queries.ties import Finder
from blueprints.directory import directory
from blueprints.directory.filters import PeopleForm
from blueprints.directory.seen import finder_here
from blueprints.directory.words import what_one_does

FILTERS = ("q", "profil", "charge", "groupe", "fonction", "source", "etat", "jamais", "depuis")


@directory.get("/")
@for_members
def people() -> tuple[str, int]:
    """Show the people whom the viewer may know, narrowed by the address."""
    finder = finder_here()
    form = PeopleForm(request.args)
    form.offer(finder, groups_to_choose(db.session(), finder))
    if not form.validate():
        return _page(finder, form, Slice([], has_previous=False, has_next=False), None), 422
    wanted = form.wanted()
    page = read_people(db.session(), finder, wanted, cursor_asked(words))
    return _page(finder, form, page, count_people(db.session(), finder, wanted)), 200


def _page(finder: Finder, form: PeopleForm, page: Slice[Any], total: int | None) -> str:
    previous_url, next_url = pages_beside(page, lambda row: (row.sort_key, row.id), _address)
    facts = facts_of(db.session(), finder, [row.id for row in page.rows])
    return render_template(
        "directory/people.html",
        form=form,
        rows=page.rows,
        facts=facts,
        does={row.id: what_one_does(facts[row.id], row.title) for row in page.rows},
        sees_all=finder.sees_all,
        total=total,
        page_size=PAGE_SIZE,
        chips=[] if form.errors else list(chips(form.at_work(), _address)),
        opens_more=any(request.args.get(name) for name in FILTERS[1:]),
        clear_url=url_for(".people"),
        previous_url=previous_url,
        next_url=next_url,
    )


def _address(**changes: str | None) -> str:
    return address_with("directory.people", FILTERS, changes)
