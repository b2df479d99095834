"""One batch as a page: its preview with the choice of a target, its progress, its results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import now, tree
from app.actions.batches import may_undo
from app.cursors import number
from app.desk import Entry
from app.extensions import db
from app.models import Batch, BatchState, Outcome
from app.queries.batches import count_outcomes, items_of, online_by_rubrique
from app.rules.audience import ANONYMOUS
from app.rules.batches import BatchAction
from app.rules.visibility import roles_in
from blueprints.newsroom.batch_targets import needs_target, people, rubriques, target_name
from blueprints.newsroom.batch_words import (
    OUTCOME_LOOKS,
    action_name,
    outcome_name,
    reason_words,
    what_will_be_done,
)

AT_WORK = (BatchState.QUEUED, BatchState.UNDOING)


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """The part that is done, in whole hundredths."""
        return 100 * self.done // self.total if self.total else 100


def batch_page(batch: Batch, error: str = "") -> tuple[str, int]:
    """Render the page of a batch in whatever state it is."""
    counts = count_outcomes(db.session(), batch.id)
    outcome, after = _outcome(), _after()
    items, has_more = items_of(db.session(), batch.id, outcome, after)
    following = items[-1].position if has_more else None
    name, wanted_name = target_name(batch), request.args.get("qui", "")[:200]
    is_preview = batch.state is BatchState.PREVIEWED
    asks_who = is_preview and batch.action is BatchAction.CHANGE_AUTHOR
    page = render_template(
        "newsroom/batch.html",
        batch=batch,
        title=action_name(batch.action),
        error=error,
        counts=counts,
        will_be_done=what_will_be_done(batch.action, counts.get(Outcome.WAITING, 0), name),
        warnings=list(_warnings(batch)) if is_preview else [],
        progress=_progress(batch, counts) if batch.state in AT_WORK else None,
        may_undo=may_undo(batch, now()),
        asks_target=is_preview and needs_target(batch),
        target=name,
        rubriques=rubriques(batch) if is_preview and batch.action is BatchAction.MOVE else [],
        people=people(batch, wanted_name) if asks_who and wanted_name else [],
        wanted_name=wanted_name,
        tabs=list(_tabs(batch, counts, outcome)),
        items=items,
        looks=OUTCOME_LOOKS,
        outcome_name=outcome_name,
        reason_words=reason_words,
        next_url=_address(batch, outcome, following) if following else "",
        first_url=_address(batch, outcome, None) if after else "",
    )
    return page, 422 if error else 200


def _outcome() -> Outcome | None:
    text = request.args.get("resultat")
    if text is None:
        return None
    try:
        return Outcome(text)
    except ValueError:
        abort(404)


def _after() -> int:
    try:
        return number(request.args.get("apres", "0"), 9)
    except ValueError:
        abort(404)


def _address(batch: Batch, outcome: Outcome | None, after: int | None) -> str:
    return url_for("newsroom.batch", batch_id=batch.id, resultat=outcome, apres=after)


def _tabs(batch: Batch, counts: Mapping[Outcome, int], chosen: Outcome | None) -> Iterator[Entry]:
    total = sum(counts.values())
    yield Entry(_("All results"), _address(batch, None, None), chosen is None, total)
    for outcome in Outcome:
        if counts.get(outcome):
            url = _address(batch, outcome, None)
            yield Entry(outcome_name(outcome), url, outcome is chosen, counts[outcome])


def _progress(batch: Batch, counts: Mapping[Outcome, int]) -> Progress:
    if batch.state is BatchState.UNDOING:
        done = counts.get(Outcome.UNDONE, 0) + counts.get(Outcome.NOT_UNDONE, 0)
        return Progress(done, done + counts.get(Outcome.DONE, 0))
    total = sum(counts.values())
    return Progress(total - counts.get(Outcome.WAITING, 0), total)


def _warnings(batch: Batch) -> Iterator[str]:
    """Yield what a move changes for visitors of the site."""
    target = batch.arguments.get("rubrique_id")
    if target is None:
        return
    public = set(roles_in(tree(), ANONYMOUS))
    online = online_by_rubrique(db.session(), batch.id)
    if target in public:
        number_of = sum(count for id_, count in online.items() if id_ not in public)
        if number_of:
            yield ngettext(
                "%(num)d online contribution will be seen by everybody: “%(name)s” is public.",
                "%(num)d online contributions will be seen by everybody: “%(name)s” is public.",
                number_of,
                name=target_name(batch),
            )
    else:
        number_of = sum(count for id_, count in online.items() if id_ in public)
        if number_of:
            yield ngettext(
                "%(num)d online contribution will leave the public pages: “%(name)s” is private.",
                "%(num)d online contributions will leave the public pages: “%(name)s” is private.",
                number_of,
                name=target_name(batch),
            )
