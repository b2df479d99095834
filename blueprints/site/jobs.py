"""Jobs that are not done: what waits, runs or has failed, and what may be done about it."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import actor, for_right, now
from app.actions.jobs import AT_REST, HALF_DONE, JobRefused, abandon, relaunch
from app.addresses import id_asked
from app.desk import Entry
from app.extensions import db
from app.models import Job, JobState
from app.queries.jobs import OPEN, count_open_jobs, open_jobs
from app.rules.site_rights import Right
from blueprints.site import site

PAGE_SIZE = 50
KINDS = {
    "mail": _l("Mail"),
    "mail_notice": _l("Mail about an article"),
    "digest": _l("Mails of the day"),
    "end_guests": _l("End of the guests’ access"),
    "digest_person": _l("Mail of the day to one person"),
    "announced": _l("Telling people of an announcement"),
    "mail_announced": _l("Mail about an announcement"),
    "announced_digest": _l("Announcements of the day by mail"),
    "announced_digest_person": _l("Announcements of the day to one person"),
    "purge": _l("Daily clean-up"),
    "batch": _l("Change of many articles"),
    "directory_read": _l("Reading of a directory"),
    "directory_apply": _l("Import of a directory"),
    "check": _l("Check of what went online"),
    "check_all": _l("Check of everything online"),
    "external_feed": _l("First look at a feed of another site"),
    "external_feeds": _l("Feeds of other sites"),
}
STATES = {
    JobState.FAILED: _l("Failed"),
    JobState.RUNNING: _l("Running"),
    JobState.WAITING: _l("Waiting"),
}


@site.get("/travaux")
@for_right(Right.SETTINGS)
def jobs() -> str:
    """Show the jobs in one state, the failed ones first."""
    counts = count_open_jobs(db.session())
    state = _state()
    found = open_jobs(db.session(), state, PAGE_SIZE + 1, id_asked("avant"))
    shown = found[:PAGE_SIZE]
    more = url_for(".jobs", etat=state, avant=shown[-1].id) if len(found) > PAGE_SIZE else ""
    return render_template(
        "site/jobs.html",
        tabs=[
            Entry(str(STATES[one]), url_for(".jobs", etat=one), one is state, counts[one])
            for one in OPEN
        ],
        jobs=shown,
        kinds=KINDS,
        at_rest=state in AT_REST,
        kept=HALF_DONE,
        more_url=more,
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


def _done(job_id: int, action: Callable[..., None], said: str) -> Response:
    if db.session.get(Job, job_id) is None:
        abort(404)
    try:
        action(db.session(), now(), actor(), job_id)
    except JobRefused:
        said = _("This job is running or done: nothing was changed.")
    db.session.commit()
    flash(said)
    return redirect(url_for(".jobs"), 303)


def _state() -> JobState:
    asked = request.args.get("etat", JobState.FAILED)
    if asked not in OPEN:
        abort(404)
    return JobState(asked)
