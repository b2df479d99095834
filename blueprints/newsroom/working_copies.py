"""What is typed, kept while it is being typed: asked for by the script of the form.

Answers are JSON; when something is refused, `error` says why in one word, and the script keeps the
text in the browser.
"""

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import actor, for_members, roles, viewer, worker
from app.actions.exceptions import OtherWindow, TooManyCopies
from app.actions.working_copies import be_there, drop, keep, leave
from app.addresses import as_id, id_in
from app.extensions import db
from app.models import Revision, WorkingCopy
from app.queries.rubriques import readable_rubrique
from app.queries.work import article_of_form, rubriques_to_write_in
from app.queries.working_copies import CopyPlace, copy_and_colleagues, copy_at
from app.queries.workpiece import Workpiece
from app.rules.roles import Permission, allows
from app.sessions import leave_unnoted
from app.templating import clock_time
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import workpiece_of
from blueprints.newsroom.copies import (
    TooLong,
    held_media,
    is_stored,
    known_versions,
    place_of,
    place_of_new,
    real_now,
    typed_fields,
)
from blueprints.newsroom.forms import NewArticleForm, edit_form
from blueprints.newsroom.writing_state import in_words

REFUSALS = {
    OtherWindow: ("window", 409),
    TooManyCopies: ("many", 422),
    TooLong: ("long", 413),
}


@newsroom.post("/articles/<id:article_id>/copie")
@for_members
def keep_copy(article_id: int) -> ResponseReturnValue:
    """Keep what is typed over an article, or hear that its page is still open or was left."""
    work = _work(article_id)
    place = place_of(work)
    if not _is_same_person():
        return jsonify(error="person"), 409
    seen_id = _seen_revision(work)
    fields = None
    try:
        if not _only_tells(place):
            form = edit_form(work)
            fields = None if is_stored(form, work) else typed_fields(form)
            _keep(place, fields, seen_id)
        db.session.commit()
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    _copy, others = copy_and_colleagues(db.session(), actor(), article_id, real_now())
    return jsonify(
        saved_at=clock_time(real_now()),
        others=[in_words(one) for one in others],
        outdated=seen_id != work.newest.id,
        closed=not work.may_write,
        take_url=url_for(".edit", article_id=article_id, reprendre="oui"),
    )


@newsroom.post("/articles/nouveau/copie")
@for_members
def keep_first_copy() -> ResponseReturnValue:
    """Keep what is typed in the form of an article that is not begun yet."""
    form = NewArticleForm()
    _check_place(as_id(str(form.rubrique_id.data)))
    if not _is_same_person():
        return jsonify(error="person"), 409
    if not form.creation_key.validate(form):
        abort(400)
    place = place_of_new(form)
    if db.session.scalar(article_of_form(actor(), place.creation_key or "")) is not None:
        return jsonify(error="sent"), 409
    try:
        if not _only_tells(place):
            fields = typed_fields(form)
            has_text = any(text.strip() for texts in fields.values() for text in texts)
            _keep(place, fields if has_text else None, None)
        db.session.commit()
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    copy_id = db.session.scalar(copy_at(place).with_only_columns(WorkingCopy.id))
    return jsonify(
        saved_at=clock_time(real_now()),
        others=[],
        outdated=False,
        closed=False,
        take_url=url_for(".new_article", rubrique=place.rubrique_id, reprendre=copy_id),
    )


@newsroom.post("/articles/<id:article_id>/copie/abandonner")
@for_members
def discard_copy(article_id: int) -> ResponseReturnValue:
    """Give up what was typed over an article and not saved."""
    work = _work(article_id)
    return _discarded(place_of(work), url_for(".edit", article_id=article_id))


@newsroom.post("/articles/nouveau/copie/abandonner")
@for_members
def discard_first_copy() -> ResponseReturnValue:
    """Give up a text that was begun and never saved."""
    key = request.form.get("creation_key", "")
    return _discarded(CopyPlace(actor(), creation_key=key), url_for(".dashboard"))


def _discarded(place: CopyPlace, back: str) -> ResponseReturnValue:
    is_gone = drop(db.session(), real_now(), place, known_versions())
    db.session.commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(), 200 if is_gone else 409
    flash(
        _("Given up. The saved text has not changed.")
        if is_gone
        else _("Not given up: something more was typed in the meantime.")
    )
    return redirect(back, code=303)


def _work(article_id: int) -> Workpiece:
    """Return an article on which this person writes, were it not for its place; aborts."""
    work = workpiece_of(article_id)
    if not allows(Permission.CHANGE, work.role, work.own):
        abort(403)
    return work


def _check_place(rubrique_id: int) -> None:
    if rubrique_id not in rubriques_to_write_in(roles(), worker().archived):
        is_readable = db.session.scalar(readable_rubrique(viewer(), rubrique_id)) is not None
        abort(403 if is_readable else 404)


def _is_same_person() -> bool:
    """Tell whether whoever is signed in opened this form: windows outlive sessions."""
    return request.form.get("writer", str(actor())) == str(actor())


def _only_tells(place: CopyPlace) -> bool:
    """Note that the page is open or was left, when that is all that the script says."""
    if "presence" not in request.form:
        return False
    leave_unnoted()
    act = leave if request.form["presence"] == "left" else be_there
    act(db.session(), real_now(), place)
    return True


def _keep(
    place: CopyPlace, fields: dict[str, list[str]] | None, seen_revision_id: int | None
) -> None:
    known = known_versions()
    if not known:
        abort(400)
    keep(
        db.session(),
        real_now(),
        place,
        fields,
        version=known[0],
        seen=known[1:],
        seen_revision_id=seen_revision_id,
        media_ids=held_media(fields or {}),
    )


def _seen_revision(work: Workpiece) -> int | None:
    """Return the text of this article over which the form was opened."""
    seen = id_in(request.form.get("seen_revision_id", ""))
    if seen == work.newest.id:
        return seen
    of_article = Revision.id == seen, Revision.article_id == work.article.id
    return db.session.scalar(select(Revision.id).where(*of_article))


def _refused(refusal: Exception) -> ResponseReturnValue:
    db.session.rollback()
    reason, status = REFUSALS[type(refusal)]
    return jsonify(error=reason), status
