"""Check a text that is being written, mend it by a button, or confirm what was found."""

from flask import abort, get_template_attribute, request, url_for
from flask.typing import ResponseReturnValue

from app.access import actor, for_members, now, roles
from app.actions.exceptions import ReasonMissing
from app.actions.waivers import waive, withdraw_waiver
from app.addresses import as_id
from app.extensions import db
from app.large_bodies import takes_files
from app.models import Rubrique
from app.queries.checked import Standards, judge
from app.queries.workpiece import Workpiece
from app.rules.lengths import LONGEST_BODY, LONGEST_REASON
from app.rules.visibility import Visibility
from app.text.check import CheckedArticle
from app.text.typed import lines_of
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import workpiece_of
from blueprints.newsroom.check_panel import Panel, panel_of
from blueprints.newsroom.file_taking import body_limit, take_files
from blueprints.newsroom.findings import named, standards_for
from blueprints.newsroom.forms import NewArticleForm, TextForm, edit_form
from blueprints.newsroom.mending import mend_typed, typed_article
from blueprints.newsroom.places import place_to_write
from blueprints.newsroom.writing_page import edit_page, new_page

PANEL_ONLY = "extrait"
"""The parameter with which a script asks for the panel alone."""


@newsroom.post("/articles/<id:article_id>/verification")
@takes_files(body_limit)
@for_members
def check(article_id: int) -> ResponseReturnValue:
    """Look at what is typed over an article, after mending or confirming what a button says."""
    work = workpiece_of(article_id)
    if not work.may_write:
        abort(403)
    form = edit_form(work)
    take_files(form.files)
    work = workpiece_of(article_id)
    if _is_too_long(form):
        return edit_page(work, form), 422
    is_public = work.rubrique.visibility is Visibility.PUBLIC
    standards = standards_for(work.role, own=work.own)
    outcome = mend_typed(form, work, standards, is_public=is_public)
    article = typed_article(form, is_public=is_public)
    refused = outcome.refused or _confirmed(work, article, standards)
    panel = panel_of(
        work,
        judge(db.session(), article, article_id, standards),
        refused=refused,
        changes=outcome.changes,
        leaves_names=is_public and not standards.tells_names,
        changeable=form.files.changeable,
    )
    if PANEL_ONLY in request.args:
        return _alone(panel)
    return edit_page(work, form, panel=panel), 422 if refused else 200


@newsroom.post("/articles/nouveau/verification")
@takes_files(body_limit)
@for_members
def check_new() -> ResponseReturnValue:
    """Look at what is typed for an article that is not stored yet, after mending it."""
    form = NewArticleForm()
    rubrique_id = place_to_write(as_id(str(form.rubrique_id.data)))
    take_files(form.files)
    if _is_too_long(form):
        return new_page(form, rubrique_id), 422
    is_public = db.session.get_one(Rubrique, rubrique_id).visibility is Visibility.PUBLIC
    standards = standards_for(roles().get(rubrique_id), own=True)
    outcome = mend_typed(form, None, standards, is_public=is_public)
    article = typed_article(form, is_public=is_public)
    panel = Panel(
        url_for(".check_new"),
        judge(db.session(), article, None, standards),
        refused=outcome.refused,
        changes=outcome.changes,
        leaves_names=is_public and not standards.tells_names,
        changeable=form.files.changeable,
    )
    if PANEL_ONLY in request.args:
        return _alone(panel)
    return new_page(form, rubrique_id, panel=panel), 422 if outcome.refused else 200


def _is_too_long(form: TextForm) -> bool:
    """Tell whether the form says itself that its text is too long to be looked at."""
    return len(form.body.data or "") > LONGEST_BODY and not form.validate()


def _confirmed(work: Workpiece, article: CheckedArticle, standards: Standards) -> str:
    """Confirm a finding, or take that back, as the button says; return what lacks its reason."""
    if taken_back := request.form.get("unconfirm"):
        kind, _slash, key = taken_back.partition("/")
        withdraw_waiver(db.session(), now(), actor(), work, kind, key)
    elif handle := request.form.get("confirm"):
        report = judge(db.session(), article, work.article.id, standards)
        finding = named(report.findings, handle)
        reason = lines_of(request.form.get(f"reason.{handle}", ""))[:LONGEST_REASON]
        if finding is None:
            return ""
        try:
            waive(db.session(), now(), actor(), work, finding, reason)
        except ReasonMissing:
            return handle
    db.session.commit()
    return ""


def _alone(panel: Panel) -> str:
    """Return what a script puts in the place of the panel."""
    return str(get_template_attribute("components/check_panel.html", "check_panel")(panel))
