"""What differs between two compositions, told by the marks of their tiles."""

import pytest

from app.rules.tiles import FileUse, TileValues, compared


def page(marks: str) -> list[TileValues]:
    return [TileValues(mark, "link", title=mark) for mark in marks]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "abc", ""),
        ("abc", "cab", "c"),
        ("abc", "bca", "a"),
        ("abcd", "abdc", "c"),
        ("abcde", "eabcd", "e"),
        ("abc", "axbyc", ""),
        ("abcd", "d", ""),
    ],
)
def test_as_few_as_possible_have_moved(before: str, after: str, moved: str) -> None:
    found = compared(page(before), page(after))
    assert "".join(one.mark for one in found if one.has_moved) == moved
    gone = [one.mark for one in found if one.after is None]
    assert gone == [one for one in before if one not in after]
    assert [one.mark for one in found if one.before is None] == [
        one for one in after if one not in before
    ]


def test_what_differs_is_named() -> None:
    old = TileValues("a", "link", "Menus", settings={"url": "/"}, audience=frozenset({"public"}))
    new = TileValues(
        "a",
        "link",
        "Self",
        width=4,
        settings={"url": "/"},
        files=frozenset({FileUse(1, "picture")}),
    )
    [one] = compared([old], [new])
    assert one.fields == ("title", "width", "audience", "files")
    assert one.is_change
    assert not compared([old], [old])[0].is_change
