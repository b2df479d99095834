"""The list of events at work: by rubrique, by date, by state, read by key."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import Form

from app.access import for_members, now, roles, tree, worker
from app.cursors import cursor_asked, moment, pages_beside
from app.desk import Entry
from app.extensions import db
from app.forms import ChoiceField
from app.queries.event_list import (
    PAGE_SIZE,
    TIMELESS,
    EventFilter,
    EventLine,
    Tab,
    When,
    count_by_tab,
    read_events,
)
from app.queries.event_work import agendas_to_write_in
from app.queries.keyset import Slice
from app.rules.roles import Permission, allows
from app.rules.tree import with_all_below
from blueprints.newsroom import newsroom
from blueprints.newsroom.event_words import happens
from blueprints.newsroom.filters import options

ASKED = ("vue", "rubrique", "quand")


class EventFilterForm(Form):
    """The filters of the list; names are those of the address."""

    rubrique = ChoiceField(_l("Rubrique"), default="")
    when = ChoiceField(_l("When"), name="quand", default=When.COMING.value)

    def offer(self) -> None:
        """Let the list be narrowed to a rubrique where the viewer works, and by dates."""
        self.when.choices = [
            (When.COMING.value, pgettext("events", "To come")),
            (When.PAST.value, pgettext("events", "Past")),
            (When.EVER.value, pgettext("events", "To come and past")),
        ]
        known = {id_ for id_, role in roles().items() if allows(Permission.PROPOSE, role, own=True)}
        self.rubrique.choices = [("", _("All rubriques")), *options(tree(), known)]

    def wanted(self, tab: Tab) -> EventFilter:
        """Return what a valid form asks for."""
        chosen = int(self.rubrique.data) if self.rubrique.data else None
        below = None if chosen is None else frozenset(with_all_below(tree(), chosen))
        return EventFilter(tab, When(self.when.data), below)


@newsroom.get("/evenements")
@for_members
def events() -> tuple[str, int]:
    """Show the events that the viewer wrote, and those of others where his role reaches them."""
    form, tab = EventFilterForm(request.args), _tab()
    form.offer()
    if not form.validate():
        return _page(form, tab, Slice([], has_previous=False, has_next=False), {}), 422
    wanted = form.wanted(tab)
    rows = read_events(db.session(), worker(), wanted, now(), cursor_asked(moment))
    return _page(form, tab, rows, count_by_tab(db.session(), worker(), wanted, now())), 200


def _page(
    form: EventFilterForm, tab: Tab, page: Slice[EventLine], counts: Mapping[Tab, int]
) -> str:
    previous_url, next_url = pages_beside(page, lambda row: (row.starts_at, row.id), _address)
    return render_template(
        "newsroom/events.html",
        form=form,
        tab=tab,
        tabs=list(_tabs(tab, counts)),
        is_timeless=tab in TIMELESS,
        rows=[(row, happens(row.span)) for row in page.rows],
        previous_url=previous_url,
        next_url=next_url,
        page_size=PAGE_SIZE,
        is_narrowed=any(name in request.args for name in ASKED),
        may_write=bool(agendas_to_write_in(db.session(), roles(), worker().archived)),
    )


def _tab() -> Tab:
    """Return the tab that is open; one that does not exist is 404."""
    try:
        return Tab(request.args.get("vue", Tab.ALL))
    except ValueError:
        abort(404)


def _tabs(open_tab: Tab, counts: Mapping[Tab, int]) -> Iterator[Entry]:
    names = {
        Tab.ALL: pgettext("events", "All"),
        Tab.DRAFTS: pgettext("events", "Drafts"),
        Tab.REFUSED: pgettext("events", "Refused"),
        Tab.WAITING: pgettext("events", "To approve"),
        Tab.ONLINE: pgettext("events", "Online"),
        Tab.TRASH: pgettext("events", "Trash"),
    }
    for tab in Tab:
        url = _address(vue=None if tab is Tab.ALL else tab)
        yield Entry(names[tab], url, tab is open_tab, counts.get(tab))


def _address(**changes: str | None) -> str:
    """Return the address of this list with some of its answers changed or, by none, left out."""
    kept: dict[str, Any] = {name: request.args.get(name) for name in ASKED}
    answers = {name: value for name, value in {**kept, **changes}.items() if value}
    return url_for(".events", **answers)
