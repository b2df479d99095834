"""Announcements in the states that the demo school does not have, for looks at their pages."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.announcement_moves import make_move
from app.actions.announcements import AnnouncementText, create_announcement
from app.demo.texts import CLOCK
from app.models import Media, MediaKind, Person, Slot
from app.queries.announcement_work import Announcer, reaches_of, read_announcement_work
from app.queries.site_rights import rights_of
from app.queries.used_files import UsedFile
from app.queries.viewers import viewer_of
from app.rules.announcements import Severity
from app.rules.announcing import Reach

MOVES = {
    "waiting announcement": ["submit"],
    "refused announcement": ["submit", "refuse"],
    "sent announcement": ["send"],
}


def announcements(session: Session, teacher: Person, head: Person) -> dict[str, int]:
    """Let a teacher write one for each state, and the head decide; return their ids by name."""
    files = _files(session)
    return {name: _made(session, name, teacher, head, files) for name in MOVES}


def _made(
    session: Session, name: str, teacher: Person, head: Person, files: frozenset[UsedFile]
) -> int:
    keys = sorted(viewer_of(session, teacher.id).keys)
    taught = [key.replace("/teacher", "/parent") for key in keys if key.endswith("/teacher")]
    reached = reaches_of(session, _announcer(session, teacher), taught)
    own = [key for key, reach in reached.items() if reach is Reach.AT_ONCE]
    text = AnnouncementText(
        Severity.WARNING,
        f"Sortie au muséum : {name}",
        "<p>Le car part à 8 h. Appelez le 06 12 34 56 78 en cas de retard.</p>",
        CLOCK,
        CLOCK + timedelta(days=3),
        link_url="https://www.example.org/museum",
        asks_acknowledgement=True,
        targets=tuple(own) if name == "sent announcement" else ("members",),
        files=files,
    )
    made = create_announcement(session, CLOCK, teacher.id, text)
    for move in MOVES[name]:
        person = head if move == "refuse" else teacher
        work = read_announcement_work(session, _announcer(session, person), CLOCK, made.id)
        assert work is not None
        make_move(
            session,
            CLOCK,
            person.id,
            work,
            move,
            seen_version=made.version,
            reason="Dites aussi à quelle heure le car revient.",
        )
    return made.id


def _announcer(session: Session, person: Person) -> Announcer:
    viewer = viewer_of(session, person.id)
    return Announcer(viewer, rights_of(session, viewer), writes=False)


def _files(session: Session) -> frozenset[UsedFile]:
    picture = select(Media.id).where(Media.kind == MediaKind.PICTURE, Media.in_collection)
    document = select(Media.id).where(Media.kind == MediaKind.DOCUMENT)
    return frozenset(
        {
            UsedFile(session.scalars(picture.order_by(Media.id)).first() or 0, Slot.ILLUSTRATION),
            UsedFile(session.scalars(document.order_by(Media.id)).first() or 0, Slot.ATTACHMENT),
        }
    )
