"""How tiles are laid so that the paving of a home page has no hole, in any window.

A tile keeps the place that its editor gave it; where that would leave ground bare, it grows, or a
tall tile ends where its neighbours end. The widths are those of static/css/layout.css:

    window            width 2    3       4, 5, 6    7 and more    rows
    under 42 rem      half       half    all        all           none
    42 to 66 rem      quarter    half    half       all           an agenda beside four doors
    from 66 rem       2          3       as set     as set        as set
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

COLUMNS = 12
QUARTER, HALF = 3, 6


@dataclass(frozen=True)
class Size:
    """Columns of twelve and rows, as an editor sets them."""

    width: int
    height: int


@dataclass(frozen=True)
class Plot:
    """Where a tile lies in the wide window, both counted from 0."""

    row: int
    column: int
    size: Size

    @property
    def end_row(self) -> int:
        """The first row under the tile."""
        return self.row + self.size.height

    @property
    def end_column(self) -> int:
        """The first column after the tile."""
        return self.column + self.size.width


def places(sizes: Sequence[Size]) -> list[str]:
    """Return for each tile, in order, the classes that give it its place."""
    fitted = _fitted(sizes)
    return [
        " ".join(name for name in names if name)
        for names in zip(map(_wide, fitted), _middle(fitted), _small(fitted), strict=True)
    ]


def lay(sizes: Sequence[Size]) -> list[Plot]:
    """Lay tiles in order on twelve columns, as a CSS grid does: never going back to a hole."""
    plots: list[Plot] = []
    taken: set[tuple[int, int]] = set()
    row = column = 0
    for size in sizes:
        while column + size.width > COLUMNS or taken & _cells(row, column, size):
            column += 1
            if column + size.width > COLUMNS:
                row, column = row + 1, 0
        plots.append(Plot(row, column, size))
        taken |= _cells(row, column, size)
        column += size.width
    return plots


def first_hole(plots: Sequence[Plot]) -> tuple[int, int] | None:
    """Return the row and column of the first bare cell above the foot of the paving, if any."""
    taken = {cell for plot in plots for cell in _cells(plot.row, plot.column, plot.size)}
    rows = max((plot.end_row for plot in plots), default=0)
    cells = ((row, column) for row in range(rows) for column in range(COLUMNS))
    return next((cell for cell in cells if cell not in taken), None)


def _fitted(sizes: Sequence[Size]) -> list[Size]:
    fitted = list(sizes)
    for _ in range(4 * len(fitted)):
        plots = lay(fitted)
        hole = first_hole(plots)
        if hole is None:
            break
        repaired = _shortened(plots, hole[0]) or _widened(plots, hole)
        if repaired is None:
            break
        fitted = repaired
    if first_hole(lay(fitted)) is not None:
        fitted = _in_rows(sizes)
    return fitted


def _shortened(plots: Sequence[Plot], row: int) -> list[Size] | None:
    """End the tall tiles one row earlier when no tile begins in this row."""
    if any(plot.row == row for plot in plots):
        return None
    return [
        replace(plot.size, height=plot.size.height - 1)
        if plot.row < row < plot.end_row
        else plot.size
        for plot in plots
    ]


def _widened(plots: Sequence[Plot], hole: tuple[int, int]) -> list[Size] | None:
    """Give one more column to the tile before the hole, when it is free in all its rows."""
    row, column = hole
    taken = {cell for plot in plots for cell in _cells(plot.row, plot.column, plot.size)}
    for index, plot in enumerate(plots):
        beside = {(line, column) for line in range(plot.row, plot.end_row)}
        if plot.end_column == column and plot.row <= row < plot.end_row and not beside & taken:
            sizes = [other.size for other in plots]
            sizes[index] = replace(plot.size, width=plot.size.width + 1)
            return sizes
    return None


def _in_rows(sizes: Sequence[Size]) -> list[Size]:
    """Lay simple rows, the last tile of each grown to the end: it always holds."""
    flat = [replace(size, height=1) for size in sizes]
    plots = lay(flat)
    return [
        replace(plot.size, width=COLUMNS - plot.column)
        if index + 1 == len(plots) or plots[index + 1].row > plot.row
        else plot.size
        for index, plot in enumerate(plots)
    ]


def _wide(size: Size) -> str:
    return f"w-{size.width}" + (f" h-{size.height}" if size.height > 1 else "")


def _middle(sizes: Sequence[Size]) -> list[str]:
    widths = [_middle_width(size.width) for size in sizes]
    names = [""] * len(widths)
    line: list[int] = []
    index = 0
    while index < len(widths):
        beside_doors = not line and widths[index : index + 5] == [HALF] + 4 * [QUARTER]
        if beside_doors:
            names[index] = "h-m2"
            index += 5
        elif sum(widths[other] for other in line) + widths[index] > COLUMNS:
            _fill(line, widths, names)
            line = []
        else:
            line.append(index)
            index += 1
    _fill(line, widths, names)
    return names


def _middle_width(width: int) -> int:
    if width == 2:
        return QUARTER
    return HALF if width <= 6 else COLUMNS


def _fill(line: Sequence[int], widths: Sequence[int], names: list[str]) -> None:
    """Let a line of the middle window reach its end: alone all of it, else by halves."""
    missing = COLUMNS - sum(widths[index] for index in line)
    if len(line) == 1 and missing:
        names[line[0]] = "m-all"
    else:
        quarters = [index for index in line if widths[index] == QUARTER]
        for index in quarters[len(quarters) - missing // QUARTER :] if missing else []:
            names[index] = "m-half"


def _small(sizes: Sequence[Size]) -> list[str]:
    """Let a half tile left alone in its line take all of it."""
    names = [""] * len(sizes)
    waiting: int | None = None
    for index, size in enumerate(sizes):
        if size.width <= 3:
            waiting = None if waiting is not None else index
        elif waiting is not None:
            names[waiting], waiting = "s-all", None
    if waiting is not None:
        names[waiting] = "s-all"
    return names


def _cells(row: int, column: int, size: Size) -> set[tuple[int, int]]:
    return {
        (line, place)
        for line in range(row, row + size.height)
        for place in range(column, column + size.width)
    }
