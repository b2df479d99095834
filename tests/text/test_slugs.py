"""Words of addresses."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify as by_library

from app.config import ROOT
from app.text.slugs import slugify

USUAL = "eéèêëàâäçîïôöùûüÿñœæŒÆÉÀÇ«»–—…·•°€× \u00a0\u202f-,.;:!?()&#0123456789abcMNO"


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


@settings(max_examples=500, deadline=None, database=None)
@given(st.text(alphabet=USUAL, max_size=60) | st.text(max_size=20))
def test_letters_are_read_as_the_library_reads_them(title):
    """Whatever an address was made of before, it is the same still."""
    spaced = re.sub("['’‘ʼ′`´]", "-", title)
    words = by_library(spaced, max_length=80, word_boundary=True, save_order=True).strip("-")
    assert slugify(title) == (words or "sans-titre")


def test_a_french_title_needs_no_table_of_all_languages():
    says = (
        "import sys; from app.text.slugs import slugify; slugify(sys.argv[1]);"
        "print('text_unidecode' in sys.modules)"
    )

    def needs(title):
        run = [sys.executable, "-c", says, title]
        return subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert needs(f"« L’œuvre du collège » — 6e{USUAL}") == "False\n"
    assert needs("Łódź") == "True\n"
