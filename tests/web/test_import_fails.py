"""An import whose job fails: nothing was changed, the page says so, and it can be tried again."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.directory.layout import File
from app.jobs.queue import MOST_ATTEMPTS
from app.kept_imports import folder_of
from app.models import DirectoryImport, Group, Job, JobState
from app.queries.imports import live_folders
from tests.directory_kit import SMALL, bring_in, write
from tests.factories import make_group
from tests.visits import Browser, saved
from tests.web.import_kit import count_people, importer, post, send, state, work

FAILED = "Échec"
UNCHANGED = "Rien n’a changé"
AGAIN = "Vous pouvez réessayer"


@pytest.fixture
def head(app: Flask) -> Browser:
    return importer(app)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "files")


def confirmed(app: Flask, head: Browser, folder: Path) -> str:
    """Send files and confirm what they would change; return the address of the import."""
    page = send(head, folder).location
    work(app)
    post(head, f"{page}/confirmation")
    return page


def change(app: Flask, **values: object) -> None:
    """Change the row of the only import."""
    with saved(app) as session:
        session.execute(update(DirectoryImport).values(**values))


def told(head: Browser, page: str) -> list[bool]:
    """Tell which of the words of a failure stand on a page, and whether it is still under way."""
    words = head.get(page).get_data(as_text=True)
    return [one in words for one in (FAILED, UNCHANGED, AGAIN, "data-progress")]


def test_what_cannot_be_written_is_undone_said_and_tried_again(
    app: Flask, head: Browser, folder: Path
) -> None:
    """Names change by way of others, of which one is taken: people were written before that."""
    with saved(app) as session:
        bring_in(session, folder)
        class_id = session.scalars(select(Group.id).where(Group.name == "4B")).one()
        odd_id = make_group(session, f" {class_id}").id
    groups = [SMALL[File.GROUPS][0], "4B;4 Verte;classe;N4", SMALL[File.GROUPS][2]]
    write(folder, people=[*SMALL[File.PEOPLE], "4;tom;Dubosc;Tom;ELV;;"], groups=groups)
    page = confirmed(app, head, folder)
    token = state(app).files["folder"]
    assert work(app) == 1
    assert told(head, page) == [True, True, True, False]
    assert FAILED in head.get("/annuaire/import").get_data(as_text=True)
    assert count_people(app) == 4
    with app.app_context():
        assert not folder_of(token).exists()
    with saved(app) as session:
        assert session.get_one(Group, class_id).name == "4B"
        assert live_folders(session) == []
        failed = session.scalars(select(Job).where(Job.state == JobState.FAILED)).one()
        failed.state, failed.attempts = JobState.WAITING, 0
        session.get_one(Group, odd_id).name = "Club"
    assert work(app) == 1, "tried again, the job finds that its import has ended"
    assert count_people(app) == 4
    again = confirmed(app, head, folder)
    assert again != page
    work(app)
    assert count_people(app) == 5
    assert told(head, again) == [False] * 4


@pytest.mark.parametrize("files", [{}, {"folder": "nowhere"}, {"folder": "../../etc"}])
def test_so_it_is_whatever_breaks(
    app: Flask, head: Browser, folder: Path, files: dict[str, str]
) -> None:
    page = confirmed(app, head, folder)
    change(app, files=files)
    work(app)
    assert told(head, page) == [True, True, True, False]


def test_a_reading_that_fails_is_told_too(app: Flask, head: Browser, folder: Path) -> None:
    page = send(head, folder).location
    change(app, files={"folder": "nowhere"})
    work(app)
    assert told(head, page) == [True, True, True, False]


def test_who_was_killed_each_time_is_given_up_and_told(
    app: Flask, head: Browser, folder: Path
) -> None:
    page = confirmed(app, head, folder)
    with saved(app) as session:
        waiting = Job.state == JobState.WAITING
        session.execute(update(Job).where(waiting).values(attempts=MOST_ATTEMPTS))
    work(app)
    assert told(head, page) == [True, True, True, False]
    assert count_people(app) == 1
