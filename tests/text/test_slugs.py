"""Words of addresses."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L'été à l’école : œuvre", "l-ete-a-l-ecole-oeuvre"),
        ("Aujourd’hui, c'est la rentrée !", "aujourd-hui-c-est-la-rentree"),
        ("Straße & Łódź", "strasse-lodz"),
        ("6e A / 5e B", "6e-a-5e-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "sans-titre"),
        (" ’ ", "sans-titre"),
        ("🎉", "sans-titre"),
        ("\0\ud800", "sans-titre"),
    ],
)
def test_slug(title, slug):
    assert slugify(title) == slug


def test_long_titles_end_between_words():
    assert slugify("Réunion " * 30) == "-".join(["reunion"] * 10)
    assert slugify("a" * 500) == "a" * 80


@settings(max_examples=200, deadline=None, database=None)
@given(st.text())
def test_any_title_gives_a_slug_that_stays_the_same(title):
    slug = slugify(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80
    assert slugify(slug) == slug
