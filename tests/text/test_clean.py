"""Rich text that is stored: good text untouched, the rest repaired, always the same way."""

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import clean
from app.text.clean import sanitize_html

ARTICLE = Path(__file__).with_name("article.html").read_text(encoding="utf-8")


def test_a_french_article_is_unchanged():
    assert sanitize_html(ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("Bonjour", "Bonjour"),
        ("<div>Un</div><div>Deux</div>", "<p>Un</p><p>Deux</p>"),
        ("<h1>Titre</h1><h5>Sous-titre</h5>", "<h2>Titre</h2><h4>Sous-titre</h4>"),
        ("<del>a</del><ins>b</ins><tt>c</tt>", "<s>a</s><u>b</u><code>c</code>"),
        ("<p>un<p>deux", "<p>un</p><p>deux</p>"),
        ("<ul><li>un<li>deux</ul>", "<ul><li>un</li><li>deux</li></ul>"),
        ("si a < b et c > d & e", "si a &lt; b et c &gt; d &amp; e"),
        ("17&nbsp;h&eacute;&hellip;", "17\u00a0hé…"),
        ("<p>a\r\nb</p>", "<p>a\nb</p>"),
        ("<style>p{color:red}</style><p class=MsoNormal>Texte<o:p></o:p></p>", "<p>Texte</p>"),
        ("<p class='x align-right y'>a</p>", '<p class="align-right">a</p>'),
        ("<p><iframe src='https://evil.example'>non</iframe></p><p>b</p>", "<p>b</p>"),
        ("<figure><p><iframe src='//a'></iframe></p></figure>a", "a"),
        ("<p>a <iframe></iframe> b</p>", "<p>a  b</p>"),
        ("<p><img src='https://evil.example/a.gif' alt='a'>b</p>", "<p>b</p>"),
        ("<a href=' https://a.fr/un document.pdf '>a</a>", '<a href="https://a.fr/un%20document.pdf">a</a>'),
        ("<a href='/x?a=1&copy=2'>a</a>", '<a href="/x?a=1&amp;copy=2">a</a>'),
        ("<p title='a'>b</p>", "<p>b</p>"),
        ("<td>a</td>", "a"),
        ("a\u0000b\ud800c\ufffed&#1;e", "abcde"),
        ("un\fdeux", "un deux"),
        ("{{7*7}} ${7*7} %s", "{{7*7}} ${7*7} %s"),
    ],
)  # fmt: skip
def test_what_is_stored(typed, stored):
    assert sanitize_html(typed) == stored


def test_the_same_text_always_gives_the_same_markup():
    assert len({sanitize_html(ARTICLE) for _ in range(20)}) == 1


FRAGMENTS = st.lists(
    st.sampled_from(
        "<p> </p> <b> </b> <a\thref='/x'> </a> <table> </table> <tr> <td> </td> <caption> <col> "
        "<ul> <li> </ul> <h2> </h2> <h3> <pre> </pre> <br> <iframe\tsrc='https://framatube.org/e'> "
        "</iframe> <figure> </figure> <svg> </svg> <math> <mtext> <style> </style> <script> "
        "</script> <!-- --> <![CDATA[ ]]> &lt; & < ' \" <dl> <dt> <span\tlang=fr> <select> "
        "<noscript> </noscript> <template> <textarea> <title> <a\ttitle=' <img\tonerror=alert(1)> "
        "<form> <button> <div> </div> <nobr> <plaintext> <body>".split(" ")
    )
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@settings(max_examples=300, deadline=None, database=None)
@given(FRAGMENTS)
def test_cleaning_what_is_clean_changes_nothing(html):
    cleaned = sanitize_html(html)
    assert sanitize_html(cleaned) == cleaned


@settings(max_examples=200, deadline=None, database=None)
@given(st.text())
def test_text_without_tags_is_kept_as_text(text):
    kept = clean.INVALID.sub("", text.replace("\f", " ")).replace("\r\n", "\n").replace("\r", "\n")
    if "<" not in text and "&" not in text:
        assert unescape(sanitize_html(text)) == kept
