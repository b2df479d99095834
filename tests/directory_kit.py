"""Files of a directory for tests: written, read, compared and carried out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.directory_writing import write_plan
from app.directory.arrival import Arrival
from app.directory.layout import COLUMNS, File
from app.directory.read import read_directory
from app.directory.report import Report
from app.directory_export import lines_of
from app.models import Group, Membership, Person
from app.queries.directory_comparison import compared, dry_run
from app.rules.audience import Part
from tests.factories import NOW

SMALL: Mapping[File, Sequence[str]] = {
    File.PEOPLE: [
        "1;lou;Dubosc;Lou;ELV;;",
        "2;v.dubosc;Dubosc;Valérie;TUT;;v.dubosc@exemple.example",
        "3;m.estrade;Estrade;Marion;ENS;professeure d’EPS;",
    ],
    File.GROUPS: ["N4;Niveau 4e;niveau;", "4B;4B;classe;N4", "LAT;4LATIN;enseignement;"],
    File.MEMBERSHIPS: ["1;4B;eleve", "3;4B;professeur", "1;LAT;eleve"],
    File.GUARDIANS: ["2;1;legal"],
}
"""A pupil, her mother and a teacher."""

HEAD = "3300001"


def write(folder: Path, **changed: Sequence[str]) -> Path:
    """Write the small directory into a folder, some of its files with other lines."""
    folder.mkdir(exist_ok=True)
    for file, lines in SMALL.items():
        told = changed.get(file.name.lower(), lines)
        head = ";".join(COLUMNS[file])
        (folder / file).write_text("".join(f"{line}\r\n" for line in [head, *told]))
    return folder


def read(folder: Path) -> Arrival:
    """Read the files of a folder."""
    return read_directory(folder, lambda _read: None)


def look(session: Session, folder: Path) -> Report:
    """Make a dry run."""
    return dry_run(session, read(folder), None, NOW)[0]


def bring_in(session: Session, folder: Path, **same: int) -> None:
    """Carry files out, and commit."""
    carry_out(session, folder, **same)
    session.commit()
    session.expire_all()


def carry_out(session: Session, folder: Path, **same: int) -> None:
    """Carry files out in the session's transaction."""
    arrival = read(folder)
    plan = compared(session, arrival, None, same).plan
    write_plan(session, NOW, None, arrival, plan, lambda _done, _total: None)


def bring_out(session: Session, folder: Path) -> Path:
    """Write the files of the directory that is there."""
    folder.mkdir(exist_ok=True)
    for file in File:
        (folder / file).write_text("".join(lines_of(session, file)), newline="")
    return folder


def keep_head(session: Session, folder: Path) -> None:
    """Add the head of the demo school to files: without her no import lets the others leave."""
    with (folder / File.PEOPLE).open("a", newline="", encoding="utf-8") as people:
        people.writelines(one for one in lines_of(session, File.PEOPLE) if HEAD in one)


def person(session: Session, external_id: str) -> Person:
    """Return a person by identifier."""
    return session.scalars(select(Person).where(Person.external_id == external_id)).one()


def group(session: Session, name: str) -> Group:
    """Return a group by name."""
    return session.scalars(select(Group).where(Group.name == name)).one()


def members(session: Session, name: str) -> set[tuple[str, Part]]:
    """Return the logins and parts of those in a group."""
    found = (
        select(Person.login, Membership.part)
        .join(Membership)
        .where(Membership.group_id == group(session, name).id)
    )
    return {(login, part) for login, part in session.execute(found)}
