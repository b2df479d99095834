"""One CSV file, line by line, refused with the place where it cannot be read."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO
from unicodedata import category, is_normalized, normalize

from app.directory.faults import Faults, Why
from app.directory.layout import COLUMNS, LARGEST_FILE, LONGEST_FIELD, File
from app.text.spreadsheet import undefused

BOM = b"\xef\xbb\xbf"
LONGEST_LINE = 400_000
"""Bytes: more than a line of fields that are all as long as one may be."""
TOLD_EACH = 1_048_576
"""Bytes after which the progress is told."""

Tell = Callable[[int], None]
Row = tuple[int, Sequence[str]]


class _Unreadable(Exception):
    """The rest of the file cannot be read; the fault is noted."""


class Table:
    """The rows of one file, their cells in the order of its documented columns."""

    def __init__(self, folder: Path, file: File, faults: Faults, tell: Tell) -> None:
        """Take a file of a folder; `tell` hears how many bytes were read since the last time."""
        self.path = folder / file
        self.file = file
        self.faults = faults
        self.tell = tell
        self.heads: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Yield each row with its line; faults are noted, and end the file where they must."""
        if not self.path.is_file():
            self.faults.add(self.file, Why.MISSING_FILE)
        elif self.path.stat().st_size > LARGEST_FILE:
            self.faults.add(self.file, Why.TOO_LARGE)
        else:
            try:
                with self.path.open("rb") as stream:
                    yield from self._parsed(stream)
            except _Unreadable:
                return

    def _parsed(self, stream: IO[bytes]) -> Iterator[Row]:
        reader = csv.reader(self._lines(stream), delimiter=";", strict=True)
        order: list[int] = []
        line = 1
        while (cells := self._next(reader, line)) is not None:
            if not order:
                order = self._order(cells)
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(self.heads):
                    self.faults.add(self.file, Why.CELLS, line, value=str(len(cells)))
                else:
                    cleaned = [self._cleaned(cells[number], number, line) for number in order]
                    yield line, cleaned
            line = reader.line_num + 1
        if not order:
            self.faults.add(self.file, Why.NO_HEADER)

    def _next(self, reader: Iterator[list[str]], line: int) -> list[str] | None:
        try:
            return next(reader, None)
        except csv.Error as error:
            words = str(error)
            if "field limit" in words:
                self._give_up(Why.FIELD_TOO_LONG, line)
            elif "unexpected end" in words:
                self._give_up(Why.CUT, line)
            self._give_up(Why.QUOTES, line)
        return None

    def _order(self, cells: list[str]) -> list[int]:
        """Return where the documented columns stand; a wrong header ends the file."""
        self.heads = [cell.strip().lower() for cell in cells]
        wanted, before = COLUMNS[self.file], len(self.faults.found)
        for head in dict.fromkeys(self.heads):
            if head not in wanted:
                self.faults.add(self.file, Why.UNKNOWN_COLUMN, 1, head)
            elif self.heads.count(head) > 1:
                self.faults.add(self.file, Why.DOUBLE_COLUMN, 1, head)
        for head in wanted:
            if head not in self.heads:
                self.faults.add(self.file, Why.MISSING_COLUMN, 1, head)
        if len(self.faults.found) > before:
            raise _Unreadable
        return [self.heads.index(head) for head in wanted]

    def _cleaned(self, cell: str, number: int, line: int) -> str:
        if len(cell) > LONGEST_FIELD:
            self.faults.add(self.file, Why.FIELD_TOO_LONG, line, self.heads[number])
            return ""
        cell = undefused(cell.strip()).strip()
        if not cell.isprintable() and any(category(one) in ("Cc", "Cs") for one in cell):
            self.faults.add(self.file, Why.UNREADABLE, line, self.heads[number])
            return ""
        return cell if is_normalized("NFC", cell) else normalize("NFC", cell)

    def _lines(self, stream: IO[bytes]) -> Iterator[str]:
        """Yield the lines as text."""
        number = told = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            told += len(raw)
            if number == 1:
                raw = self._without_bom(raw)
            if len(raw) > LONGEST_LINE:
                self._give_up(Why.FIELD_TOO_LONG, number, self._long_column(raw))
            if b"\0" in raw:
                self._give_up(Why.UNREADABLE, number, self._column(raw, raw.index(b"\0")))
            yield self._decoded(raw, number)
            if told >= TOLD_EACH:
                self.tell(told)
                told = 0
            if not raw.endswith((b"\n", b"\r")):
                self.faults.add(self.file, Why.CUT, number)
        self.tell(told)

    def _without_bom(self, raw: bytes) -> bytes:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
            self._give_up(Why.UTF16, 1)
        return raw.removeprefix(BOM)

    def _decoded(self, raw: bytes, number: int) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            column = self._column(raw, error.start)
            self._give_up(Why.CP1252 if _reads_as_cp1252(raw) else Why.NOT_UTF8, number, column)
        return ""

    def _column(self, raw: bytes, position: int) -> str:
        """Return the head of the column at a byte of a line, if the header was read."""
        number = raw.count(b";", 0, position)
        return self.heads[number] if number < len(self.heads) else ""

    def _long_column(self, raw: bytes) -> str:
        fields = [len(field) for field in raw.split(b";")]
        longest = fields.index(max(fields))
        return self.heads[longest] if longest < len(self.heads) else ""

    def _give_up(self, why: Why, line: int, column: str = "") -> None:
        self.faults.add(self.file, why, line, column)
        raise _Unreadable


def _reads_as_cp1252(raw: bytes) -> bool:
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
