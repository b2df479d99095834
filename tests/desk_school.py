"""What the pages of `tests/desk_pages.py` need to be there, beyond the demo school."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.actions.batches import confirm
from app.actions.checks import note_findings
from app.actions.codes import new_reset_token
from app.actions.preview_links import share_preview
from app.actions.working_copies import be_there, keep
from app.demo.texts import CLOCK
from app.models import (
    Announcement,
    AnnouncementReading,
    Article,
    Batch,
    DataRequest,
    DataRequestKind,
    Group,
    GroupKind,
    Job,
    JobState,
    Media,
    MediaKind,
    Person,
    Revision,
    Rubrique,
)
from app.queries.holders import holders
from app.queries.working_copies import CopyPlace
from app.rules.announcements import AnnouncementStatus
from app.rules.batches import BatchAction
from app.rules.working_copies import Version
from app.text.kinds import Finding, Kind
from tests.actions_kit import Newsroom
from tests.announcement_states import announcements
from tests.batch_kit import do, do_undo, preview
from tests.composing_pages import compose
from tests.demo_pages import ARTICLES, RUBRIQUES
from tests.event_states import events
from tests.import_sights import make_imports
from tests.sights import GUEST, HEAD, PARENT, TEACHER
from tests.visits import saved


def prepare(app: Flask) -> dict[str, Any]:
    """Bring a copy of the demo school into the states that it does not have; name the ids."""
    with saved(app) as session:
        room = _room(session)
        batches = _batches(room)
        _change_and_submit(room)
        _type(room)
        _check_some(session)
        moment = datetime.now(UTC)
        _ask_about_data(session, moment)
        session.add(
            Job(
                kind="mail",
                arguments={},
                state=JobState.FAILED,
                created_at=moment,
                due_at=moment,
                attempts=9,
                last_error="TimeoutError",
            )
        )
        return {
            "preview token": _shared_text(room, moment),
            "reset token": new_reset_token(session, moment, _person(session, TEACHER).id),
            "past text": session.scalar(
                select(func.min(Revision.id)).where(Revision.article_id == ARTICLES["A32"])
            ),
            "a picture": _file(session, MediaKind.PICTURE),
            "a document": _file(session, MediaKind.DOCUMENT),
            "a free group": session.scalars(
                select(Group.id).where(Group.kind == GroupKind.FREE).order_by(Group.id)
            ).first(),
            "4B": session.scalars(select(Group.id).where(Group.name == "4B")).one(),
            "acknowledged announcement": _acknowledged_announcement(session),
            **{
                login: _person(session, login).id
                for login in ("l.ferrer", "lou.dubosc", GUEST, HEAD)
            },
            **{name: batch.id for name, batch in batches.items()},
            **make_imports(session),
            **compose(session, _person(session, HEAD).id),
            **announcements(session, _person(session, TEACHER), _person(session, HEAD)),
            **events(session, room.rubrique, _person(session, TEACHER), _person(session, HEAD)),
        }


def _room(session: Session) -> Newsroom:
    rubrique = session.get_one(Rubrique, RUBRIQUES["actualites"])
    people = {login: _person(session, login) for login in (HEAD, TEACHER)}
    return Newsroom(session, rubrique, people, CLOCK)


def _person(session: Session, login: str) -> Person:
    return session.scalars(select(Person).where(Person.login == login)).one()


def _file(session: Session, kind: MediaKind) -> int:
    found = select(func.min(Media.id)).where(Media.kind == kind)
    return session.scalars(found).one() or 0


def _batches(room: Newsroom) -> dict[str, Batch]:
    some = [ARTICLES["A45"], ARTICLES["A38"], ARTICLES["A42"], ARTICLES["A46"]]
    online = [ARTICLES["A22"], ARTICLES["A46"]]
    found = {
        "batch to confirm": preview(room, HEAD, BatchAction.UNPUBLISH, some),
        "batch to move": preview(room, HEAD, BatchAction.MOVE, some),
        "batch for an author": preview(room, HEAD, BatchAction.CHANGE_AUTHOR, some),
        "batch under way": preview(room, HEAD, BatchAction.TRASH, some),
        "batch done": do(room, HEAD, BatchAction.MOVE, online, rubrique_id=RUBRIQUES["archives"]),
        "batch undone": do(room, HEAD, BatchAction.TRASH, online),
    }
    do_undo(room, found["batch undone"])
    confirm(room.session, room.now, found["batch under way"])
    room.session.execute(delete(Job).where(Job.state == JobState.WAITING))
    return found


def _check_some(session: Session) -> None:
    """Let the check have found something in two texts, of each gravity, and nothing in a third."""
    texts = [
        session.get_one(Article, ARTICLES[name]).online_revision_id or 0
        for name in ("A15", "A25", "A10")
    ]
    places = [Finding(Kind.VAGUE_LINK, f"lien {number}") for number in range(5)]
    grave = [Finding(Kind.PERSON_NAMED, "Zoé Le Goff"), Finding(Kind.EXCLAMATIONS, "Bravo !!!")]
    note_findings(session, CLOCK, dict(zip(texts, ([*grave, *places], places, []), strict=True)))


def _ask_about_data(session: Session, moment: datetime) -> None:
    """Let a mother have asked twice; the first request is answered."""
    mother = _person(session, PARENT).id
    for kind, answer in (
        (DataRequestKind.CORRECTION, "C’est fait."),
        (DataRequestKind.ERASURE, None),
    ):
        session.add(
            DataRequest(person_id=mother, kind=kind, text="Mon nom d’usage", created_at=moment,
                        answered_at=moment if answer else None, answer=answer)
        )  # fmt: skip


def _shared_text(room: Newsroom, moment: datetime) -> str:
    work = room.work(HEAD, room.session.get_one(Article, ARTICLES["A45"]))
    actor, seen = room.people[HEAD].id, work.newest.id
    token, _ = share_preview(room.session, CLOCK, moment, actor, work, seen_revision_id=seen)
    return token


def _type(room: Newsroom) -> None:
    """Let the teacher begin changes that she does not save, and the head open the same article."""
    moment, article_id = datetime.now(UTC), ARTICLES["A37"]
    place = CopyPlace(room.people[TEACHER].id, article_id=article_id)
    typed = {"title": ["Un autre titre"], "body": ["Un autre texte."]}
    keep(room.session, moment, place, typed, version=Version("a" * 20, 1))
    be_there(room.session, moment, CopyPlace(room.people[HEAD].id, article_id=article_id))


def _change_and_submit(room: Newsroom) -> None:
    article = room.write(TEACHER, "Un cross pour les 6e")
    room.make(TEACHER, article, "submit")


def _acknowledged_announcement(session: Session) -> int:
    """Let some of those whom an announcement reaches have acknowledged it."""
    found = session.scalars(select(Announcement).where(Announcement.id == 5)).one()
    found.asks_acknowledgement, found.status = True, AnnouncementStatus.ONLINE
    readers = session.scalars(holders([target.key for target in found.targets]).limit(40)).all()
    session.add_all(
        AnnouncementReading(
            announcement_id=found.id, person_id=id_, seen_at=CLOCK, acknowledged_at=CLOCK
        )
        for id_ in readers
    )
    return found.id
