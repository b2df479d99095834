"""A fault at any statement of what is done to rubriques, roles, rights, accounts and batches."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.accounts import (
    change_announcement_mail,
    change_mail,
    end_all_sessions,
    set_password,
)
from app.actions.batch_run import work_chunk
from app.actions.batches import confirm, undo
from app.actions.data_requests import answer, ask
from app.actions.erasure import erase_person
from app.actions.grants import change_role, give_role, take_role
from app.actions.rubrique_ends import (
    archive_rubrique,
    restore_rubrique,
    trash_rubrique,
    unarchive_rubrique,
)
from app.actions.rubriques import (
    change_rubrique,
    create_rubrique,
    move_rubrique,
    settings_of,
    shift_rubrique,
)
from app.actions.see_as import start_looking
from app.actions.site_rights import give_right, take_right
from app.models import (
    Batch,
    DataRequest,
    DataRequestKind,
    LogEntry,
    MailChoice,
    Person,
    Rubrique,
    UserSession,
)
from app.rules.audience import Viewer, user_key
from app.rules.batches import BatchAction
from app.rules.roles import Role
from app.rules.see_as import Look
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import do, preview
from tests.factories import NOW, make_rubrique
from tests.faults import snapshot, statements_survived

TOKEN = "the hash of a session"
REAL = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


class Place:
    """A newsroom whose rubrique has one below and one beside it, and whose manager acts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.room: Newsroom = make_newsroom(session)
        self.actor = self.room.people["manager"].id
        self.writer = self.room.people["writer"].id
        self.below = make_rubrique(session, "Club", parent=self.room.rubrique).id
        self.beside = make_rubrique(session, "CDI").id
        self.batch = 0
        session.add(
            UserSession(
                token_hash=TOKEN,
                person_id=self.actor,
                created_at=REAL,
                seen_at=REAL,
                expires_at=REAL,
            )
        )

    @property
    def rubrique(self) -> Rubrique:
        """The rubrique of the newsroom, read anew."""
        return self.session.get_one(Rubrique, self.room.rubrique.id)

    @property
    def person(self) -> Person:
        """The manager, read anew."""
        return self.session.get_one(Person, self.actor)

    def choose(self) -> Batch:
        """Let the manager choose three articles to delete."""
        articles = [self.room.write("publisher", f"Article {number}") for number in range(3)]
        for article in articles:
            self.room.make("publisher", article, "publish")
        batch = preview(
            self.room, "manager", BatchAction.TRASH, [article.id for article in articles]
        )
        self.batch = batch.id
        return batch


def nothing(_place: Place) -> None:
    """Begin as the place is."""


def archived(place: Place) -> None:
    archive_rubrique(place.session, NOW, place.actor, place.rubrique)


def trashed(place: Place) -> None:
    trash_rubrique(place.session, NOW, place.actor, place.rubrique)


def delegated(place: Place) -> None:
    give_right(place.session, NOW, place.actor, Right.JOURNAL, "profile:teacher")


def chosen(place: Place) -> None:
    place.choose()


def queued(place: Place) -> None:
    confirm(place.session, NOW, place.choose())


def done(place: Place) -> None:
    articles = [place.room.write("publisher") for _ in range(3)]
    ids = [article.id for article in articles]
    place.batch = do(place.room, "manager", BatchAction.TRASH, ids).id


def create(place: Place) -> None:
    settings = settings_of(place.rubrique)
    create_rubrique(place.session, NOW, place.actor, place.rubrique.id, settings)


def turn_private(place: Place) -> None:
    settings = replace(settings_of(place.rubrique), visibility=Visibility.PRIVATE)
    change_rubrique(place.session, NOW, place.actor, place.rubrique, settings)


def password(place: Place) -> None:
    set_password(place.session, NOW, place.person, "hashed", action="change_password")


def asked(place: Place) -> None:
    ask(place.session, NOW, place.writer, DataRequestKind.ERASURE, "Tout")


def a_request(place: Place) -> int:
    return place.session.scalars(select(DataRequest.id)).one()


def a_batch(place: Place) -> Batch:
    return place.session.get_one(Batch, place.batch)


Step = Callable[[Place], object]
ACTIONS: dict[str, tuple[Step, Step]] = {
    "create": (nothing, create),
    "turn private": (nothing, turn_private),
    "move": (nothing, lambda at: move_rubrique(at.session, NOW, at.actor, at.rubrique, at.beside)),
    "shift": (
        nothing,
        lambda at: shift_rubrique(at.session, NOW, at.actor, at.rubrique, up=False),
    ),
    "archive": (nothing, archived),
    "unarchive": (
        archived,
        lambda at: unarchive_rubrique(at.session, NOW, at.actor, at.rubrique),
    ),
    "trash": (nothing, trashed),
    "restore": (trashed, lambda at: restore_rubrique(at.session, NOW, at.actor, at.rubrique)),
    "give role": (
        nothing,
        lambda at: give_role(
            at.session, NOW, at.actor, at.rubrique, "profile:teacher", Role.WRITER
        ),
    ),
    "change role": (
        nothing,
        lambda at: change_role(
            at.session,
            NOW,
            at.actor,
            at.rubrique,
            user_key(at.writer),
            Role.WRITER,
            Role.PUBLISHER,
        ),
    ),
    "take role": (
        nothing,
        lambda at: take_role(
            at.session, NOW, at.actor, at.rubrique, user_key(at.writer), Role.WRITER
        ),
    ),
    "give right": (nothing, delegated),
    "take right": (
        delegated,
        lambda at: take_right(at.session, NOW, at.actor, Right.JOURNAL, "profile:teacher"),
    ),
    "password": (nothing, password),
    "sessions": (nothing, lambda at: end_all_sessions(at.session, NOW, at.actor)),
    "mail": (
        nothing,
        lambda at: change_mail(at.session, NOW, at.person, "a@example.org", MailChoice.DAILY),
    ),
    "announcement mail": (
        nothing,
        lambda at: change_announcement_mail(at.session, NOW, at.person, MailChoice.DAILY, (22, 7)),
    ),
    "ask": (nothing, asked),
    "answer": (asked, lambda at: answer(at.session, NOW, at.actor, a_request(at), "Fait.")),
    "erase": (
        asked,
        lambda at: erase_person(
            at.session, NOW, Viewer(None, frozenset({"duty:head"})), at.writer, holds_more=False
        ),
    ),
    "see as": (
        nothing,
        lambda at: start_looking(
            at.session, NOW, at.actor, TOKEN, Look("profile:parent", at.rubrique.id)
        ),
    ),
    "confirm a batch": (chosen, lambda at: confirm(at.session, NOW, a_batch(at))),
    "a chunk of a batch": (queued, lambda at: work_chunk(at.session, NOW, at.batch)),
    "undo a batch": (done, lambda at: undo(at.session, NOW, a_batch(at))),
}
ITEMS = {"a chunk of a batch": 3}
"""How many log rows an action writes, where it is more than one."""


@pytest.mark.parametrize("name", ACTIONS)
def test_a_fault_at_any_statement_leaves_nothing(session: Session, name: str) -> None:
    prepare, act = ACTIONS[name]
    place = Place(session)
    prepare(place)
    session.commit()
    entries = session.scalar(select(func.count()).select_from(LogEntry)) or 0
    before = snapshot(session)
    assert statements_survived(session, lambda: act(place)) > 1
    added = ITEMS.get(name, 1)
    assert session.scalar(select(func.count()).select_from(LogEntry)) == entries + added
    assert snapshot(session) != before
