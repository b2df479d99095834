"""Plain text and extracts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.excerpts import Piece, excerpt, highlight, plain_text
from tests.timed import within


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>un</p><p>deux</p>", "un deux"),
        ("<h2>Un</h2>\n<ul><li>a</li><li>b</li></ul>", "Un a b"),
        ("<p>par<b>fois</b><em>,</em> oui</p>", "parfois, oui"),
        ("<p>un<br>deux</p>", "un deux"),
        ("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>", "1 2"),
        ("<p>17\u00a0h\u00a045 &amp; &lt;b&gt;</p>", "17\u00a0h\u00a045 & <b>"),
        ('<p>a</p><iframe src="https://framatube.org/a">x</iframe><p>b</p>', "a b"),
        ('<p>a <img src="/medias/a.jpg" alt="x">b</p>', "a b"),
    ],
)
def test_plain_text(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("Bonjour", 7, "Bonjour"),
        ("Bonjour à tous les élèves", 15, "Bonjour à tous…"),
        ("Bonjour à tous, les élèves", 17, "Bonjour à tous…"),
        ("Bonjour à 17\u00a0h", 13, "Bonjour à…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("Bonjour à tous", 1, "…"),
        ("", 10, ""),
    ],
)
def test_excerpt_ends_between_words(text, length, shown):
    assert excerpt(text, length) == shown


def joined(pieces):
    return "".join(piece.text for piece in pieces)


def found(pieces):
    return [piece.text for piece in pieces if piece.hit]


ARTICLE = (
    "Le collège ouvre ses portes samedi. " * 8
    + "Les élèves visiteront le musée et ses Œuvres anciennes avec leurs professeurs. "
    + "Puis chacun rentre au collège. " * 8
)


def test_the_extract_stands_where_the_words_are_closest():
    pieces = highlight(ARTICLE, "oeuvre du MUSEE", 90)
    assert found(pieces) == ["musée", "Œuvres"]
    assert joined(pieces).startswith("…")
    assert joined(pieces).endswith("…")
    assert joined(pieces)[1:-1] in ARTICLE


def test_more_different_words_win_over_more_words():
    text = "portes, portes, portes. " + "Rien à lire ici. " * 9 + "Un musée pour les élèves."
    assert found(highlight(text, "portes musée élève", 40)) == ["musée", "élèves"]


def test_a_short_text_is_shown_whole():
    assert highlight("L’élève lit.", "eleves", 50) == [
        Piece("L’", False),
        Piece("élève", True),
        Piece(" lit.", False),
    ]


@pytest.mark.parametrize("query", ["", "le la", "zèbre", "%", "<b>"])
def test_without_a_hit_the_text_begins(query):
    assert highlight(ARTICLE, query, 40) == [
        Piece("Le collège ouvre ses portes samedi. Le…", False)
    ]


def test_markup_in_a_text_stays_text():
    pieces = highlight("<b>élève</b> & <script>", "élève", 100)
    assert joined(pieces) == "<b>élève</b> & <script>"
    assert found(pieces) == ["élève"]


WORDS = st.lists(
    st.sampled_from(["élève", "musée", "le", "\n", "…", "infiniment" * 9, "17\u00a0h"])
    | st.text(max_size=8),
    max_size=60,
).map(" ".join)  # fmt: skip


@settings(max_examples=300, deadline=None, database=None)
@given(WORDS, st.text(max_size=10) | st.just("élèves musées"), st.integers(3, 120))
def test_an_extract_keeps_to_its_length_and_to_the_text(text, query, length):
    pieces = highlight(text, query, length)
    assert len(joined(pieces)) <= max(length, 1)
    assert joined(pieces).removeprefix("…").removesuffix("…").strip() in text
    assert all(piece.text for piece in pieces)


def test_long_texts_and_queries_are_bearable():
    with within(2):
        highlight("élève musée " * 50_000, "élève " * 50_000, 200)
        plain_text("<" * 200_000)
