"""The check of all that is online (guide p. 6): what it found, by gravity, and two ways out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from app.access import actor, for_members, now, roles, tree, viewer, worker
from app.actions.batches import choose_some, judge, open_batch
from app.actions.checks import ask_for_all
from app.cursors import cursor_asked, pages_beside
from app.desk import Entry
from app.extensions import db
from app.listing import address_with
from app.queries.keyset import Slice
from app.queries.online_check import (
    PAGE_SIZE,
    OnlineText,
    Tab,
    count_by_tab,
    gravity,
    is_checking_all,
    read_online_texts,
)
from app.queries.work import rubriques_where
from app.rules.batches import BatchAction
from app.rules.roles import Permission
from app.rules.workflow import Change, Stage, Status, displayed_state
from app.text.kinds import Gravity, Kind
from blueprints.newsroom import newsroom
from blueprints.newsroom.batch_targets import HIDES
from blueprints.newsroom.batches import ticked, to_batch
from blueprints.newsroom.finding_words import WORDS
from blueprints.newsroom.findings import LOOKS
from blueprints.newsroom.online_filters import OnlineFilterForm

FILTERS = ("rubrique", "faute", "publiques")
WAYS_OUT = {
    BatchAction.MOVE: ("folder-lock", {HIDES: True}),
    BatchAction.UNPUBLISH: ("eye-off", {}),
}
"""What may be done to the texts that are ticked, with its icon and what a batch has to know."""


@dataclass(frozen=True)
class Found:
    """All that was found of one kind in a text; `places` are the first of `count`."""

    title: str
    look: str
    icon: str
    gravity: str
    count: int
    places: tuple[str, ...]


@newsroom.get("/verification")
@for_members
def online_check() -> tuple[str, int]:
    """Show what the check found where the viewer approves, the gravest first."""
    form = _form()
    tab = _tab()
    if not form.validate():
        return _page(form, tab, None, {}), 422
    wanted = form.wanted(tab, tree())
    rows = read_online_texts(db.session(), roles(), wanted, cursor_asked(gravity))
    return _page(form, tab, rows, count_by_tab(db.session(), roles(), wanted)), 200


@newsroom.post("/verification")
@for_members
def check_again() -> ResponseReturnValue:
    """Let all that is online where the viewer approves be checked again."""
    if ask_for_all(db.session(), _rubriques()):
        flash(_("Everything is being checked again. What is found shows here as it comes."))
    else:
        flash(_("A check of everything is already under way."))
    db.session.commit()
    return redirect(_address(), 303)


@newsroom.post("/verification/travaux")
@for_members
def hide_many() -> ResponseReturnValue:
    """Begin a batch with the texts that are ticked: into a private rubrique, or off the site."""
    _rubriques()
    action = next((one for one in WAYS_OUT if one == request.form.get("action")), None)
    ids = ticked()
    if action is None:
        abort(400)
    if not ids:
        flash(_("Choose at least one contribution first."))
        return redirect(_address(), 303)
    batch = open_batch(db.session(), now(), actor(), action)
    batch.arguments = {"list": _address(), "check": True, **WAYS_OUT[action][1]}
    choose_some(db.session(), now(), worker(), batch, ids)
    if action is BatchAction.UNPUBLISH:
        judge(db.session(), now(), worker(), batch)
    db.session.commit()
    return to_batch(batch)


def _rubriques() -> list[int]:
    """Return the rubriques where the viewer approves; others get 403."""
    found = rubriques_where(Permission.APPROVE, roles())
    if not (found or viewer().manages_everywhere):
        abort(403)
    return found


def _form() -> OnlineFilterForm:
    form = OnlineFilterForm(request.args)
    form.offer(tree(), _rubriques())
    return form


def _tab() -> Tab:
    try:
        return Tab(request.args.get("vue", Tab.FOUND))
    except ValueError:
        abort(404)


def _address(**changes: str | None) -> str:
    """Return the address of this list with some of its answers changed or, by none, left out."""
    return address_with("newsroom.online_check", ("vue", *FILTERS), changes)


def _page(
    form: OnlineFilterForm, tab: Tab, rows: Slice[OnlineText] | None, counts: Mapping[Tab, int]
) -> str:
    page = rows or Slice([], has_previous=False, has_next=False)
    previous_url, next_url = pages_beside(page, lambda row: (row.key, row.revision_id), _address)
    names = {node.id: node.name for node in tree()}
    return render_template(
        "newsroom/online_check.html",
        form=form,
        tab=tab,
        rows=[(row, names.get(row.rubrique_id, ""), _stage(row), list(_found(row)))
              for row in page.rows],
        tabs=list(_tabs(tab, counts)),
        chips=list(form.at_work(partial(_address))) if rows else [],
        clear_url=_address(**dict.fromkeys(FILTERS)),
        previous_url=previous_url,
        next_url=next_url,
        page_size=PAGE_SIZE,
        is_checking=is_checking_all(db.session()),
        again_url=_post_address("newsroom.check_again"),
        batch_url=_post_address("newsroom.hide_many"),
        ways_out=list(_ways_out()),
    )  # fmt: skip


def _post_address(endpoint: str) -> str:
    kept: dict[str, Any] = {name: request.args.get(name) for name in ("vue", *FILTERS)}
    return url_for(endpoint, **{name: value for name, value in kept.items() if value})


def _ways_out() -> Iterator[tuple[str, str, str]]:
    words = {
        BatchAction.MOVE: _("Move to a private rubrique"),
        BatchAction.UNPUBLISH: _("Take offline"),
    }
    for action, (icon, _arguments) in WAYS_OUT.items():
        yield action, words[action], icon


def _tabs(chosen: Tab, counts: Mapping[Tab, int]) -> Iterator[Entry]:
    names = {
        Tab.FOUND: pgettext("check", "With remarks"),
        Tab.UNCHECKED: pgettext("check", "Not checked yet"),
        Tab.CLEAN: pgettext("check", "Without remark"),
    }
    for tab, name in names.items():
        url = _address(vue=None if tab is Tab.FOUND else tab)
        yield Entry(name, url, tab is chosen, counts.get(tab))


def _stage(row: OnlineText) -> Stage:
    dates = row.starts_at, row.ends_at
    return displayed_state(Status.ONLINE, *dates, False, Change.NONE, now()).stage


def _found(row: OnlineText) -> Iterator[Found]:
    for one in row.findings:
        if one["kind"] in list(Kind):
            look, icon, word = LOOKS[Gravity(one["gravity"])]
            title, _advice = WORDS[Kind(one["kind"])]
            yield Found(str(title), look, icon, str(word), one["count"], tuple(one["places"]))
