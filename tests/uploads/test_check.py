"""`flask check`: files and rows agree, or the command says where not and mends what it can."""

import os
from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models import Media, PersonDuty
from app.rules.audience import Duty
from app.rules.quotas import Place
from app.storage import Storage
from tests import files_sent as made
from tests.factories import make_person
from tests.uploads.conftest import Take


@pytest.fixture(autouse=True)
def _in_charge(session: Session) -> None:
    """A school without its head is no site in order."""
    make_person(session).duties = [PersonDuty(duty=Duty.HEAD)]
    session.commit()


@pytest.fixture(autouse=True)
def _clean_folder(storage: Storage) -> Iterator[None]:
    """Other tests of this process leave files without rows."""
    for name in list(storage.names()):
        storage.path(name).unlink()
    return


def check(app: Flask, *options: str) -> Result:
    """Run the command."""
    return app.test_cli_runner().invoke(args=["check", *options])


def make_old(storage: Storage, name: str) -> None:
    """Let a file be of a week ago."""
    os.utime(storage.path(name), (1, storage.path(name).stat().st_mtime - 7 * 86_400))


def test_a_site_in_order(app: Flask, take: Take) -> None:
    take(made.pdf(), "menu.pdf")
    take(made.picture("JPEG", (40, 30)), "photo.jpg", Place.IMAGES)
    answer = check(app)
    assert answer.exit_code == 0, answer.output
    assert answer.output.endswith("Files and rows agree.\n")


def test_a_file_that_is_gone_or_altered_is_told(app: Flask, take: Take, storage: Storage) -> None:
    gone, altered = take(made.pdf(1), "menu.pdf"), take(made.pdf(2), "lettre.pdf")
    storage.path(gone.stored_name or "").unlink()
    storage.path(altered.stored_name or "").write_bytes(b"%PDF-1.4 something else")
    answer = check(app, "--repair")
    assert answer.exit_code == 1
    assert f"missing: /medias/{gone.id}/menu.pdf" in answer.output
    assert f"altered: /medias/{altered.id}/lettre.pdf" in answer.output


def test_repair_removes_what_no_row_names(
    app: Flask, session: Session, take: Take, storage: Storage
) -> None:
    kept = take(made.pdf(1), "menu.pdf").stored_name or ""
    orphan = take(made.pdf(2), "lettre.pdf").stored_name or ""
    session.execute(delete(Media).where(Media.stored_name == orphan))
    session.commit()
    assert check(app, "--repair").exit_code == 0, "it may be on its way to its row"
    assert storage.exists(orphan)
    make_old(storage, orphan)
    assert check(app).exit_code == 1
    answer = check(app, "--repair")
    assert (answer.exit_code, storage.exists(orphan), storage.exists(kept)) == (0, False, True)
    assert "Removed 1 " in answer.output


def test_repair_of_all_leaves_nothing_behind_a_kill(
    app: Flask, take: Take, storage: Storage
) -> None:
    take(made.pdf(1), "menu.pdf")
    orphan = storage.put(b"nobody committed", ".pdf")
    (storage.aside() / "half").write_bytes(b"half")
    assert check(app, "--all").exit_code == 1
    answer = check(app, "--repair", "--all")
    assert answer.exit_code == 0, answer.output
    assert not storage.exists(orphan)
    assert list(storage.aside().iterdir()) == []
