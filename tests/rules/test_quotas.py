"""Quotas: the limits of the guide (p. 22), each at its exact edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import quotas
from app.rules.quotas import (
    CHOSEN,
    CHOSEN_AT_MOST,
    LIMITS,
    Excess,
    File,
    Place,
    Violation,
    limits_of,
)

MO = 1024 * 1024


def violations(place, some):
    """Return what is wrong by the limits of the guide."""
    return quotas.violations(LIMITS[place], some)


FILE_SIZES = [
    (Place.IMAGES, "photo.jpg", 5 * MO),
    (Place.AUDIO, "chorale.mp3", 50 * MO),
    (Place.VIDEO, "film.mp4", 100 * MO),
    (Place.ATTACHMENTS, "menu.pdf", 50 * MO),
    (Place.ANNOUNCEMENT, "lettre.pdf", 2 * MO),
    (Place.CAPTIONS, "film.vtt", MO),
    (Place.LOGO, "logo.png", 2 * MO),
]

TYPES = {
    Place.IMAGES: {"jpg", "jpeg", "png", "gif", "heic", "heif"},
    Place.AUDIO: {"mp3", "ogg"},
    Place.VIDEO: {"mp4", "webm"},
    Place.CAPTIONS: {"vtt", "srt"},
}
ATTACHED = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"}.union(
    TYPES[Place.IMAGES], TYPES[Place.AUDIO]
)

EXTENSIONS = sorted(
    {"svg", "bmp", "wav", "avi", "exe", "html", "js", "docm"}.union(ATTACHED).union(*TYPES.values())
)


def files(count, size=1):
    return [File(f"{number}.pdf", size) for number in range(count)]


@pytest.mark.parametrize(("place", "name", "limit"), FILE_SIZES)
def test_exactly_the_size_of_a_file_passes_and_one_byte_more_does_not(place, name, limit):
    assert violations(place, [File(name, limit)]) == []
    assert Violation(Excess.FILE_SIZE, name) in violations(place, [File(name, limit + 1)])


@pytest.mark.parametrize(("place", "limit"), [(Place.ATTACHMENTS, 150), (Place.ANNOUNCEMENT, 10)])
def test_exactly_the_number_of_files_passes_and_one_more_does_not(place, limit):
    assert violations(place, files(limit)) == []
    assert violations(place, files(limit + 1)) == [Violation(Excess.FILES)]


@pytest.mark.parametrize(
    ("place", "full"), [(Place.ATTACHMENTS, files(5, 50 * MO)), (Place.ANNOUNCEMENT, files(2, MO))]
)
def test_exactly_the_total_size_passes_and_one_byte_more_does_not(place, full):
    assert violations(place, full) == []
    assert violations(place, [*full, File("octet.txt", 1)]) == [Violation(Excess.TOTAL_SIZE)]


@pytest.mark.parametrize("place", TYPES)
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_each_place_accepts_its_types(place, extension):
    for name in (f"fichier.{extension}", f"FICHIER.{extension.upper()}", f"a.b.{extension}"):
        refused = [] if extension in TYPES[place] else [Violation(Excess.EXTENSION, name)]
        assert violations(place, [File(name, 1)]) == refused


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("place", [Place.ATTACHMENTS, Place.ANNOUNCEMENT])
def test_attachments_are_what_does_not_run(place, extension):
    name = f"fichier.{extension}"
    refused = [] if extension in ATTACHED else [Violation(Excess.EXTENSION, name)]
    assert violations(place, [File(name, 1)]) == refused


@pytest.mark.parametrize("name", ["", "jpg", ".jpg", "photo", "photo.", "a.jpg.exe", "photo.jpg "])
def test_what_only_resembles_an_extension_is_refused(name):
    assert violations(Place.IMAGES, [File(name, 1)]) == [Violation(Excess.EXTENSION, name)]


@pytest.mark.parametrize(
    ("place", "name"), [(Place.IMAGES, "a.png"), (Place.AUDIO, "a.ogg"), (Place.VIDEO, "a.webm")]
)
def test_media_are_limited_one_by_one(place, name):
    assert violations(place, [File(name, 5 * MO)] * 400) == []


def test_every_violation_is_told():
    assert violations(Place.ANNOUNCEMENT, files(11, 2 * MO + 1)) == [
        *(Violation(Excess.FILE_SIZE, f"{number}.pdf") for number in range(11)),
        Violation(Excess.FILES),
        Violation(Excess.TOTAL_SIZE),
    ]


@given(st.sampled_from(Place), st.lists(st.builds(File, st.text(), st.integers(0, 200 * MO))))
def test_taking_a_file_away_never_adds_a_violation(place, some):
    assert set(violations(place, some[:-1])) <= set(violations(place, some))


def test_a_school_that_has_chosen_nothing_has_the_limits_of_the_guide():
    assert limits_of({}) == LIMITS
    assert CHOSEN_AT_MOST["most_attachments"] == 150
    assert CHOSEN_AT_MOST["most_picture_mb"] == 5
    assert limits_of(CHOSEN_AT_MOST) == LIMITS


@pytest.mark.parametrize("name", CHOSEN)
def test_a_school_may_choose_less_and_never_more(name):
    place, part = CHOSEN[name]
    unit = 1 if part == "files" else MO
    assert getattr(limits_of({name: 1})[place], part) == unit
    assert limits_of({name: CHOSEN_AT_MOST[name] + 1}) == LIMITS
    for odd in (0, -5):
        assert getattr(limits_of({name: odd})[place], part) == unit
    for odd in ("1", 1.5, None, True, []):
        assert limits_of({name: odd}) == LIMITS


def test_what_is_chosen_changes_one_limit_only():
    limits = limits_of({"most_picture_mb": 2, "unknown": 1})
    assert limits[Place.IMAGES].extensions == LIMITS[Place.IMAGES].extensions
    assert {place for place in Place if limits[place] != LIMITS[place]} == {Place.IMAGES}
