"""All that is held about a person as files: one JSON, or a table for each part in a zip."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection

from app.queries.own_data import PARTS, all_rows, columns_of
from app.text.spreadsheet import BOM, line
from blueprints.account.data_words import COLUMNS, in_words

IN_MEMORY = 2_000_000
"""Bytes of a file that are not yet written to a disk."""


def json_file(reader: Connection, person_id: int) -> IO[bytes]:
    """Return all parts as one JSON object, the rows of each in a list, values as they are kept."""
    file = _file()
    for piece in _pieces(reader, person_id):
        file.write(piece.encode())
    file.seek(0)
    return file


def zip_file(reader: Connection, person_id: int) -> IO[bytes]:
    """Return a zip with a table for each part, which a spreadsheet opens and does not compute."""
    file = _file()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in PARTS:
            with (
                archive.open(f"{part.name}.csv", "w", force_zip64=True) as raw,
                TextIOWrapper(raw, "utf-8", newline="") as table,
            ):
                heads = [str(COLUMNS[name]) for name in columns_of(part)]
                table.write(BOM + line(heads))
                for row in all_rows(reader, part, person_id):
                    table.write(line(in_words(row)))
    file.seek(0)
    return file


def _file() -> IO[bytes]:
    return SpooledTemporaryFile(IN_MEMORY)


def _pieces(reader: Connection, person_id: int) -> Iterator[str]:
    yield "{"
    for number, part in enumerate(PARTS):
        yield f"{',' if number else ''}\n{json.dumps(part.name)}: ["
        for count, row in enumerate(all_rows(reader, part, person_id)):
            text = json.dumps(_plain(row), ensure_ascii=False, default=str)
            yield f"{',' if count else ''}\n  {text}"
        yield "]"
    yield "\n}\n"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its days and moments as ISO 8601 writes them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }
