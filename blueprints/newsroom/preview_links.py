"""Links that show a text that is not online to whoever has them."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import actor, for_members, now
from app.actions.exceptions import NotAllowed, Outdated
from app.actions.preview_links import revoke_preview, share_preview
from app.extensions import db
from app.models import PreviewLink
from app.templating import absolute_url
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import revision_of, seen_revision, work_page, workpiece_of


@newsroom.post("/articles/<id:article_id>/lien-apercu")
@for_members
def share(article_id: int) -> ResponseReturnValue:
    """Make a link to the newest text, and show its address this once."""
    work = workpiece_of(article_id)
    try:
        token, until = share_preview(
            db.session(),
            now(),
            datetime.now(UTC),
            actor(),
            work,
            seen_revision_id=seen_revision(),
        )
        db.session.commit()
    except NotAllowed:
        abort(403)
    except Outdated:
        db.session.rollback()
        problem = _("Somebody has saved this article in the meantime: read it, then share it.")
        return work_page(workpiece_of(article_id), 409, problem=problem)
    address = absolute_url(url_for("public.preview", token=token))
    return work_page(workpiece_of(article_id), new_link={"address": address, "until": until})


@newsroom.post("/articles/<id:article_id>/liens-apercu/<id:link_id>/revoquer")
@for_members
def revoke(article_id: int, link_id: int) -> ResponseReturnValue:
    """End a link at once."""
    work = workpiece_of(article_id)
    link = db.session.get(PreviewLink, link_id) or abort(404)
    revision_of(work, link.revision_id)
    try:
        revoke_preview(db.session(), now(), datetime.now(UTC), actor(), work, link)
        db.session.commit()
    except NotAllowed:
        abort(403)
    flash(_("The link opens nothing any more."))
    return redirect(url_for(".article", article_id=article_id), code=303)
