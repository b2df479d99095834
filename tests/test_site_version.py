"""The site version rises with whatever a visitor could see, once, as the last statement."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import (
    Base,
    Grant,
    LogEntry,
    Person,
    Rubrique,
    Setting,
    SiteVersion,
    UserSession,
)
from app.rules.roles import Role
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.statements import recorded

NOT_SEEN_BY_VISITORS = {
    "access_code", "announcement_reading", "batch", "batch_item", "checked_text",
    "data_request", "directory_import", "draft", "draft_tile",
    "event_series", "feed_check", "home_visit", "job",
    "last_login", "log_entry", "login_failure", "newest_text", "notice", "preview_link",
    "site_version",
    "user_session", "waiver", "working_copy", "working_file",
}  # fmt: skip
"""What is one member's own, the journal, sessions, drafts of pages, and what follows an article in
the same transaction. What members share, as announcements, is not among it."""


def version(session: Session) -> int:
    """Return the site version."""
    found = session.scalar(select(SiteVersion.value))
    assert found is not None
    return found


@pytest.fixture
def rubrique(session: Session) -> Rubrique:
    """A saved rubrique."""
    made = make_rubrique(session)
    session.commit()
    return made


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What is sent to the database."""
    with recorded(db.engine) as sent:
        yield sent


def add_with_orm(session: Session, rubrique: Rubrique) -> None:
    make_rubrique(session, parent=rubrique)


def change_with_orm(session: Session, rubrique: Rubrique) -> None:
    rubrique.name = "Autre nom"


def delete_with_orm(session: Session, rubrique: Rubrique) -> None:
    session.delete(rubrique)


def change_a_relation(session: Session, rubrique: Rubrique) -> None:
    rubrique.grants.append(Grant(key="members", role=Role.VISITOR))


def insert_with_core(session: Session, rubrique: Rubrique) -> None:
    session.execute(insert(Setting).values(name="city", value="Trois-Rivières"))


def update_with_core(session: Session, rubrique: Rubrique) -> None:
    session.execute(update(Rubrique).values(position=3))


def delete_with_core(session: Session, rubrique: Rubrique) -> None:
    session.execute(delete(Rubrique.__table__))  # type: ignore[arg-type]


def change_on_the_connection(session: Session, rubrique: Rubrique) -> None:
    session.connection().execute(update(Rubrique).values(position=3))


def insert_many(session: Session, rubrique: Rubrique) -> None:
    rows = [{"name": f"phones{number}", "value": number} for number in range(3)]
    session.execute(insert(Setting), rows)


def change_twice_and_flush(session: Session, rubrique: Rubrique) -> None:
    for name in ("Un", "Deux"):
        rubrique.name = name
        session.flush()
    make_article(session, rubrique)


def change_in_a_savepoint(session: Session, rubrique: Rubrique) -> None:
    with session.begin_nested():
        rubrique.name = "Autre nom"
    with session.begin_nested():
        make_rubrique(session)


def change_and_lose_a_savepoint(session: Session, rubrique: Rubrique) -> None:
    rubrique.name = "Autre nom"
    session.flush()
    savepoint = session.begin_nested()
    make_rubrique(session)
    savepoint.rollback()


def change_in_a_lost_savepoint_only(session: Session, rubrique: Rubrique) -> None:
    """The mark stays: a needless rise costs one page, a missing one shows what is no more."""
    savepoint = session.begin_nested()
    make_rubrique(session)
    savepoint.rollback()


Change = Callable[[Session, Rubrique], None]
CHANGES_SEEN: list[Change] = [
    add_with_orm,
    change_with_orm,
    delete_with_orm,
    change_a_relation,
    insert_with_core,
    update_with_core,
    delete_with_core,
    change_on_the_connection,
    insert_many,
    change_twice_and_flush,
    change_in_a_savepoint,
    change_and_lose_a_savepoint,
    change_in_a_lost_savepoint_only,
]


@pytest.mark.parametrize("change", CHANGES_SEEN)
def test_a_change_raises_the_version_once_and_last(
    session: Session, rubrique: Rubrique, statements: list[str], change: Change
) -> None:
    before = version(session)
    rubrique.name  # noqa: B018 - loaded now, so that only the change itself is recorded
    statements.clear()
    change(session, rubrique)
    session.commit()
    raised = [number for number, sent in enumerate(statements) if "UPDATE site_version" in sent]
    assert len(raised) == 1
    assert statements[raised[0] :][1:] == ["COMMIT"]
    assert version(session) == before + 1


def log(session: Session) -> None:
    session.add(LogEntry(at=NOW, action="sign_in", subject="person", details={}))


def open_a_session(session: Session) -> None:
    person = session.scalars(select(Person)).one()
    session.add(
        UserSession(
            token_hash="x", person_id=person.id, created_at=NOW, seen_at=NOW, expires_at=NOW
        )
    )


def read(session: Session) -> None:
    session.scalars(select(Rubrique)).all()


def write_then_think_again(session: Session) -> None:
    make_rubrique(session)
    session.rollback()


@pytest.mark.parametrize("act", [log, open_a_session, read, write_then_think_again])
def test_what_no_visitor_sees_leaves_the_version(
    session: Session, act: Callable[[Session], None]
) -> None:
    make_person(session)
    session.commit()
    before = version(session)
    act(session)
    session.commit()
    assert version(session) == before


def test_every_table_is_public_or_known_not_to_be() -> None:
    """A new table is public unless this list says why not."""
    tables = Base.metadata.tables
    assert {name for name in tables if not tables[name].info.get("public")} == NOT_SEEN_BY_VISITORS


def test_a_mark_does_not_outlive_its_transaction(session: Session, rubrique: Rubrique) -> None:
    """The connection goes back to the pool after an error, and serves somebody else."""
    before = version(session)
    rubrique.name = "Perdu"
    session.flush()
    session.close()
    log(session)
    session.commit()
    assert version(session) == before


def test_a_failed_action_leaves_everything(session: Session, rubrique: Rubrique) -> None:
    before = version(session)
    rubrique.name = "Perdu"
    rubrique.parent_id = rubrique.id
    with pytest.raises(Exception, match="not_its_own_parent"):
        session.commit()
    session.rollback()
    assert (version(session), rubrique.name) == (before, "Actualités")
