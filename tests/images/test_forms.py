"""The geometry of cuts: exact sizes, never enlarged, around the focal point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.images.forms import CARD, FORMS, FULL, HERO, HERO_NARROW, THUMBNAIL, crop_box, sizes

SIDES = st.integers(1, 12_000)
FRACTIONS = st.floats(0, 1)
CROPPED = [form for form in FORMS.values() if form.cropped]


@pytest.mark.parametrize(
    ("form", "source", "expected"),
    [
        (HERO, (4200, 2800), [(2100, 480)]),
        (HERO, (2100, 480), [(2100, 480)]),
        (HERO_NARROW, (1200, 675), [(1200, 675)]),
        (HERO_NARROW, (2400, 1350), [(1200, 675), (2400, 1350)]),
        (HERO_NARROW, (2400, 1349), [(1200, 675)]),
        (CARD, (680, 383), [(680, 383)]),
        (CARD, (1360, 766), [(680, 383), (1360, 766)]),
        (CARD, (1359, 5000), [(680, 383)]),
        (THUMBNAIL, (4000, 3000), [(340, 191), (680, 382)]),
        (FULL, (4000, 3000), [(1600, 1200)]),
        (FULL, (3000, 4000), [(1200, 1600)]),
        (FULL, (800, 600), [(800, 600)]),
        (FULL, (1, 9000), [(1, 1600)]),
    ],
)
def test_each_form_has_its_sizes(form, source, expected):
    assert sizes(form, source) == expected


@pytest.mark.parametrize(
    ("form", "source", "expected"),
    [
        (CARD, (500, 500), (500, 281)),
        (CARD, (679, 2000), (679, 382)),
        (CARD, (2000, 100), (177, 100)),
        (HERO, (1050, 240), (1050, 240)),
        (THUMBNAIL, (1, 1), (1, 1)),
    ],
)
def test_a_picture_too_small_gives_the_largest_cut_of_the_same_ratio(form, source, expected):
    assert sizes(form, source) == [expected]


@pytest.mark.parametrize(
    ("focal", "expected"),
    [
        ((0.5, 0.5), (0.25, 0.0, 0.75, 1.0)),
        ((0.0, 0.5), (0.0, 0.0, 0.5, 1.0)),
        ((1.0, 1.0), (0.5, 0.0, 1.0, 1.0)),
        ((0.3, 0.9), (0.05, 0.0, 0.55, 1.0)),
    ],
)
def test_the_crop_stands_as_near_to_the_focal_point_as_the_edges_allow(focal, expected):
    source = (2 * 680, 383)
    assert crop_box(CARD, source, focal) == pytest.approx(expected)


@pytest.mark.parametrize("form", CROPPED, ids=lambda form: form.name)
@given(width=SIDES, height=SIDES, x=FRACTIONS, y=FRACTIONS)
def test_no_cut_is_larger_than_what_it_is_cut_from(form, width, height, x, y):
    left, top, right, bottom = crop_box(form, (width, height), (x, y))
    assert 0 <= left < right <= 1 + 1e-9
    assert 0 <= top < bottom <= 1 + 1e-9
    for cut_width, cut_height in sizes(form, (width, height)):
        assert cut_width == 1 or cut_width <= (right - left) * width + 1e-6
        assert cut_height == 1 or cut_height <= (bottom - top) * height + 1e-6


@pytest.mark.parametrize("form", CROPPED, ids=lambda form: form.name)
@given(width=SIDES, height=SIDES)
def test_a_crop_has_the_ratio_of_its_form(form, width, height):
    left, top, right, bottom = crop_box(form, (width, height), (0.5, 0.5))
    ratio = (right - left) * width / ((bottom - top) * height)
    assert ratio == pytest.approx(form.width / form.height)
