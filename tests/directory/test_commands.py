"""The commands of the directory."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.layout import File
from app.models import Person
from tests.directory_kit import SMALL, write


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["directory", *words], input=typed)
    return result.exit_code, result.output


def count(session: Session) -> int:
    session.rollback()
    found = session.scalar(select(func.count()).select_from(Person).where(Person.left_at.is_(None)))
    session.rollback()
    return found or 0


def test_a_folder_goes_in_and_comes_out(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = str(write(tmp_path / "in"))
    code, said = run(app, "import", folder, "--dry-run")
    assert (code, count(session)) == (0, 0)
    assert "3 people added" in said
    code, said = run(app, "import", folder, typed="n\n")
    assert (code, count(session)) == (1, 0)
    code, said = run(app, "import", folder, "--yes")
    assert (code, count(session)) == (0, 3)
    assert "Done." in said
    code, said = run(app, "import", folder, "--yes")
    assert (code, "Nothing to do." in said) == (0, True)
    code, said = run(app, "export", str(tmp_path / "out"))
    assert code == 0
    assert "personnes.csv: 3 rows" in said
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted(File)


def test_a_broken_folder_changes_nothing(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = write(tmp_path, people=[*SMALL[File.PEOPLE], "3;;Nom;Prénom;ENS;;"])
    code, said = run(app, "import", str(folder), "--yes")
    assert (code, count(session)) == (1, 0)
    assert "personnes.csv, ligne 5, colonne identifiant" in said
    assert "Nothing was changed." in said


def test_many_who_leave_are_let_go_only_if_told(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    run(app, "import", str(write(tmp_path)), "--yes")
    write(tmp_path, people=SMALL[File.PEOPLE][:2], memberships=["1;4B;eleve", "1;LAT;eleve"])
    code, said = run(app, "import", str(tmp_path), "--yes")
    assert (code, count(session)) == (1, 3)
    assert "--many-leave" in said
    code, _said = run(app, "import", str(tmp_path), "--yes", "--many-leave")
    assert (code, count(session)) == (0, 2)


def test_a_file_without_lines_empties_the_classes_only_if_told(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    run(app, "import", str(write(tmp_path)), "--yes")
    write(tmp_path, memberships=[], guardians=[])
    code, said = run(app, "import", str(tmp_path), "--yes", "--many-leave")
    assert code == 1
    assert "more than 10 % would end (memberships, ties): --many-end" in said
    code, said = run(app, "import", str(tmp_path), "--yes", "--many-end")
    assert (code, "Done." in said) == (0, True)


def test_who_changes_class_is_not_asked_about(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, "import", str(write(tmp_path)), "--yes")
    groups = ["N4;Niveau 4e;niveau;", "3A;3A;classe;"]
    write(tmp_path, groups=groups, memberships=["1;3A;eleve", "3;3A;professeur"])
    code, said = run(app, "import", str(tmp_path), "--yes")
    assert (code, "3 memberships removed" in said) == (0, True)
