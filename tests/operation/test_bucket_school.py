"""A school whose files are in a bucket: backed up, put back into another one, looked at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.checkup.stores import files_told
from app.config import Config, ConfigurationError, read
from app.extensions import db
from app.factory import create_app
from app.models import PersonDuty, Setting
from app.queries.stored_files import stored_files
from app.rules.audience import Duty
from app.storage import BucketPlace, Storage
from tests.conftest import config_for, fresh_database
from tests.factories import make_person
from tests.object_store import Line, object_store
from tests.operation.school_kept import command, everything, inside, keep_file


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with object_store() as found:
        yield found


@pytest.fixture
def school(app: Flask, session: Session, line: Line, tmp_path: Path) -> Iterator[Flask]:
    """The school with a head and a file, as one machine serves it."""
    found = create_app(
        replace(app.extensions["parvis"], data=folder(tmp_path, "one"), bucket=line.place("one"))
    )
    make_person(session).duties = [PersonDuty(duty=Duty.HEAD)]
    session.add(Setting(name="name", value="Collège des Trois Rivières"))
    keep_file(session, found.extensions["storage"], b"a menu")
    session.commit()
    yield found
    line.mend()
    found.extensions["storage"].clear()
    with found.app_context():
        db.engine.dispose()


def folder(above: Path, name: str) -> Path:
    found = above / name
    found.mkdir()
    return found


def test_what_is_put_back_is_what_was_there(
    school: Flask, session: Session, line: Line, tmp_path: Path, worker_id: str
) -> None:
    storage: Storage = school.extensions["storage"]
    for copy in storage.root.glob("*/*.pdf"):
        copy.unlink()
    archive = tmp_path / "school.tar"
    said = command(school, "backup", str(archive))
    assert said.exit_code == 0, said.output
    wanted = everything(session)
    data = folder(tmp_path, "place")
    url = fresh_database(f"from_bucket_{worker_id}", data)
    place = create_app(replace(config_for(data, url), bucket=line.place("place")))
    said = command(place, "restore", str(archive))
    assert said.exit_code == 0, said.output
    with inside(place) as elsewhere:
        assert everything(elsewhere) == wanted
        named = {name for _address, name in stored_files(elsewhere)}
    assert set(place.extensions["storage"].names()) == named
    assert command(place, "check").exit_code == 0
    taken = command(place, "restore", str(archive))
    assert (taken.exit_code, "nothing was changed" in taken.output) == (1, True)
    with place.app_context():
        db.engine.dispose()


def test_what_cannot_be_put_back_leaves_the_bucket_empty(
    school: Flask, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worker_id: str
) -> None:
    archive = tmp_path / "school.tar"
    assert command(school, "backup", str(archive)).exit_code == 0
    data = folder(tmp_path, "place")
    url = fresh_database(f"from_bucket_{worker_id}", data)
    place = create_app(replace(config_for(data, url), bucket=line.place("broken")))

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("app.backups.put_back._put_database", fail)
        said = command(place, "restore", str(archive))
    assert said.exit_code == 1
    assert "No space left" in said.output
    assert list(place.extensions["storage"].names()) == []
    with place.app_context():
        db.engine.dispose()


def test_a_store_that_does_not_answer_is_told(school: Flask, line: Line, tmp_path: Path) -> None:
    assert command(school, "check").exit_code == 0
    line.cut()
    for words, more in ((("check",), "PARVIS_FILES does not answer"), (("backup",), "Error: ")):
        arguments = (*words, str(tmp_path / "school.tar")) if words[0] == "backup" else words
        for copy in school.extensions["storage"].root.glob("*/*.pdf"):
            copy.unlink()
        said = command(school, *arguments)
        assert said.exit_code == 1
        assert more in said.output
        assert "Traceback" not in said.output
    assert not (tmp_path / "school.tar").exists()


def test_files_in_clear_are_doubtful(school: Flask) -> None:
    config: Config = school.extensions["parvis"]
    assert list(files_told(config, school.extensions["storage"])) == []
    far = BucketPlace("http://s3.example.org", "colleges", "key", "secret")
    told = list(files_told(replace(config, bucket=far), school.extensions["storage"]))
    assert [(one.is_wrong, "in clear" in one.words) for one in told] == [(False, True)]


def test_the_setting_names_a_bucket(tmp_path: Path) -> None:
    def place(url: str) -> BucketPlace | None:
        return read({"PARVIS_DATA": str(tmp_path), "PARVIS_FILES": url}).bucket

    assert place("") is None
    assert place("https://a%2Fb:c%40d@s3.example.org:8333/colleges?region=fr-par") == BucketPlace(
        "https://s3.example.org:8333", "colleges", "a/b", "c@d", "", "fr-par"
    )
    found = place("http://k:s@127.0.0.1:9000/colleges/rivemont/")
    assert found is not None
    assert (found.bucket, found.prefix, found.region) == ("colleges", "rivemont", "us-east-1")
    for wrong in (
        "colleges",
        "s3://colleges",
        "https://s3.example.org/colleges",
        "https://k:s@s3.example.org/",
        "https://k@s3.example.org/colleges",
    ):
        with pytest.raises(ConfigurationError, match="PARVIS_FILES must be as"):
            place(wrong)


def test_the_setting_names_a_counter(tmp_path: Path) -> None:
    def counter(url: str) -> str:
        return read({"PARVIS_DATA": str(tmp_path), "PARVIS_REDIS": url}).redis

    assert counter("") == ""
    assert counter("rediss://:word@counter.example.org:6379/0")
    for wrong in ("localhost", "http://localhost", "redis://"):
        with pytest.raises(ConfigurationError, match="PARVIS_REDIS must be as"):
            counter(wrong)
