"""The directory as the four files that an import reads, line by line or as one archive."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from sqlalchemy.orm import Session

from app.directory.layout import COLUMNS, KINDS, PARTS, TIES, File
from app.queries.directory_files import rows_of
from app.text.spreadsheet import BOM, line

AT_ONCE = 2_000
CODES: Mapping[File, Mapping[Any, str]] = {
    file: {value: word for word, value in codes.items()}
    for file, codes in (
        (File.GROUPS, KINDS),
        (File.MEMBERSHIPS, PARTS),
        (File.GUARDIANS, TIES),
    )
}
"""What the third column says for a kind, a part and a tie."""


def lines_of(session: Session, file: File) -> Iterator[str]:
    """Yield the lines of a file, the header first."""
    yield BOM + line(COLUMNS[file])
    streamed = rows_of(file).execution_options(yield_per=AT_ONCE)
    for row in session.execute(streamed):
        yield line(_cells(file, row))


def write_archive(session: Session, target: IO[bytes]) -> None:
    """Write the four files as a zip archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in File:
            with archive.open(file, "w", force_zip64=True) as part:
                for text in lines_of(session, file):
                    part.write(text.encode())


def _cells(file: File, row: Sequence[Any]) -> list[str]:
    cells = [str(cell or "") for cell in row]
    if file is File.PEOPLE:
        cells[4] = " ".join(sorted(cells[4].split()))
    else:
        cells[2] = CODES[file][row[2]]
    return cells
