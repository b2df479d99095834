"""Each kind of finding has words, in French, and a look."""

import pytest
from flask import Flask

from app.text.kinds import Finding, Gravity, Kind, Part
from blueprints.newsroom.finding_words import WORDS
from blueprints.newsroom.findings import LOOKS, MOST_PLACES, PARTS, told


def test_each_kind_and_gravity_is_in_the_tables() -> None:
    assert set(WORDS) == set(Kind)
    assert set(LOOKS) == set(Gravity)
    assert set(PARTS) == set(Part)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_what_is_wrong_and_how_to_mend_it(app: Flask, kind: Kind) -> None:
    with app.test_request_context():
        [entry] = told([Finding(kind, "ici")])
        for lazy, words in zip(WORDS[kind], (entry.title, entry.advice), strict=True):
            assert str(words) == str(lazy)
            assert str(lazy) != lazy._args[0], "not translated"  # type: ignore[attr-defined]


def test_findings_of_one_kind_are_told_together(app: Flask) -> None:
    found = [Finding(Kind.VAGUE_LINK, f"lien {number % 8}") for number in range(10)]
    [entry] = told([*found])
    assert entry.count == 10
    assert [place.words for place in entry.places] == [f"lien {n}" for n in range(MOST_PLACES)]
