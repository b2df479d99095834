"""The paving of a home page has no hole, whatever tiles an editor sets."""

import re
from random import Random

import pytest

from app.paving import Size, first_hole, lay, places

DEMO = [
    Size(8, 3),
    Size(4, 1),
    *4 * [Size(2, 1)],
    Size(8, 1),
    Size(4, 1),
    Size(8, 1),
    Size(4, 1),
]
WIDTHS = (2, 3, 4, 5, 6, 7, 8, 9, 12)


def test_a_page_without_hole_stays_as_its_editor_set_it() -> None:
    assert places(DEMO) == [
        "w-8 h-3",
        "w-4 h-m2",
        *4 * ["w-2"],
        "w-8",
        "w-4 m-all",
        "w-8",
        "w-4 m-all",
    ]


def test_a_tall_tile_ends_with_its_neighbours() -> None:
    assert places([Size(8, 3), Size(4, 1), Size(4, 1)])[0] == "w-8 h-2"


def test_the_last_tile_of_a_row_grows_to_its_end() -> None:
    assert places([Size(8, 1), Size(3, 1), Size(12, 1)])[1] == "w-4 m-all"


def test_one_door_alone_takes_its_line() -> None:
    assert places([Size(2, 1)]) == ["w-12"]


@pytest.mark.parametrize("seed", range(300))
def test_no_hole_in_any_window(seed: int) -> None:
    """Random pages, laid again from the classes alone by the rules of the style sheet."""
    random = Random(seed)
    sizes = [
        Size(random.choice(WIDTHS), random.choice((1, 1, 1, 2, 3)))
        for _ in range(random.randint(1, 12))
    ]
    classes = places(sizes)
    assert first_hole(lay([wide(names) for names in classes])) is None
    assert first_hole(lay([middle(names) for names in classes])) is None
    assert first_hole(lay([small(names) for names in classes])) is None


def wide(names: str) -> Size:
    """From 66 rem."""
    return Size(number("w", names), number("h", names))


def middle(names: str) -> Size:
    """From 42 to 66 rem."""
    width = set_width(names)
    if "m-all" in names:
        return Size(12, 1)
    if "m-half" in names:
        return Size(6, 1)
    columns = 3 if width == 2 else 6 if width <= 6 else 12
    return Size(columns, 2 if "h-m2" in names else 1)


def small(names: str) -> Size:
    """Under 42 rem."""
    return Size(6 if set_width(names) <= 3 and "s-all" not in names else 12, 1)


def set_width(names: str) -> int:
    return number("w", names)


def number(letter: str, names: str) -> int:
    found = re.search(rf"\b{letter}-(\d+)\b", names)
    return int(found[1]) if found else 1
