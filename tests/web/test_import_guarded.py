"""An import by who has the right on the directory alone: no side door to stronger accounts."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.directory.layout import File
from app.models import LogEntry, Person, PersonDuty, SiteRight
from app.models.directory_import import ImportState
from app.rules.audience import Duty, Function, user_key
from app.rules.site_rights import Right
from tests.directory_kit import SMALL, bring_in, person, write
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in
from tests.web.import_kit import importer, post, send, state, work

PEOPLE, MEMBERSHIPS = SMALL[File.PEOPLE], SMALL[File.MEMBERSHIPS]
WITHOUT_ESTRADE = {"people": PEOPLE[:2], "memberships": [MEMBERSHIPS[0], MEMBERSHIPS[2]]}


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """The small directory, brought in; the teacher is head."""
    with saved(app) as session:
        bring_in(session, write(tmp_path))
        session.add(PersonDuty(person_id=person(session, "3").id, duty=Duty.HEAD))
    return tmp_path


@pytest.fixture
def keeper(app: Flask, folder: Path) -> Browser:
    """Who has the right on the directory, and nothing else."""
    with saved(app) as session:
        id_ = make_person(session, Function.EVS, login="keeper").id
        session.add(SiteRight(right=Right.DIRECTORY, key=user_key(id_)))
    return signed_in(app, id_)


def test_the_only_head_is_not_removed_by_files(app: Flask, keeper: Browser, folder: Path) -> None:
    with saved(app) as session:
        head_id = person(session, "3").id
    head = signed_in(app, head_id)
    page = send(keeper, write(folder, **WITHOUT_ESTRADE)).location
    work(app)
    shown = keeper.get(page).get_data(as_text=True)
    assert "«\xa0Marion Estrade\xa0» est la seule personne chef d’établissement" in shown
    assert post(keeper, f"{page}/confirmation", many="y").status_code == 303
    work(app)
    assert state(app).state is ImportState.FAILED
    assert head.get("/mon-compte").status_code == 200


def test_what_the_head_may_is_not_done_when_another_confirms_it(
    app: Flask, keeper: Browser, folder: Path
) -> None:
    people = [*PEOPLE[:2], PEOPLE[2].replace("m.estrade", "estrade")]
    page = send(importer(app), write(folder, people=people)).location
    work(app)
    post(keeper, f"{page}/confirmation")
    work(app)
    assert state(app).state is ImportState.FAILED
    assert "personnes.csv, ligne 4, colonne connexion" in keeper.get(page).get_data(as_text=True)
    with saved(app) as session:
        assert person(session, "3").login == "m.estrade"


def test_the_journal_names_who_confirmed(app: Flask, keeper: Browser, folder: Path) -> None:
    people = [PEOPLE[0].replace("lou;", "lou2;"), *PEOPLE[1:]]
    page = send(importer(app), write(folder, people=people)).location
    work(app)
    post(keeper, f"{page}/confirmation")
    work(app)
    assert state(app).state is ImportState.DONE
    with saved(app) as session:
        keeper_id = session.scalar(select(Person.id).where(Person.login == "keeper"))
        actors = select(LogEntry.actor_id).where(LogEntry.subject == "directory")
        assert session.scalars(actors.order_by(LogEntry.id)).all() == [None, keeper_id]
