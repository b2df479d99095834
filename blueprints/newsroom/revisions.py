"""The earlier texts of an article: each can be read, taken up again, and erased by a moderator."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now
from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.actions.restoring import restore_text
from app.actions.revisions import erase_text
from app.article_text import shown_text
from app.extensions import db
from app.models import Revision, Slot
from app.queries.reading import files_at_work
from app.queries.workpiece import Workpiece
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import name_of, revision_of, seen_revision, workpiece_of
from blueprints.newsroom.forms import ErasureForm


@newsroom.get("/articles/<id:article_id>/versions/<id:revision_id>")
@for_members
def revision(article_id: int, revision_id: int) -> ResponseReturnValue:
    """Show one text of an article, to those who work on it."""
    work = workpiece_of(article_id)
    return _page(work, revision_of(work, revision_id))


@newsroom.post("/articles/<id:article_id>/versions/<id:revision_id>/restaurer")
@for_members
def restore(article_id: int, revision_id: int) -> ResponseReturnValue:
    """Make an earlier text the newest one again; the undo of it brings back the one before."""
    work = workpiece_of(article_id)
    text = revision_of(work, revision_id)
    before = work.newest
    try:
        made = restore_text(
            db.session(), now(), actor(), work, text, seen_revision_id=seen_revision()
        )
        db.session.commit()
    except NotAllowed:
        abort(403)
    except Outdated:
        db.session.rollback()
        work = workpiece_of(article_id)
        return _page(work, revision_of(work, revision_id), problem="restore"), 409
    if made is before:
        flash(_("Nothing to do: this is the newest text."))
    else:
        undo = url_for(
            ".restore", article_id=article_id, revision_id=before.id, seen_revision_id=made.id
        )
        said = _("Version %(number)s is restored.", number=text.number)
        flash((said, undo), "undo")  # type: ignore[arg-type] # the layout reads both
    return redirect(url_for(".article", article_id=article_id), code=303)


@newsroom.post("/articles/<id:article_id>/versions/<id:revision_id>/effacer")
@for_members
def erase(article_id: int, revision_id: int) -> ResponseReturnValue:
    """Erase an earlier text, with a reason."""
    work = workpiece_of(article_id)
    text = revision_of(work, revision_id)
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
        return _page(work, revision_of(work, revision_id), form, problem="erase"), 409
    flash(_("The text is erased."))
    return redirect(url_for(".revision", article_id=article_id, revision_id=revision_id), code=303)


def _page(work: Workpiece, text: Revision, form: ErasureForm | None = None, **more: Any) -> str:
    article = work.article
    is_newest = text.id == article.newest_revision_id
    is_in_use = is_newest or text.id == article.online_revision_id
    files = files_at_work(db.session(), text, now())
    return render_template(
        "newsroom/article_version.html",
        work=work,
        revision=text,
        text=shown_text(text.body, files),
        picture=next(iter(files.pictures(Slot.ILLUSTRATION)), None),
        author=name_of(text.author_id),
        may_restore=work.may_write and not is_newest and text.erased_at is None,
        may_erase=work.may_erase and not is_in_use and text.erased_at is None,
        form=form or ErasureForm(),
        **more,
    )
