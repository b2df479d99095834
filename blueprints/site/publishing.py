"""Let the draft of a page show, at once or at a moment to come, or call that off."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, now
from app.actions.drafts import hold_page
from app.actions.exceptions import Outdated, StartMissing
from app.actions.layouts import NothingToPublish, call_off, publish_draft
from app.extensions import db
from app.models import Draft, PageKind
from app.queries.drafts import find_draft, layout_of, scheduled_layouts
from blueprints.site.composing import changes_of
from blueprints.site.tile_forms import PublishForm
from blueprints.site.tile_pages import NAMES, get, post, seen_version, to_page, told_outdated
from blueprints.site.tile_words import change_lines, moment_words


@get("/publier")
def publishing(page: PageKind) -> ResponseReturnValue:
    """Ask when the draft is published, with what changes."""
    draft = find_draft(db.session(), page)
    if draft is None:
        return to_page(page)
    form = PublishForm(formdata=None)
    form.version.data = str(draft.version)
    return _page(page, draft, form)


@post("/publier")
def publish(page: PageKind) -> ResponseReturnValue:
    """Publish the draft."""
    hold_page(db.session())
    draft, form = find_draft(db.session(), page), PublishForm()
    if draft is None:
        return told_outdated(page)
    is_later = form.when.data == "later"
    if not _is_sound(form, is_later=is_later):
        return _page(page, draft, form), 422
    at = form.at.data if is_later else None
    try:
        publish_draft(
            db.session(), now(), actor(), draft, seen_version(), at=at, note=form.note.data or ""
        )
    except Outdated:
        form.version.data = str(draft.version)
        return _page(page, draft, form, is_changed=True), 409
    except StartMissing:
        form.at.errors = [_("This moment is past. Choose one to come, or publish at once.")]
        return _page(page, draft, form), 422
    except NothingToPublish:
        flash(_("A page without a tile cannot be published: add one first."))
        return to_page(page)
    db.session.commit()
    if at is None:
        flash(_("The page is published."))
    else:
        flash(_("The page shows from %(moment)s.", moment=moment_words(at)))
    return redirect(url_for(".composing", page=page), code=303)


@post("/historique/<id:layout_id>/annuler")
def call_off_page(page: PageKind, layout_id: int) -> Response:
    """Let a composition whose moment is still to come never show."""
    hold_page(db.session())
    layout = layout_of(db.session(), page, layout_id) or abort(404)
    try:
        call_off(db.session(), now(), actor(), layout)
    except Outdated:
        db.session.rollback()
        flash(_("This composition shows already: restore an earlier one from the history."))
        return redirect(url_for(".page_history", page=page), code=303)
    db.session.commit()
    url = url_for(".page_version", page=page, layout_id=layout_id)
    said = (_("It is called off: it will not show. The history keeps it."), url, _("See it"))
    flash(said, "link")  # type: ignore[arg-type]
    return to_page(page)


def _is_sound(form: PublishForm, *, is_later: bool) -> bool:
    sound = bool(form.validate_on_submit())
    if is_later and form.at.data is None and not form.at.errors:
        form.at.errors = [_("Choose the moment from which the page shows.")]
        sound = False
    return sound


def _page(page: PageKind, draft: Draft, form: PublishForm, *, is_changed: bool = False) -> str:
    return render_template(
        "site/publishing.html",
        page=page,
        page_name=NAMES[page],
        form=form,
        changes=change_lines(changes_of(page)),
        scheduled=db.session.scalars(scheduled_layouts(page, now())).all(),
        is_empty=all(one.removed_at is not None for one in draft.tiles),
        is_changed=is_changed,
    )
