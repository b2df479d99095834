"""What one press of a button in the form of an article does: save, then perhaps send on."""

from flask import request
from flask_babel import gettext as _

from app.access import actor, now
from app.actions.articles import save_text, set_dates
from app.actions.exceptions import AlreadyEnded, NotAllowed, StartMissing
from app.actions.library import describe_media
from app.actions.transitions import make_transition
from app.extensions import db
from app.queries.workpiece import Workpiece
from blueprints.newsroom.copies import forget_copy, place_of, place_of_new
from blueprints.newsroom.forms import EditArticleForm, NewArticleForm, TextForm
from blueprints.newsroom.looks import FROM_FORM


def store(work: Workpiece, form: TextForm) -> None:
    """Save what was typed over an article, in the caller's transaction, and forget its copy.

    Raises NotAllowed, Outdated, AlreadyEnded.
    """
    if isinstance(form, EditArticleForm):
        save_text(
            db.session(),
            now(),
            actor(),
            work,
            form.text(),
            seen_revision_id=form.seen_revision_id.data or 0,
            is_minor=bool(form.is_minor.data) if "is_minor" in form else False,
        )
    for row in form.files.kept:
        if row.media is not None and row.may_change:
            describe_media(db.session(), now(), actor(), row.media, row.details())
    if "starts_at" in form:
        set_dates(db.session(), now(), actor(), work, form.starts_at.data, form.ends_at.data)
    forget_copy(place_of_new(form) if isinstance(form, NewArticleForm) else place_of(work))


def send_on(work: Workpiece, form: TextForm) -> str | None:
    """Make the transition of the button that was pressed, if it is one; return its name.

    Raises NotAllowed, Outdated, AlreadyEnded, StartMissing.
    """
    name = request.form.get("then", "")
    if not name:
        return None
    if name not in FROM_FORM:
        raise NotAllowed
    starts_at = form.starts_at.data if "starts_at" in form else None
    make_transition(db.session(), now(), actor(), work, name, starts_at=starts_at)
    return name


def complain(form: TextForm, refusal: Exception) -> bool:
    """Say beside its field what is wrong with a date; False when it is something else."""
    if isinstance(refusal, AlreadyEnded):
        form.ends_at.errors = [_("The end must come after the start, and still be to come.")]
    elif isinstance(refusal, StartMissing):
        form.starts_at.errors = [_("To schedule the article, choose a start still to come.")]
    return isinstance(refusal, AlreadyEnded | StartMissing)
