"""What no backup replaces, and archives that are not put back: nothing changes."""

import json
import stat
import tarfile
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.backups.dumps import is_empty
from app.extensions import db
from app.models import Setting
from tests.operation.school_kept import command, everything, inside, keep_file


def test_a_backup_takes_the_place_of_nothing(app: Flask, tmp_path: Path) -> None:
    there = tmp_path / "school.tar"
    there.write_text("precious")
    said = command(app, "backup", str(there))
    assert (said.exit_code, there.read_text()) == (1, "precious")
    assert "there already" in said.output


def test_nobody_else_reads_what_is_written(app: Flask, tmp_path: Path) -> None:
    """Neither through remains of a backup that was killed, nor through a link put there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    (tmp_path / ".linked.tar.part").symlink_to(elsewhere)
    (tmp_path / ".open.tar.part").touch(0o666)
    for name in ("linked.tar", "open.tar"):
        assert command(app, "backup", str(tmp_path / name)).exit_code == 0
        written = (tmp_path / name).lstat()
        assert (stat.S_ISREG(written.st_mode), written.st_mode & 0o777) == (True, 0o600)
    assert elsewhere.read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(app: Flask, tmp_path: Path) -> None:
    said = command(app, "backup", str(tmp_path / "away" / "school.tar"))
    assert said.exit_code == 1
    assert "Error: " in said.output
    assert "Traceback" not in said.output
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_put_back_over_a_school(app: Flask, session: Session, tmp_path: Path) -> None:
    session.add(Setting(name="name", value="Ours"))
    session.commit()
    archive = tmp_path / "school.tar"
    assert command(app, "backup", str(archive)).exit_code == 0
    before = everything(session)
    said = command(app, "restore", str(archive))
    assert said.exit_code == 1
    assert "nothing was changed" in said.output
    assert everything(session) == before


def damaged(archive: Path, how: str) -> None:
    """Spoil an archive in one way."""
    data = archive.read_bytes()
    if how == "cut":
        archive.write_bytes(data[: len(data) // 2])
    elif how == "a bit":
        spot = data.index(b"a menu")
        archive.write_bytes(data[:spot] + b"b" + data[spot + 1 :])
    elif how == "no archive":
        archive.write_text("hello")
    elif how == "empty":
        archive.write_bytes(b"")
    else:
        archive.write_bytes(data.replace(b'"revision": "', b'"revision": "9'))


def test_a_damaged_archive_is_refused_whole(
    app: Flask, session: Session, place: Flask, tmp_path: Path
) -> None:
    keep_file(session, app.extensions["storage"], b"a menu")
    session.commit()
    for how in ("cut", "a bit", "no archive", "empty"):
        archive = tmp_path / f"{how}.tar"
        command(app, "backup", str(archive))
        damaged(archive, how)
        said = command(place, "restore", str(archive))
        assert said.exit_code == 1, how
        assert "nothing was changed" in said.output
        assert_untouched(place)


def assert_untouched(place: Flask) -> None:
    with inside(place):
        assert is_empty(db.engine)
    assert list(place.extensions["storage"].names()) == []
    data: Path = place.extensions["parvis"].data
    assert not (data / "restore-aside").exists()


def rewritten(archive: Path, **changes: Any) -> None:
    """Change what an archive says of itself."""
    with tarfile.open(archive) as source:
        parts = {one.name: source.extractfile(one).read() for one in source.getmembers()}  # type: ignore[union-attr]
    parts["contents.json"] = json.dumps(json.loads(parts["contents.json"]) | changes).encode()
    archive.unlink()
    with tarfile.open(archive, "w") as target:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            (archive.parent / "part").write_bytes(data)
            with (archive.parent / "part").open("rb") as stream:
                target.addfile(member, stream)


MISFITS: list[tuple[dict[str, Any], str]] = [
    ({"revision": "9999"}, "of a newer Parvis"),
    ({"format": 2}, "in another form"),
    ({"database": "oracle"}, "PARVIS_DATABASE names"),
    ({"members": {"database": "0" * 64}}, "database is damaged"),
    ({"members": {"../secret": "0" * 64}}, "names what no backup holds"),
    ({"members": {"database": "0" * 64, "files/../../x.pdf": "0" * 64}}, "names what no"),
    ({"members": 3}, "no whole backup"),
]


def test_an_archive_that_does_not_fit_is_refused(app: Flask, place: Flask, tmp_path: Path) -> None:
    for number, (changes, said) in enumerate(MISFITS):
        archive = tmp_path / f"{number}.tar"
        command(app, "backup", str(archive))
        rewritten(archive, **changes)
        answer = command(place, "restore", str(archive))
        assert answer.exit_code == 1, changes
        assert said in answer.output
        assert_untouched(place)
