"""The sample of the four files that the site gives: two classes of the demo school.

`python -m tests.directory_sample` writes it anew from an instance in PARVIS_DATA that holds the
demo school.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from app.directory.layout import File
from app.directory_export import lines_of
from app.extensions import db
from app.factory import create_app
from app.templating import STATIC
from app.text.spreadsheet import BOM

CLASSES = ("4931$4B", "4931$6A")
FOLDER = STATIC / "samples"


def sample(session: Session) -> Mapping[File, str]:
    """Return the files of the two classes: pupils, guardians, teachers, levels and memberships."""
    lines = {file: list(lines_of(session, file)) for file in File}
    rows = {file: [_cells(line) for line in told[1:]] for file, told in lines.items()}
    levels = {row[3] for row in rows[File.GROUPS] if row[0] in CLASSES}
    people = {row[0] for row in rows[File.MEMBERSHIPS] if row[1] in CLASSES}
    people |= {row[0] for row in rows[File.GUARDIANS] if row[1] in people}
    kept = {
        File.PEOPLE: lambda row: row[0] in people,
        File.GROUPS: lambda row: row[0] in levels or row[0] in CLASSES,
        File.MEMBERSHIPS: lambda row: row[1] in CLASSES,
        File.GUARDIANS: lambda row: {row[0], row[1]} <= people,
    }
    return {
        file: "".join(
            [told[0]]
            + [line for line, row in zip(told[1:], rows[file], strict=True) if kept[file](row)]
        )
        for file, told in lines.items()
    }


def _cells(line: str) -> Sequence[str]:
    [cells] = csv.reader([line.removeprefix(BOM)], delimiter=";")
    return cells


def write(folder: Path) -> None:
    """Write the sample."""
    folder.mkdir(exist_ok=True)
    for file, text in sample(db.session()).items():
        (folder / file).write_text(text, newline="")


if __name__ == "__main__":
    with create_app().app_context():
        write(FOLDER)
