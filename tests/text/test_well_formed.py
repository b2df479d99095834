"""Hostile sizes: nothing that is typed or pasted keeps the server busy."""

import pytest

from app.text.clean import sanitize_html
from app.text.well_formed import DEEPEST, well_formed
from tests.timed import within

MEBIBYTE = 1_048_576


@pytest.mark.parametrize(
    "unit",
    ["<b>", "<blockquote>", "<div>", "<ul><li>", "<table><tr><td>", "<i lang=fr><p>", "<a href=/>"],
)  # fmt: skip
def test_ten_thousand_nested_tags_take_less_than_a_few_seconds(unit):
    with within(5):
        cleaned = sanitize_html(unit * 10_000)
    assert cleaned.count("<") <= 2 * 10_000 * unit.count("<")


@pytest.mark.parametrize(
    "unit",
    ["<p>Un paragraphe de <strong>texte</strong>. " + "Des mots. " * 40 + "</p>\n", "<", "&",
     "<!--", "é", "\0", "<script>", '<p title="', "<p ='", "a & b ", "&#0;", "=\""],
)  # fmt: skip
def test_a_mebibyte_of_anything_is_bearable(unit):
    with within(10):
        sanitize_html((unit * (MEBIBYTE // len(unit) + 1))[:MEBIBYTE])


def test_thousands_of_attributes_are_bearable():
    with within(10):
        html = "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + " lang=fr>a</p>"
        assert sanitize_html(html) == '<p lang="fr">a</p>'
        assert sanitize_html(f'<p title="{"&" * MEBIBYTE}">a</p>') == "<p>a</p>"


def test_elements_are_balanced_and_not_too_deep():
    assert well_formed("<span>" * 1000).count("<span>") == DEEPEST
    assert well_formed("<b>a<i>b</b>c</i>") == "<b>a<i>b</i></b>c"
    assert well_formed("<td>a<p>b<td>c") == "<td>a<p>b</p></td><td>c</td>"
