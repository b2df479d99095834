"""Lines for a spreadsheet: semicolons as in France, and no cell that a program would run."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

BOM = "\ufeff"
"""What tells a spreadsheet that the file is UTF-8; it stands before the first line."""
_RUNS = re.compile(r"'* *[=+\-@\t\r]")


def line(cells: Iterable[str]) -> str:
    """Return one line of CSV; what a spreadsheet would take for a formula begins with a quote."""
    target = StringIO()
    csv.writer(target, delimiter=";").writerow([defused(cell) for cell in cells])
    return target.getvalue()


def defused(cell: str) -> str:
    """Return a text that no spreadsheet computes (OWASP, "CSV injection")."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def undefused(cell: str) -> str:
    """Return the text of which `defused` made a cell."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell
