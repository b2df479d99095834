"""The list of announcements (guide p. 12): filtered, sorted, read by key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask import abort, render_template, request
from flask_babel import pgettext

from app.access import for_those, now, rights, viewer
from app.cursors import cursor_asked, moment, number, pages_beside, words
from app.days import period
from app.desk import Entry
from app.extensions import db
from app.listing import address_with, chips, columns, sort_asked
from app.queries.announcement_list import (
    PAGE_SIZE,
    AnnouncementLine,
    Sort,
    count_by_stage,
    read_announcements,
    targets_of,
)
from app.queries.keyset import Slice
from app.rules.announcements import Stage
from app.rules.site_rights import Right
from app.target_choices import target_in_words
from app.targets import told_names
from blueprints.communication import announces, communication
from blueprints.communication.filters import AnnouncementFilterForm
from blueprints.communication.words import stages_name

FILTERS = ("type", "auteur", "cible")
LATEST_FIRST = f"-{Sort.PERIOD}"
SHOWN_TARGETS = 3
TABS: Mapping[Stage | None, str] = {
    None: "",
    Stage.DRAFT: "brouillons",
    Stage.REFUSED: "refusees",
    Stage.PENDING: "a-valider",
    Stage.SCHEDULED: "programmees",
    Stage.ONLINE: "en-ligne",
    Stage.ENDED: "terminees",
    Stage.DECLINED: "non-transmises",
}
"""The views of the list, by the word that stands in the address."""


@communication.get("/annonces")
@for_those(announces)
def announcements() -> tuple[str, int]:
    """Show what the viewer wrote and, to who approves, what others sent or submitted."""
    form = AnnouncementFilterForm(request.args)
    form.offer()
    if not form.validate():
        return _page(form, None, {}), 422
    wanted = form.wanted(_stage())
    sort, descending = _sort()
    cursor = cursor_asked(_key_reader(sort))
    rows = read_announcements(
        db.session(), viewer(), wanted, sort, now(), descending=descending, cursor=cursor
    )
    return _page(form, rows, count_by_stage(db.session(), viewer(), wanted, now())), 200


def _page(
    form: AnnouncementFilterForm,
    rows: Slice[AnnouncementLine] | None,
    counts: Mapping[Stage, int],
) -> str:
    sort, descending = _sort()
    page = rows or Slice([], has_previous=False, has_next=False)
    previous_url, next_url = pages_beside(page, lambda row: (row.key, row.id), _address)
    return render_template(
        "communication/announcements.html",
        form=form,
        rows=page.rows,
        targets=_targets(page.rows),
        periods={row.id: period(row.starts_at, row.ends_at) for row in page.rows},
        tabs=list(_tabs(counts)),
        columns=columns(sort, _address, Sort.PERIOD, descending=descending),
        chips=list(chips(form.at_work(), _address)) if rows else [],
        clear_url=_address(**dict.fromkeys(FILTERS)),
        previous_url=previous_url,
        next_url=next_url,
        is_by_date=sort is Sort.PERIOD,
        descending=descending,
        hidden={name: request.args[name] for name in ("vue", "tri") if request.args.get(name)},
        page_size=PAGE_SIZE,
        sees_others=Right.APPROVE_ANNOUNCEMENTS in rights(),
    )


def _targets(rows: Sequence[AnnouncementLine]) -> Mapping[int, tuple[list[str], int]]:
    """Return the first targets of each row in words, and how many more there are."""
    keys = targets_of(db.session(), [row.id for row in rows])
    shown = {id_: some[:SHOWN_TARGETS] for id_, some in keys.items()}
    names = told_names({key for some in shown.values() for key in some})
    return {
        id_: ([target_in_words(key, names) for key in some], len(keys[id_]) - len(some))
        for id_, some in shown.items()
    }


def _stage() -> Stage | None:
    """Return the stage of the tab that is open; one that does not exist is 404."""
    asked = request.args.get("vue", "")
    if asked not in TABS.values():
        abort(404)
    return next(stage for stage, word in TABS.items() if word == asked)


def _sort() -> tuple[Sort, bool]:
    """Return the column to sort by, and whether it falls; one that does not exist is 404."""
    return sort_asked(Sort, LATEST_FIRST)


def _address(**changes: str | None) -> str:
    """Return the address of this list with some of its answers changed or, by none, left out."""
    return address_with("communication.announcements", ("vue", "tri", *FILTERS), changes)


def _tabs(counts: Mapping[Stage, int]) -> Iterator[Entry]:
    for stage, word in TABS.items():
        name = stages_name(stage) if stage else pgettext("announcements", "All")
        number_of = counts.get(stage, 0) if stage else sum(counts.values())
        yield Entry(name, _address(vue=word), _stage() is stage, number_of)


def _key_reader(sort: Sort) -> Callable[[str], Any]:
    if sort is Sort.PERIOD:
        return moment
    return words if sort is Sort.AUTHOR else number
