"""Jobs that are not done: what waits, runs or has failed, and what may be done about it."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.jobs import AT_REST, HALF_DONE, JobRefused, abandon, relaunch, relaunch_all
from app.addresses import id_asked
from app.desk import Entry
from app.extensions import db
from app.models import Job, JobState
from app.queries.jobs import OPEN, count_by_kind, count_open_jobs, late_since, open_jobs
from app.rules.site_rights import Right
from blueprints.site import site
from blueprints.site.job_words import EMPTY, STATES, kind_words, reason_words

PAGE_SIZE = 50


@site.get("/travaux")
@for_right(Right.SETTINGS)
def jobs() -> str:
    """Show the jobs in one state, the failed ones first, all of them or those of one kind."""
    state = _state(request.args.get("etat", JobState.FAILED))
    by_kind = count_by_kind(db.session(), state)
    kind = request.args.get("type") or None
    found = open_jobs(db.session(), state, PAGE_SIZE + 1, id_asked("avant"), kind)
    shown = found[:PAGE_SIZE]
    last = shown[-1].id if len(found) > PAGE_SIZE else None
    only = next(iter(by_kind)) if len(by_kind) == 1 else kind or ""
    return render_template(
        "site/jobs.html",
        tabs=_states(state),
        kinds=_kinds(state, kind, {one: of_it.number for one, of_it in by_kind.items()}),
        jobs=shown,
        kind_words=kind_words,
        reason_words=reason_words,
        state=state,
        kind=kind or "",
        again=only,
        again_count=by_kind[only].tried if only in by_kind and state in AT_REST else 0,
        at_rest=state in AT_REST,
        kept=HALF_DONE,
        empty=EMPTY[state],
        late_since=late_since(db.session(), datetime.now(UTC)),
        more_url=url_for(".jobs", etat=state, type=kind, avant=last) if last else "",
    )


@site.post("/travaux/<id:job_id>/relance")
@for_right(Right.SETTINGS)
def relaunch_job(job_id: int) -> Response:
    """Try a job again at once."""
    return _done(job_id, relaunch, _("The job is tried again."))


@site.post("/travaux/<id:job_id>/abandon")
@for_right(Right.SETTINGS)
def abandon_job(job_id: int) -> Response:
    """Give a job up."""
    return _done(job_id, abandon, _("The job is abandoned."))


@site.post("/travaux/relance")
@for_right(Right.SETTINGS)
def relaunch_jobs() -> Response:
    """Try all jobs of a kind again at once that have failed, or wait since an attempt failed."""
    state = _state(request.form.get("etat", ""))
    total = relaunch_all(db.session(), now(), actor(), request.form.get("type", ""), state)
    db.session.commit()
    said = ngettext("%(num)d job is tried again.", "%(num)d jobs are tried again.", total)
    flash(said if total else _("There is nothing to run again any more."))
    return redirect(url_for(".jobs"), 303)


def _done(job_id: int, action: Callable[..., None], said: str) -> Response:
    if db.session.get(Job, job_id) is None:
        abort(404)
    try:
        action(db.session(), now(), actor(), job_id)
    except JobRefused:
        said = _("This job is running or done: nothing was changed.")
    db.session.commit()
    flash(said)
    state = _state(request.form.get("etat", JobState.FAILED))
    return redirect(url_for(".jobs", etat=state, type=request.form.get("type") or None), 303)


def _state(asked: str) -> JobState:
    return JobState(asked) if asked in OPEN else abort(404)


def _states(state: JobState) -> list[Entry]:
    counts = count_open_jobs(db.session())
    return [
        Entry(str(STATES[one]), url_for(".jobs", etat=one), one is state, counts[one])
        for one in OPEN
    ]


def _kinds(state: JobState, kind: str | None, counts: dict[str, int]) -> list[Entry]:
    """Return the ways to narrow a list, none where that would change nothing."""
    if len(counts) < 2 and kind is None:
        return []
    every = Entry(_("All kinds"), url_for(".jobs", etat=state), kind is None, sum(counts.values()))
    return [every] + [
        Entry(kind_words(one), url_for(".jobs", etat=state, type=one), one == kind, count)
        for one, count in sorted(counts.items(), key=lambda item: kind_words(item[0]))
    ]
