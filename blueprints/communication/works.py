"""Whoever asks, where announcements are written, and the announcement of an address."""

from flask import abort

from app.access import now, rights, viewer
from app.extensions import db
from app.queries.announcement_work import AnnouncementWork, Announcer, read_announcement_work
from app.queries.announcements import readable_announcement
from blueprints.communication import writes


def announcer() -> Announcer:
    """Return the viewer with what decides whom he may address."""
    return Announcer(viewer(), rights(), writes())


def found_work(announcement_id: int) -> AnnouncementWork | None:
    """Return an announcement on which the viewer works, none where it does not exist for him.

    Whoever only reads it is told that he may not work on it (403).
    """
    work = read_announcement_work(db.session(), announcer(), now(), announcement_id)
    read = readable_announcement(viewer(), now(), announcement_id)
    if work is None and db.session.scalar(read) is not None:
        abort(403)
    return work


def work_of(announcement_id: int) -> AnnouncementWork:
    """Return it, or answer that there is none (404)."""
    return found_work(announcement_id) or abort(404)
