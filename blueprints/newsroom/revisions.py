"""The earlier texts of an article: each can be read, and a moderator can erase one."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now
from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.actions.revisions import erase_text
from app.article_text import shown_text
from app.extensions import db
from app.models import Revision, Slot
from app.queries.reading import files_at_work
from app.queries.workpiece import Workpiece
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import name_of, workpiece_of
from blueprints.newsroom.forms import ErasureForm


@newsroom.get("/articles/<id:article_id>/versions/<id:revision_id>")
@for_members
def revision(article_id: int, revision_id: int) -> ResponseReturnValue:
    """Show one text of an article, to those who work on it."""
    work = workpiece_of(article_id)
    return _page(work, _revision_of(work, revision_id), ErasureForm())


@newsroom.post("/articles/<id:article_id>/versions/<id:revision_id>/effacer")
@for_members
def erase(article_id: int, revision_id: int) -> ResponseReturnValue:
    """Erase an earlier text, with a reason."""
    work = workpiece_of(article_id)
    text = _revision_of(work, revision_id)
    form = ErasureForm()
    if not work.may_erase:
        abort(403)
    if not form.validate():
        return _page(work, text, form), 422
    try:
        erase_text(db.session(), now(), actor(), work, text, form.reason.data or "")
        db.session.commit()
    except NotAllowed:
        abort(403)
    except ReasonMissing:
        form.reason.errors = [_("Say why this text is erased.")]
        return _page(work, text, form), 422
    except Outdated:
        db.session.rollback()
        work = workpiece_of(article_id)
        return _page(work, _revision_of(work, revision_id), form, is_outdated=True), 409
    flash(_("The text is erased."))
    return redirect(url_for(".revision", article_id=article_id, revision_id=revision_id), code=303)


def _revision_of(work: Workpiece, revision_id: int) -> Revision:
    found = db.session.get(Revision, revision_id)
    if found is None or found.article_id != work.article.id:
        abort(404)
    return found


def _page(work: Workpiece, text: Revision, form: ErasureForm, *, is_outdated: bool = False) -> str:
    article = work.article
    is_in_use = text.id in (article.newest_revision_id, article.online_revision_id)
    files = files_at_work(db.session(), text, now())
    return render_template(
        "newsroom/article_version.html",
        work=work,
        revision=text,
        text=shown_text(text.body, files),
        picture=next(iter(files.pictures(Slot.ILLUSTRATION)), None),
        author=name_of(text.author_id),
        may_erase=work.may_erase and not is_in_use and text.erased_at is None,
        form=form,
        is_outdated=is_outdated,
    )
