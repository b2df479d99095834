"""One announcement on a page of its own, and all that reached its reader lately."""

from flask import abort, render_template
from sqlalchemy import Select, func

from app.access import for_members, now, open_to_all
from app.addresses import page_number
from app.announced import Announced, announced, said
from app.extensions import db
from app.models import Announcement
from app.other_eyes import with_other_eyes
from app.pagination import Page
from app.queries.addressed import addressed
from app.queries.announcements import (
    latest_first,
    readable_announcement,
    readable_announcements,
)
from blueprints.personal import personal
from blueprints.personal.owner import owner_and_visit
from blueprints.personal.who import reader

SIZE = 20


@personal.get("/annonces")
@with_other_eyes
@for_members
def announcements() -> str:
    """List what reaches the reader, and what reached him until lately, the latest first."""
    number = page_number()
    kept = readable_announcements(reader(), now())
    total = db.session.scalar(kept.with_only_columns(func.count()).order_by(None)) or 0
    page = Page(_shown(kept.offset(SIZE * (number - 1)).limit(SIZE)), number, SIZE, total)
    if not page.exists:
        abort(404)
    return render_template("personal/announcements.html", page=page)


@personal.get("/annonces/<id:announcement_id>")
@open_to_all
def announcement(announcement_id: int) -> str:
    """Show an announcement to those whom it reaches."""
    found = _shown(readable_announcement(reader(), now(), announcement_id).limit(1))
    if not found:
        abort(404)
    return render_template("personal/announcement.html", one=found[0])


def _shown(chosen: Select[Announcement]) -> list[Announced]:
    who = reader()
    found = addressed(db.session(), chosen, latest_first(), who, now())
    told = [said(one, now()) for one in found]
    owner, visit = owner_and_visit([one.id for one in told])
    return announced(told, who, owner, visit.read)
