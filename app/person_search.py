"""A person found by name, for something to be done with her."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import Form, SearchField
from wtforms.validators import Length

from app.forms import Readable
from app.models import Person
from app.queries.people import MOST_FOUND


class SearchPersonForm(Form):
    """A name to search for; it stands in the address."""

    q = SearchField(
        _l("Name of the person"),
        validators=[Length(max=100, message=_l("100 characters at most.")), Readable()],
    )


def search_people(
    template: str, find: Callable[[str], Sequence[Person]], **context: Any
) -> tuple[str, int]:
    """Return a page with the people whose name holds the words asked for.

    `find` returns one more of them than is shown, where there are more.
    """
    form = SearchPersonForm(request.args)
    is_valid = form.validate()
    people = find((form.q.data or "").strip()) if is_valid else []
    page = render_template(
        template,
        search=form,
        people=people[:MOST_FOUND],
        has_more=len(people) > MOST_FOUND,
        **context,
    )
    return page, 200 if is_valid else 422
