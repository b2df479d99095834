"""What a reader does with an announcement: say that he has read it, fold it, open it again."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access import actor, for_members, now, viewer
from app.actions import announcement_reading
from app.addresses import own_path
from app.extensions import db
from app.models import Announcement
from app.queries.announcements import readable_announcement
from blueprints.personal import personal


@personal.post("/annonces/<id:announcement_id>/lu")
@for_members
def acknowledge(announcement_id: int) -> Response:
    """Note that one has read an announcement."""
    found = _reached(announcement_id)
    announcement_reading.acknowledge(db.session(), now(), actor(), found)
    db.session.commit()
    return _back(announcement_id)


@personal.post("/annonces/<id:announcement_id>/replier")
@for_members
def fold(announcement_id: int) -> Response:
    """Fold an announcement; an alert stays open until it is acknowledged."""
    found = _reached(announcement_id)
    try:
        announcement_reading.fold(db.session(), now(), actor(), found)
    except announcement_reading.NotYetRead:
        abort(403)
    db.session.commit()
    return _back(announcement_id)


@personal.post("/annonces/<id:announcement_id>/deplier")
@for_members
def unfold(announcement_id: int) -> Response:
    """Show an announcement whole again."""
    announcement_reading.unfold(db.session(), actor(), _reached(announcement_id))
    db.session.commit()
    return _back(announcement_id)


def _reached(announcement_id: int) -> Announcement:
    """Return an announcement that reaches whoever acts; others do not exist for him."""
    found = db.session.scalar(readable_announcement(viewer(), now(), announcement_id))
    return found or abort(404)


def _back(announcement_id: int) -> Response:
    wanted = own_path(request.form.get("next")) or url_for("personal.home")
    return redirect(f"{wanted}#annonce-{announcement_id}", code=303)
