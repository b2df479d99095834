"""What is typed in a plain field, and stored text as it is typed again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.clean import sanitize_html
from app.text.typed import html_of, line_of, lines_of, typed_of


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  \r\n \r\n", ""),
        ("Bonjour", "<p>Bonjour</p>"),
        ("un\r\ndeux\r\n\r\ntrois", "<p>un<br>deux</p><p>trois</p>"),
        ("un\n \n\n\ndeux", "<p>un</p><p>deux</p>"),
        ("si a < b et c > d & e", "<p>si a &lt; b et c &gt; d &amp; e</p>"),
        ("écrire à <zoe.le-goff@example.org>", "<p>écrire à &lt;zoe.le-goff@example.org&gt;</p>"),
        ("<p>un</p>\r\n<p>deux</p>", "<p>un</p>\n<p>deux</p>"),
        ("<h1>Titre</h1><p onclick=x>un</p>", "<h2>Titre</h2><p>un</p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("{{7*7}} ${x} %s", "<p>{{7*7}} ${x} %s</p>"),
        ("a\x00b", "<p>ab</p>"),
    ],
)
def test_plain_text_becomes_paragraphs_and_html_is_cleaned(typed: str, stored: str) -> None:
    assert html_of(typed) == stored


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("<p>un<br>deux</p><p>trois &amp; quatre</p>", "un\ndeux\n\ntrois & quatre"),
        ("<p>un <b>deux</b></p>", "<p>un <b>deux</b></p>"),
        ("<p>la balise &lt;b&gt;</p>", "<p>la balise &lt;b&gt;</p>"),
        ("<p>un</p>\n<p>deux</p>", "<p>un</p>\n<p>deux</p>"),
    ],
)
def test_a_stored_text_is_typed_again_without_tags_where_nothing_is_lost(
    stored: str, typed: str
) -> None:
    assert typed_of(stored) == typed


@given(st.text(alphabet="ab <>/p&;\n\r\tbé\u2028"))
@settings(max_examples=200)
def test_a_form_that_nobody_touched_saves_the_same_text(text: str) -> None:
    for stored in (html_of(text), sanitize_html(f"<p>a</p>{text}")):
        sent = typed_of(stored).replace("\n", "\r\n")
        assert html_of(sent) == stored


def test_lines_lose_what_nobody_can_type() -> None:
    assert line_of(" Le\tcross\r\n\x00 du  collège ") == "Le cross du collège"
    assert lines_of(" un\r\ndeux\x07 ") == "un\ndeux"
