"""The desk where texts are approved or refused, one after the other."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now, roles, viewer
from app.actions.exceptions import AlreadyEnded, Faulty, NotAllowed, Outdated, ReasonMissing
from app.actions.transitions import make_transition
from app.addresses import id_asked
from app.cursors import cursor_asked, moment
from app.extensions import db
from app.models import Decision
from app.queries.keyset import Cursor
from app.queries.review import Review, queue_of
from app.queries.work import rubriques_where
from app.rules.roles import Permission
from app.rules.workflow import Stage
from blueprints.newsroom import newsroom
from blueprints.newsroom.review_forms import DecisionForm, RefusalForm
from blueprints.newsroom.review_page import (
    asked_review,
    render_desk,
)

APPROVALS = ("approve", "approve_change")
REFUSALS = ("refuse", "refuse_change")


@newsroom.get("/a-valider")
@for_members
def review() -> str:
    """Show what waits for this person, with the oldest text open, or the one asked for."""
    if not (viewer().manages_everywhere or rubriques_where(Permission.APPROVE, roles())):
        abort(403)
    article_id = id_asked("article") or _next_after(cursor_asked(moment))
    return render_desk(asked_review(article_id) if article_id else None)


@newsroom.post("/a-valider/<id:article_id>/valider")
@for_members
def approve(article_id: int) -> ResponseReturnValue:
    """Put the text that was seen online."""
    form = DecisionForm()
    opened = asked_review(article_id)
    try:
        place = _decide(opened, APPROVALS, form)
    except AlreadyEnded:
        db.session.rollback()
        return render_desk(asked_review(article_id), problem="ended"), 422
    except Faulty:
        db.session.rollback()
        return render_desk(asked_review(article_id), problem="faulty"), 422
    except Outdated:
        return _outdated(article_id, Decision.APPROVED, form, None)
    return _next(article_id, place)


@newsroom.post("/a-valider/<id:article_id>/refuser")
@for_members
def refuse(article_id: int) -> ResponseReturnValue:
    """Send the text that was seen back to its author, with the reason."""
    form = RefusalForm()
    opened = asked_review(article_id)
    if not form.validate():
        return render_desk(opened, form=form), 422
    try:
        place = _decide(opened, REFUSALS, form, form.reason.data or "")
    except ReasonMissing:
        form.reason.errors = [_("Write the reason: the author must know what to change.")]
        return render_desk(opened, form=form), 422
    except Outdated:
        return _outdated(article_id, Decision.REFUSED, form, form)
    return _next(article_id, place)


def _decide(
    opened: Review, names: tuple[str, str], form: DecisionForm, reason: str = ""
) -> Cursor | None:
    """Make whichever of the transitions is open; return where in the queue the text stood."""
    work = opened.work
    since = work.article.waiting_since
    name = next((name for name in names if work.transition(name)), names[0])
    try:
        make_transition(
            db.session(),
            now(),
            actor(),
            work,
            name,
            seen_revision_id=form.seen_revision_id,
            reason=reason,
        )
    except NotAllowed:
        abort(403)
    db.session.commit()
    return Cursor(since, work.article.id) if since else None


def _next(article_id: int, place: Cursor | None) -> ResponseReturnValue:
    """Say what was done, and go on to the text that comes after this one."""
    work = asked_review(article_id).work
    said = {"title": work.newest.title}
    if work.newest.decision is Decision.REFUSED:
        words = _("“%(title)s” was refused. Its author receives your reason.", **said)
    elif work.state.stage is Stage.SCHEDULED:
        words = _("“%(title)s” is approved and will go online on its day.", **said)
    else:
        words = _("“%(title)s” is approved and online.", **said)
    flash((words, url_for(".article", article_id=article_id), _("See the article")), "link")  # type: ignore[arg-type]
    following = _next_after(place)
    place_of_page = request.args.get("apres") if following else None
    return redirect(url_for(".review", article=following, apres=place_of_page), code=303)


def _next_after(place: Cursor | None) -> int | None:
    """Return the text that follows a place in the queue, the oldest of all behind the last one."""
    for after in (place, None) if place else (None,):
        found = queue_of(db.session(), roles(), after, 1).rows
        if found:
            return found[0].article_id
    return None


def _outdated(
    article_id: int, decision: Decision, form: DecisionForm, refusal: RefusalForm | None
) -> ResponseReturnValue:
    """Show what became of the text meanwhile, with the reason that was typed."""
    db.session.rollback()
    opened = asked_review(article_id)
    newest = opened.work.newest
    decided = (newest.id, newest.decision, newest.decided_by_id)
    if decided == (form.seen_revision_id, decision, viewer().person_id):
        # A double click: what was asked for is what this person has just done.
        return _next(article_id, None)
    return render_desk(opened, form=refusal, problem="outdated"), 409
