"""The demo school as the académie knows it (domain, §6.8)."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.layout import COLUMNS, File
from app.extensions import db
from app.models import Article, Group, Membership, Person, PersonFunction, Source
from app.rules.audience import Function
from app.text.spreadsheet import BOM, line
from tests.demo_pages import ARTICLES
from tests.directory_kit import bring_in, bring_out, look
from tests.directory_sample import FOLDER, sample


@pytest.fixture
def own_session(own_app: Flask) -> Iterator[Session]:
    """The database of a copy of the demo school."""
    with own_app.app_context():
        yield db.session()
        db.session.remove()


@pytest.mark.usefixtures("demo")
def test_the_academie_knows_its_own_by_identifier() -> None:
    found = db.session.execute(
        select(Person.source, func.count(Person.external_id), func.count()).group_by(Person.source)
    ).all()
    assert {source: (known, total) for source, known, total in found} == {
        Source.ACADEMIC: (612 + 1148 + 46 + 22, 612 + 1148 + 46 + 22),
        Source.LOCAL: (0, 16 + 4 + 1),
    }
    for function, first, last in (
        (Function.ELV, 3_100_001, 3_100_612),
        (Function.TUT, 3_200_001, 3_201_148),
    ):
        ids = db.session.execute(
            select(func.min(Person.external_id), func.max(Person.external_id))
            .join(PersonFunction)
            .where(PersonFunction.function == function)
        ).one()
        assert tuple(ids) == (str(first), str(last))
    assert "" not in db.session.scalars(select(Person.naming_word)).all()
    names = db.session.scalars(select(Group.external_id).order_by(Group.id)).all()
    assert {"4931$6A", "4931$4LATIN"} <= set(names)


@pytest.mark.usefixtures("demo")
def test_the_sample_is_of_the_demo_school() -> None:
    for file, text in sample(db.session()).items():
        assert (FOLDER / file).read_text().splitlines() == text.splitlines(), file


@pytest.mark.long
def test_a_delta_moves_a_pupil_and_lets_a_teacher_go(own_session: Session, tmp_path: Path) -> None:
    session, folder = own_session, bring_out(own_session, tmp_path / "out")
    pupil = session.scalars(
        select(Person)
        .join(Membership)
        .join(Group)
        .where(Group.name == "5C", Membership.part == "pupil")
    ).first()
    article = session.get_one(Article, ARTICLES["A20"])
    author = session.get_one(Person, article.author_id)
    assert pupil is not None
    ids = pupil.id, author.id, str(pupil.external_id), str(author.external_id)
    change(folder, File.MEMBERSHIPS, [(ids[2], "4931$5C")], [(ids[2], "4931$5D", "eleve")], ids[3])
    change(folder, File.PEOPLE, [(ids[3],)], [])
    report = look(session, folder)
    assert [one["id"] for one in report["leaving"]] == [ids[1]]
    assert (report["counts"]["added"], report["counts"]["changed"]) == (0, 0)
    assert report["counts"]["joining"] == 1
    bring_in(session, folder)
    classes = session.scalars(
        select(Group.name).join(Membership).where(Membership.person_id == ids[0])
    ).all()
    assert "5D" in classes
    assert "5C" not in classes
    assert session.get_one(Person, ids[1]).left_at is not None
    assert session.get_one(Article, ARTICLES["A20"]).author_id == ids[1]
    assert look(session, folder)["nothing"]


def change(
    folder: Path,
    file: File,
    without: list[tuple[str, ...]],
    more: list[tuple[str, ...]],
    nobody: str = "",
) -> None:
    """Write a file without the lines that begin so, or that tell of somebody, and with others."""
    with (folder / file).open(newline="", encoding="utf-8-sig") as told:
        _head, *rows = csv.reader(told, delimiter=";")
    kept = [
        row
        for row in rows
        if row[0] != nobody and not any(tuple(row[: len(start)]) == start for start in without)
    ]
    assert len(kept) < len(rows)
    lines = [BOM + line(COLUMNS[file]), *map(line, kept), *map(line, more)]
    (folder / file).write_text("".join(lines), newline="")
