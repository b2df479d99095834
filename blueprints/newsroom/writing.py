"""Writing: begin an article, change its text, and send it on in the same go."""

import secrets
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access import actor, for_members, now, roles, worker
from app.actions.articles import create_article
from app.actions.exceptions import AlreadyEnded, Faulty, NotAllowed, Outdated, StartMissing
from app.actions.revisions import is_text_of
from app.addresses import as_id, id_asked
from app.extensions import db
from app.large_bodies import takes_files
from app.models import Article, WorkingCopy
from app.queries.media import used_in_revision
from app.queries.rubriques import path_to
from app.queries.work import article_of_form, rubriques_to_write_in
from app.queries.workpiece import Workpiece
from app.rules.roles import Permission, allows
from app.rules.workflow import Stage, Status
from app.templating import local
from app.text.typed import typed_of
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import name_of, workpiece_of
from blueprints.newsroom.buttons import first_buttons, form_buttons
from blueprints.newsroom.check_panel import Panel, panel_of
from blueprints.newsroom.copies import tell_saved
from blueprints.newsroom.file_taking import body_limit, take_files
from blueprints.newsroom.findings import report_of
from blueprints.newsroom.forms import EditArticleForm, NewArticleForm, TextForm, edit_form
from blueprints.newsroom.places import choice_of_places, place_to_write
from blueprints.newsroom.quick_dates import quick_dates
from blueprints.newsroom.saving import complain, send_on, store
from blueprints.newsroom.transitions import tell
from blueprints.newsroom.writing_state import (
    copy_asked,
    form_over,
    new_form,
    writing_new,
    writing_over,
)

REFUSALS = (AlreadyEnded, NotAllowed, Outdated, StartMissing)


@newsroom.get("/articles/nouveau")
@for_members
def new_article() -> ResponseReturnValue:
    """Ask for a rubrique, then for a text."""
    places = rubriques_to_write_in(roles(), worker().archived)
    wanted = id_asked("rubrique")
    if wanted is None and len(places) != 1:
        return choice_of_places(places)
    rubrique_id, copy = place_to_write(wanted or places[0]), copy_asked()
    form = new_form(rubrique_id, copy, secrets.token_urlsafe(24))
    return new_page(form, rubrique_id, copy=copy)


@newsroom.post("/articles/nouveau")
@takes_files(body_limit)
@for_members
def create() -> ResponseReturnValue:
    """Begin an article, and send it on if asked to; the same form twice makes one article."""
    form = NewArticleForm()
    rubrique_id = place_to_write(as_id(str(form.rubrique_id.data)))
    take_files(form.files)
    if not form.validate():
        return new_page(form, rubrique_id), 422
    known = _made_before(form)
    if known is not None:
        return _sent_twice(known, form)
    try:
        article_id = _begin(form, rubrique_id)
        done = send_on(workpiece_of(article_id), form)
        db.session.commit()
    except Faulty:
        return _kept(article_id)
    except IntegrityError:
        # The other click of two was faster by a hair.
        db.session.rollback()
        known = _made_before(form)
        return _sent_twice(known, form) if known else abort(400)
    except REFUSALS as refusal:
        db.session.rollback()
        if not complain(form, refusal):
            abort(403)
        return new_page(form, rubrique_id), 422
    return _saved(article_id, done)


@newsroom.get("/articles/<id:article_id>/modifier")
@for_members
def edit(article_id: int) -> ResponseReturnValue:
    """Show the newest text in a form, or what was typed over it and not saved yet."""
    work = workpiece_of(article_id)
    if not work.may_write:
        abort(403)
    form, is_taken, is_outdated = form_over(work)
    return edit_page(work, form, is_taken=is_taken, is_outdated=is_outdated)


@newsroom.post("/articles/<id:article_id>/modifier")
@takes_files(body_limit)
@for_members
def save(article_id: int) -> ResponseReturnValue:
    """Keep the new text, and send it on if asked to, both or neither."""
    work = workpiece_of(article_id)
    form = edit_form(work)
    if not work.may_write:
        return (edit_page(work, form, is_closed=True), 409) if _might_write(work) else abort(403)
    take_files(form.files)
    if not form.validate():
        return edit_page(work, form), 422
    try:
        store(workpiece_of(article_id), form)
        done = send_on(workpiece_of(article_id), form)
        db.session.commit()
    except Faulty:
        return _kept(article_id)
    except REFUSALS as refusal:
        db.session.rollback()
        return _not_saved(refusal, article_id, form)
    return _saved(article_id, done)


