"""One announcement at work: its text, whom it reaches, its state and history, what may be done."""

from flask import render_template

from app.access import for_those, rights, viewer
from app.actions.announcements import AnnouncementText
from app.extensions import db
from app.models import Announcement
from app.queries.acknowledgements import missing, progress
from app.queries.announcement_work import AnnouncementWork
from app.queries.history import deeds
from app.queries.names import full_names
from app.queries.ties import Finder
from app.queries.used_files import files_of_announcement
from app.rules.announcements import AnnouncementStatus
from app.targets import countable, knows_all, reached_by
from blueprints.communication import announces, communication
from blueprints.communication.files import stored_files
from blueprints.communication.forms import MoveForm
from blueprints.communication.looks import LOOKS
from blueprints.communication.shown import Shown, shown
from blueprints.communication.words import deed_in_words
from blueprints.communication.works import work_of


@communication.get("/annonces/<id:announcement_id>")
@for_those(announces)
def announcement(announcement_id: int) -> str:
    """Show an announcement to who works on it."""
    return announcement_page(work_of(announcement_id), MoveForm())


def announcement_page(
    work: AnnouncementWork, form: MoveForm, asked: str = "", problem: str = ""
) -> str:
    """Return the page of an announcement.

    `asked` is the move that was refused, whose `form` stays open; `problem` says why another was:
    "outdated" or "ended".
    """
    session, found = db.session(), work.announcement
    reached, counted = reached_by(work.keys), sorted(countable(work.keys))
    asks = found.asks_acknowledgement and found.status is AnnouncementStatus.ONLINE
    people = [id_ for id_ in (found.author_id, found.decided_by_id) if id_]
    return render_template(
        "communication/announcement.html",
        work=work,
        form=form,
        asked=asked,
        problem=problem,
        shown=_shown(found, work.keys),
        names=full_names(session, people),
        moves=[(one.name, LOOKS[one.name]) for one in work.moves if one.name in LOOKS],
        may_change=bool(work.move("edit") or work.move("change")),
        reached=reached,
        progress=progress(session, found.id, counted, reached, apart=not knows_all())
        if asks
        else None,
        missing=missing(session, Finder(viewer(), rights()), found.id, counted)
        if asks and work.standing.own
        else None,
        deeds=[
            (deed, deed_in_words(deed.action)) for deed in deeds(session, found.id, "announcement")
        ],
    )


def _shown(found: Announcement, keys: list[str]) -> Shown:
    text = AnnouncementText(
        found.severity,
        found.title,
        found.body,
        found.starts_at,
        found.ends_at,
        found.link_article_id,
        found.link_url,
        found.asks_acknowledgement,
        tuple(keys),
    )
    return shown(text, stored_files(files_of_announcement(db.session(), found.id)))
