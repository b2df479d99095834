"""At the desk: confirm what the check found in a text, with a reason, or take that back."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.access import actor, for_members, now
from app.actions.exceptions import NotAllowed, ReasonMissing
from app.actions.waivers import waive, withdraw_waiver
from app.extensions import db
from app.rules.lengths import LONGEST_REASON
from app.text.typed import lines_of
from blueprints.newsroom import newsroom
from blueprints.newsroom.findings import named, report_of
from blueprints.newsroom.review_page import asked_review, render_desk


@newsroom.post("/a-valider/<id:article_id>/confirmer")
@for_members
def confirm_finding(article_id: int) -> ResponseReturnValue:
    """Let a finding pass in the texts of an article."""
    opened = asked_review(article_id)
    handle = request.form.get("finding", "")
    finding = named(report_of(opened.work).findings, handle)
    reason = lines_of(request.form.get("reason", ""))[:LONGEST_REASON]
    try:
        if finding is not None:
            waive(db.session(), now(), actor(), opened.work, finding, reason)
    except NotAllowed:
        abort(403)
    except ReasonMissing:
        return render_desk(opened, unreasoned=handle), 422
    db.session.commit()
    return _back(article_id)


@newsroom.post("/a-valider/<id:article_id>/ne-plus-confirmer")
@for_members
def unconfirm_finding(article_id: int) -> ResponseReturnValue:
    """Take back that a finding passes."""
    opened = asked_review(article_id)
    kind, _slash, key = request.form.get("unconfirm", "").partition("/")
    try:
        withdraw_waiver(db.session(), now(), actor(), opened.work, kind, key)
    except NotAllowed:
        abort(403)
    db.session.commit()
    return _back(article_id)


def _back(article_id: int) -> ResponseReturnValue:
    place = url_for(".review", article=article_id, apres=request.args.get("apres"), _anchor="check")
    return redirect(place, code=303)
