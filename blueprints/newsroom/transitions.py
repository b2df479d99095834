"""One view for all moves of an article: what `open_transitions` allows, and nothing else."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import actor, for_members, now
from app.actions.exceptions import (
    AlreadyEnded,
    Faulty,
    NotAllowed,
    Outdated,
    ReasonMissing,
    StartMissing,
)
from app.actions.transitions import make_transition
from app.extensions import db
from app.queries.history import deeds
from app.queries.workpiece import Workpiece
from app.rules.workflow import Stage
from app.templating import clock_time, long_date
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import work_page, workpiece_of
from blueprints.newsroom.findings import report_of, told
from blueprints.newsroom.forms import TransitionForm
from blueprints.newsroom.looks import LOOKS, NAMES

REFUSALS = (AlreadyEnded, Faulty, NotAllowed, Outdated, ReasonMissing, StartMissing)
SUBMISSIONS = frozenset({"submit", "submit_change"})
GOES_ONLINE = frozenset({"publish", "schedule", "approve"})


@newsroom.post("/articles/<id:article_id>/<name>")
@for_members
def move(article_id: int, name: str) -> ResponseReturnValue:
    """Make the transition whose word stands in the address."""
    if name not in NAMES:
        abort(404)
    transition = NAMES[name]
    work = workpiece_of(article_id)
    form = TransitionForm(starts_at=work.article.starts_at)
    if not form.validate():
        return work_page(work, 422, form=form, asked=transition)
    try:
        make_transition(
            db.session(),
            now(),
            actor(),
            work,
            transition,
            seen_revision_id=form.seen_revision_id.data,
            reason=form.reason.data or "",
            starts_at=form.starts_at.data if transition == "schedule" else None,
        )
        db.session.commit()
    except REFUSALS as refusal:
        db.session.rollback()
        return _refused(refusal, article_id, transition, form)
    return _done(article_id, transition)


def tell(work: Workpiece, transition: str) -> None:
    """Say what was done, on the next page."""
    look, start = LOOKS[transition], work.article.starts_at
    if transition in GOES_ONLINE and work.state.stage is Stage.SCHEDULED and start is not None:
        flash(
            _(
                "It will show from %(day)s at %(time)s.",
                day=long_date(start),
                time=clock_time(start),
            )
        )
    elif transition == "trash":
        undo = url_for(".move", article_id=work.article.id, name=LOOKS["restore"].word)
        flash((str(look.done), undo), "undo")  # type: ignore[arg-type] # the layout reads both
    else:
        flash(str(look.done))
    if transition in SUBMISSIONS and (blocking := len(report_of(work).blocking)):
        words = ngettext(
            "The check found %(num)d point that keeps it from going public.",
            "The check found %(num)d points that keep it from going public.",
            blocking,
        )
        edit_url = url_for(".edit", article_id=work.article.id, _anchor="check")
        flash((words, edit_url, _("Correct it")), "link")  # type: ignore[arg-type] # as above


def _done(article_id: int, transition: str) -> ResponseReturnValue:
    tell(workpiece_of(article_id), transition)
    if transition == "trash":
        return redirect(url_for(".dashboard"), code=303)
    return redirect(url_for(".article", article_id=article_id), code=303)


def _refused(
    refusal: Exception, article_id: int, transition: str, form: TransitionForm
) -> ResponseReturnValue:
    if isinstance(refusal, NotAllowed):
        abort(403)
    work = workpiece_of(article_id)
    if isinstance(refusal, Outdated):
        # A double click: what was asked for is what this person has just done.
        last = next(iter(deeds(db.session(), article_id)), None)
        if last and (last.action, last.actor_id) == (transition, actor()):
            return _done(article_id, transition)
        return work_page(work, 409, form=form, asked=transition, is_outdated=True)
    elif isinstance(refusal, Faulty):
        return work_page(work, 422, form=form, faults=told(refusal.report.blocking))
    elif isinstance(refusal, ReasonMissing):
        form.reason.errors = [_("A refusal needs a reason: the author must know what to change.")]
    elif isinstance(refusal, StartMissing):
        form.starts_at.errors = [_("Choose a day and a time still to come.")]
    else:
        problem = _("The article would leave the lists before it shows. Change its dates first.")
        return work_page(work, 422, form=form, problem=problem)
    return work_page(work, 422, form=form, asked=transition)