def _might_write(work: Workpiece) -> bool:
    """Tell whether only the place stops this person: the trash, or an archived rubrique."""
    return allows(Permission.CHANGE, work.role, work.own)


def _begin(form: NewArticleForm, rubrique_id: int) -> int:
    article = create_article(
        db.session(),
        now(),
        actor(),
        rubrique_id,
        form.text(),
        creation_key=form.creation_key.data,
    )
    store(workpiece_of(article.id), form)
    return article.id


def _made_before(form: NewArticleForm) -> Article | None:
    return db.session.scalar(article_of_form(actor(), form.creation_key.data or ""))


def _sent_twice(known: Article, form: TextForm) -> ResponseReturnValue:
    """Go to the article that the form has made; another text than the first one is not lost."""
    work = workpiece_of(known.id)
    if work.may_write and not is_text_of(db.session(), form.text(), work.newest):
        return edit_page(work, edit_form(work), is_outdated=True), 409
    return redirect(url_for(".article", article_id=known.id), code=303)


def _kept(article_id: int) -> ResponseReturnValue:
    """Keep the text that was refused on its way out, and show what has to be mended in it."""
    db.session.commit()
    work = workpiece_of(article_id)
    form = edit_form(work)
    form.see(work.newest.id)
    return edit_page(work, form, is_faulty=True), 422


def _not_saved(refusal: Exception, article_id: int, form: EditArticleForm) -> ResponseReturnValue:
    work = workpiece_of(article_id)
    if isinstance(refusal, Outdated):
        form.see(work.newest.id)
        return edit_page(work, form, is_outdated=True), 409
    elif complain(form, refusal):
        return edit_page(work, form), 422
    else:
        form.form_errors.append(_("You may save this text, but not send it on this way."))
        return edit_page(work, form), 403


def _saved(article_id: int, done: str | None) -> ResponseReturnValue:
    tell_saved()
    if done is None:
        flash(_("Saved."))
    else:
        tell(workpiece_of(article_id), done)
    return redirect(url_for(".article", article_id=article_id), code=303)


def new_page(
    form: NewArticleForm,
    rubrique_id: int,
    *,
    copy: WorkingCopy | None = None,
    panel: Panel | None = None,
) -> str:
    """Render the form of a first text; `panel` is what was found in what is typed."""
    return render_template(
        "newsroom/article_form.html",
        form=form,
        work=None,
        writing=writing_new(form, copy),
        save_label=_("Save as a draft"),
        may_choose=len(rubriques_to_write_in(roles(), worker().archived)) > 1,
        path=[above.name for above in path_to(db.session(), rubrique_id)],
        panel=panel or Panel(url_for(".check_new")),
        buttons=first_buttons(roles().get(rubrique_id), rubrique_id),
        **_parts_of(form),
    )


def edit_page(
    work: Workpiece,
    form: EditArticleForm,
    *,
    is_taken: bool = False,
    panel: Panel | None = None,
    **more: Any,
) -> str:
    """Render the form of a further text; `panel` is what was found in what is typed."""
    return render_template(
        "newsroom/article_form.html",
        form=form,
        work=work,
        writing=writing_over(work, is_taken=is_taken),
        save_label=_save_label(work),
        path=[above.name for above in path_to(db.session(), work.rubrique.id)],
        panel=panel or panel_of(work, report_of(work)),
        buttons=form_buttons(work),
        saved_by=name_of(work.newest.author_id),
        other_body=typed_of(work.newest.body),
        other_files=used_in_revision(db.session(), work.newest.id),
        **_parts_of(form),
        **more,
    )


def _parts_of(form: TextForm) -> dict[str, object]:
    return {
        "sections": form.files.sections,
        "problems": form.files.problems(),
        "quick": quick_dates(local(now()).date()),
    }


def _save_label(work: Workpiece) -> str:
    if work.state.stage is Stage.PENDING:
        return str(_("Save and go on waiting"))
    elif work.article.status is Status.ONLINE:
        return str(_("Save without putting online"))
    else:
        return str(_("Save as a draft"))
