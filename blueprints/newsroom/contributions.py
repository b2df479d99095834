"""The list of contributions (guide p. 43): filtered, sorted, read by key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import abort, render_template, request
from flask_babel import pgettext

from app.access import actor, for_members, now, roles, tree, worker
from app.cursors import cursor_asked, moment, number, pages_beside, words
from app.desk import Entry
from app.extensions import db
from app.listing import address_with, chips, columns, sort_asked
from app.queries.contribution_counts import Counts, count_by_tab
from app.queries.contribution_filter import PAGE_SIZE, Filter, Tab
from app.queries.contribution_orders import UNGROUPED, Sort
from app.queries.contributions import Contribution, read_contributions
from app.queries.keyset import Slice
from app.queries.work import rubriques_to_write_in, rubriques_where
from app.rules.batches import BatchAction
from app.rules.roles import Permission, allows
from app.shared import own
from blueprints.newsroom import newsroom
from blueprints.newsroom.batch_words import action_name
from blueprints.newsroom.filters import FilterForm

FILTERS = ("q", "rubrique", "auteur", "depuis", "jusque", "age", "sans-illustration")
KEPT = ("vue", "tri", *FILTERS)
NEWEST_FIRST = f"-{Sort.CHANGED}"

ROW_SIZE = 1500
"""What a row takes as long as it is kept, in the characters of `app/shared.py`."""
NEEDED = {
    BatchAction.PUBLISH: (Permission.PUBLISH, True),
    BatchAction.UNPUBLISH: (Permission.UNPUBLISH, True),
    BatchAction.MOVE: (Permission.PROPOSE, True),
    BatchAction.CHANGE_AUTHOR: (Permission.CHANGE, False),
    BatchAction.TRASH: (Permission.DELETE, True),
}
"""What an action on many needs at least somewhere, and whether one's own contributions do."""
ICONS = {
    BatchAction.PUBLISH: "globe",
    BatchAction.UNPUBLISH: "eye-off",
    BatchAction.MOVE: "folder-input",
    BatchAction.CHANGE_AUTHOR: "user-cog",
    BatchAction.TRASH: "trash-2",
}


@newsroom.get("/contributions")
@for_members
def contributions() -> tuple[str, int]:
    """Show what the viewer wrote, and what others wrote where his role reaches it."""
    asked = request.query_string
    page = own(actor(), ("contributions", asked), _page, size=_size)
    key = asked if page["is_lasting"] else None
    status = 422 if page["form"].errors else 200
    return render_template("newsroom/contributions.html", key=key, **page), status


def _page() -> dict[str, Any]:
    """Return what the address shows to the viewer until something of it changes, but for tokens."""
    form = filter_form()
    if not form.validate():
        return {**_shown(form, None, Counts({})), "is_lasting": False}
    wanted = form.wanted(chosen_tab(), tree(), now())
    sort, descending = chosen_sort()
    counts = _counts(wanted)
    rows = read_contributions(
        db.session(),
        worker(),
        wanted,
        sort,
        now(),
        {node.id: node.name for node in tree()},
        descending=descending,
        cursor=cursor_asked(_key_reader(sort), is_grouped=sort not in UNGROUPED),
        counts=counts,
    )
    return {**_shown(form, rows, counts), "is_lasting": wanted.is_lasting}


def _size(page: Mapping[str, Any]) -> int | None:
    """Say what a page takes: its rows and its address; none where it is to be made anew."""
    takes = len(page["rows"]) * ROW_SIZE + len(request.query_string)
    return takes if page["is_lasting"] else None


def _counts(wanted: Filter) -> Counts:
    """Count by tab, which may read all that one works on: once, until something of it changes.

    What was left alone since a moment, which moves with the clock, is counted each time.
    """
    who = worker()

    def counted() -> Counts:
        return count_by_tab(db.session(), who, wanted, now())

    if not wanted.is_lasting:
        return counted()
    return own(actor(), ("contributions' counts", replace(wanted, tab=Tab.ALL)), counted)


def filter_form() -> FilterForm:
    """Return the filters of the address, each offering what this viewer may choose."""
    form = FilterForm(request.args)
    known = {id_ for id_, role in roles().items() if allows(Permission.PROPOSE, role, own=True)}
    form.offer(tree(), known)
    return form


def chosen_tab() -> Tab:
    """Return the tab that is open; one that does not exist is 404."""
    try:
        return Tab(request.args.get("vue", Tab.ALL))
    except ValueError:
        abort(404)


def chosen_sort() -> tuple[Sort, bool]:
    """Return the column to sort by, and whether it falls; one that does not exist is 404."""
    return sort_asked(Sort, NEWEST_FIRST)


def address(**changes: str | None) -> str:
    """Return the address of this list with some of its answers changed or, by none, left out."""
    return address_with("newsroom.contributions", KEPT, changes)


def _shown(form: FilterForm, rows: Slice[Contribution] | None, counts: Counts) -> dict[str, Any]:
    sort, descending = chosen_sort()
    page = rows or Slice([], has_previous=False, has_next=False)
    total, has_more = counts.shown(chosen_tab())
    previous_url, next_url = pages_beside(page, lambda row: row.place, address)
    return {
        "form": form,
        "rows": page.rows,
        "tabs": list(_tabs(counts)),
        "columns": columns(sort, address, Sort.CHANGED, descending=descending),
        "chips": list(chips(form.at_work(), address)) if rows else [],
        "clear_url": address(**dict.fromkeys(FILTERS)),
        "previous_url": previous_url,
        "next_url": next_url,
        "oldest_url": address(tri=Sort.CHANGED),
        "is_by_date": sort is Sort.CHANGED,
        "descending": descending,
        "hidden": {name: request.args[name] for name in ("vue", "tri") if request.args.get(name)},
        "page_size": PAGE_SIZE,
        "reaches_others": bool(rubriques_where(Permission.CHANGE, roles())),
        "total": total,
        "has_more": has_more,
        "offered": list(_offered()),
        "may_write": bool(rubriques_to_write_in(roles(), worker().archived)),
        "looks": {action: (action_name(action), icon) for action, icon in ICONS.items()},
        "batch_url": address_with("newsroom.prepare_batch", KEPT, {}),
    }


def _tabs(counts: Counts) -> Iterator[Entry]:
    names = {
        Tab.ALL: pgettext("contributions", "All"),
        Tab.DRAFTS: pgettext("contributions", "Drafts"),
        Tab.WAITING: pgettext("contributions", "To approve"),
        Tab.SCHEDULED: pgettext("contributions", "Scheduled"),
        Tab.ONLINE: pgettext("contributions", "Online"),
        Tab.REFUSED: pgettext("contributions", "Refused"),
        Tab.EXPIRED: pgettext("contributions", "Expired"),
    }
    for tab in Tab:
        url = address(vue=None if tab is Tab.ALL else tab)
        yield Entry(names[tab], url, tab is chosen_tab(), *counts.shown(tab))


def _offered() -> Iterator[BatchAction]:
    """Yield what the viewer's roles allow for some of the contributions; each is judged then."""
    held = set(roles().values())
    for action, (permission, is_own) in NEEDED.items():
        if any(allows(permission, role, is_own) for role in held):
            yield action


def _key_reader(sort: Sort) -> Callable[[str], Any]:
    if sort is Sort.CHANGED:
        return moment
    return number if sort in (Sort.TYPE, Sort.STAGE) else words
