"""The pages of an import: sent, read by a job, decided on, carried out by a job."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.directory.layout import File
from app.kept_imports import folder_of
from app.models import (
    Article,
    Group,
    LogEntry,
    Person,
    PersonDuty,
)
from app.models.directory_import import ImportState
from app.passwords import hash_password
from app.rules.audience import Duty, Function
from tests.directory_kit import SMALL, bring_in, write
from tests.factories import make_article, make_person, make_rubrique
from tests.visits import Browser, browser, saved, signed_in
from tests.web.import_kit import count_people, importer, post, send, state, token_of_page, work
from tests.web.signing_in import PASSWORD, age_session, log_in

PEOPLE, MEMBERSHIPS = SMALL[File.PEOPLE], SMALL[File.MEMBERSHIPS]


@pytest.fixture
def head(app: Flask) -> Browser:
    """Who manages the directory: a head whose account the académie does not know."""
    return importer(app)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    return write(tmp_path / "files")


def test_from_the_files_to_the_directory(app: Flask, head: Browser, folder: Path) -> None:
    answer = send(head, folder)
    assert answer.status_code == 303
    page = answer.location
    assert "Lecture en cours" in head.get(page).get_data(as_text=True)
    assert work(app) == 1
    shown = head.get(page).get_data(as_text=True)
    assert "Lou Dubosc" in shown
    assert "Nouvelles personnes" in shown
    assert count_people(app) == 1
    answer = post(head, f"{page}/confirmation")
    assert answer.location == page
    post(head, f"{page}/confirmation")
    assert "Import en cours" in head.get(page).get_data(as_text=True)
    assert work(app) == 1
    assert state(app).state is ImportState.DONE
    assert "L’annuaire correspond aux fichiers" in head.get(page).get_data(as_text=True)
    assert count_people(app) == 4
    with app.app_context():
        assert not folder_of(state(app).files["folder"]).exists()
    with saved(app) as session:
        [entry] = session.scalars(select(LogEntry)).all()
        assert entry.details == {"added": 3, "changed": 0, "leaving": 0, "returning": 0}


def test_a_broken_file_changes_nothing_and_says_where(
    app: Flask, head: Browser, folder: Path
) -> None:
    (folder / File.PEOPLE).write_bytes((folder / File.PEOPLE).read_bytes()[:-12])
    page = send(head, folder).location
    work(app)
    shown = head.get(page).get_data(as_text=True)
    assert "personnes.csv, ligne 4" in shown
    assert "il a été coupé" in shown
    assert state(app).state is ImportState.FAILED
    post(head, f"{page}/confirmation")
    assert work(app) == 0
    assert count_people(app) == 1
    with app.app_context():
        assert not folder_of(state(app).files["folder"]).exists()


def test_all_four_files_are_asked_for(app: Flask, head: Browser, folder: Path) -> None:
    answer = send(head, folder, File.GROUPS)
    assert answer.status_code == 422
    assert "Il manque un fichier" in answer.get_data(as_text=True)
    assert "groupes.csv. Choisissez" in answer.get_data(as_text=True)
    assert work(app) == 0


def test_another_directory_asks_for_another_look(app: Flask, head: Browser, folder: Path) -> None:
    page = send(head, folder).location
    work(app)
    post(head, f"{page}/confirmation")
    with saved(app) as session:
        make_person(session, Function.ENS)
    work(app)
    assert state(app).state is ImportState.FAILED
    assert "L’annuaire a changé" in head.get(page).get_data(as_text=True)
    assert count_people(app) == 2


def test_an_import_is_given_up(app: Flask, head: Browser, folder: Path) -> None:
    page = send(head, folder).location
    work(app)
    assert post(head, f"{page}/abandon").location == "/annuaire/import"
    post(head, f"{page}/confirmation")
    assert work(app) == 0
    assert state(app).state is ImportState.DISCARDED
    assert count_people(app) == 1


def test_many_leaving_is_asked_by_itself(app: Flask, head: Browser, folder: Path) -> None:
    with saved(app) as session:
        bring_in(session, folder)
    write(folder, people=PEOPLE[:2], memberships=[MEMBERSHIPS[0], MEMBERSHIPS[2]])
    page = send(head, folder).location
    work(app)
    shown = head.get(page).get_data(as_text=True)
    assert "Plus de 10\xa0% d’un profil partirait" in shown
    answer = post(head, f"{page}/confirmation")
    assert answer.status_code == 422
    assert "Cochez cette case" in answer.get_data(as_text=True)
    assert state(app).state is ImportState.READY
    assert post(head, f"{page}/confirmation", many="y").status_code == 303
    work(app)
    assert state(app).state is ImportState.DONE


@pytest.mark.parametrize("file", ["memberships", "guardians"])
def test_a_file_without_lines_is_asked_about(
    app: Flask, head: Browser, folder: Path, file: str
) -> None:
    with saved(app) as session:
        bring_in(session, folder)
    page = send(head, write(folder, **{file: []})).location
    work(app)
    shown = head.get(page).get_data(as_text=True)
    assert "Un fichier est-il incomplet" in shown
    assert "Plus de 10\xa0% d’un profil" not in shown
    answer = post(head, f"{page}/confirmation", many="y")
    assert answer.status_code == 422
    assert "Cochez cette case" in answer.get_data(as_text=True)
    assert state(app).state is ImportState.READY
    post(head, f"{page}/confirmation", bare="y")
    work(app)
    assert state(app).state is ImportState.DONE


def test_a_renamed_class_keeps_its_rights_if_confirmed(
    app: Flask, head: Browser, folder: Path
) -> None:
    with saved(app) as session:
        bring_in(session, folder)
        class_id = session.scalars(select(Group.id).where(Group.name == "4B")).one()
    groups = [SMALL[File.GROUPS][0], "4V;4 Verte;classe;N4", SMALL[File.GROUPS][2]]
    write(folder, groups=groups, memberships=["1;4V;eleve", "3;4V;professeur", "1;LAT;eleve"])
    page = send(head, folder).location
    work(app)
    assert "4B devient 4 Verte" in head.get(page).get_data(as_text=True)
    post(head, f"{page}/confirmation", same="4V")
    work(app)
    with saved(app) as session:
        assert session.get_one(Group, class_id).name == "4 Verte"


def test_who_leaves_is_out_at_once_and_her_articles_stay(
    app: Flask, head: Browser, folder: Path
) -> None:
    with saved(app) as session:
        bring_in(session, folder)
        teacher = session.scalars(select(Person).where(Person.login == "m.estrade")).one()
        teacher.password_hash = hash_password(PASSWORD)
        rubrique = make_rubrique(session)
        article = make_article(session, rubrique, "Le cross", author=teacher)
        ids = teacher.id, article.id
    estrade = signed_in(app, ids[0])
    address = f"/articles/{ids[1]}-le-cross"
    assert "Marion Estrade" in browser(app).get(address).get_data(as_text=True)
    assert estrade.get("/mon-compte").status_code == 200
    write(folder, people=PEOPLE[:2], memberships=[MEMBERSHIPS[0], MEMBERSHIPS[2]])
    page = send(head, folder).location
    work(app)
    post(head, f"{page}/confirmation", many="y")
    work(app)
    assert estrade.get("/mon-compte").status_code == 302
    assert log_in(browser(app), "m.estrade").status_code == 422
    shown = browser(app).get(address)
    assert shown.status_code == 200
    assert "Marion Estrade" not in shown.get_data(as_text=True)
    assert "Ancien membre" in shown.get_data(as_text=True)
    with saved(app) as session:
        assert session.get_one(Article, ids[1]).author_id == ids[0]


def test_who_imports_does_not_close_her_own_account(app: Flask, folder: Path) -> None:
    with saved(app) as session:
        bring_in(session, folder)
        teacher = session.scalars(select(Person).where(Person.login == "m.estrade")).one()
        session.add(PersonDuty(person_id=teacher.id, duty=Duty.HEAD))
        id_ = teacher.id
    head = signed_in(app, id_)
    write(folder, people=PEOPLE[:2], memberships=[MEMBERSHIPS[0], MEMBERSHIPS[2]])
    page = send(head, folder).location
    work(app)
    assert "votre propre compte serait fermé" in head.get(page).get_data(as_text=True)


def test_the_export_is_an_archive_of_what_may_be_imported(
    app: Flask, head: Browser, folder: Path
) -> None:
    with saved(app) as session:
        bring_in(session, folder)
    answer = post(head, "/annuaire/export")
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=annuaire-")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == [file.value for file in File]
        assert archive.read(File.PEOPLE).startswith(b"\xef\xbb\xbfidentifiant;connexion;nom")
        archive.extractall(folder)
    page = send(head, folder).location
    work(app)
    assert "Rien à faire" in head.get(page).get_data(as_text=True)


def test_pages_ask_for_the_right_and_for_the_password(
    app: Flask, head: Browser, folder: Path
) -> None:
    page = send(head, folder).location
    with saved(app) as session:
        id_ = make_person(session, Function.ENS).id
    teacher = signed_in(app, id_)
    for path in ("/annuaire/import", page):
        assert teacher.get(path).status_code == 403
        assert browser(app).get(path).status_code == 302
    for path in ("/annuaire/import", f"{page}/confirmation", f"{page}/abandon", "/annuaire/export"):
        assert teacher.post(path, data={"csrf_token": token_of_page(teacher)}).status_code == 403
    assert head.get("/annuaire/import/999").status_code == 404
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    assert head.get(page).location.startswith("/connexion/confirmation")
