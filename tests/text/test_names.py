"""Full names are found however they are written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.check import CheckedArticle, check
from app.text.flat import Flat
from app.text.kinds import Kind
from app.text.marks import marked
from app.text.names import NameIndex, capitalised, naming_word
from app.text.stems import fold

PEOPLE = (
    ("Emma", "Castel-Durand"),
    ("Nolan", "Péreira"),
    ("Yanis", "El Amrani"),
    ("Zoé", "Le Goff"),
    ("Maël", "N'Diaye"),
    ("Lou", "Dubosc"),
    ("Thomas", "Martin"),
    ("Jean-Baptiste", "Roux"),
    ("Rui", "D’Almeida"),
    ("Hoà", "Nguyễn"),
    ("Paul", "de La Tour"),
    ("Cœur", "Łukasz"),
)
INDEX = NameIndex(PEOPLE)


def found(text: str) -> list[str]:
    """Return the words of the names in a text."""
    return [text[one.start : one.end] for one in INDEX.find(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Emma Castel-Durand", "Emma Castel Durand", "CASTEL DURAND Emma", "CASTEL-DURAND, Emma",
        "Castel-Durand Emma", "Emma CASTEL-DURAND", "Emma\u00a0Castel\u2011Durand",
        "Péreira Nolan", "Nolan Pereira", "NOLAN PÉREIRA", "Nolan Pe\u0301reira",
        "Maël N’Diaye", "Mael N'Diaye", "N’DIAYE Maël", "Maël N Diaye",
        "Yanis El Amrani", "Yanis el-Amrani", "EL AMRANI Yanis",
        "Zoé Le Goff", "Zoe Le Goff", "Jean Baptiste Roux", "Roux Jean-Baptiste",
        "Rui d’Almeida", "d'Almeida Rui", "Hoa Nguyen", "NGUYỄN Hoà", "Paul de La Tour",
        "Coeur Lukasz",
    ],
)  # fmt: skip
def test_finds_a_name_however_it_is_written(name: str) -> None:
    assert found(name) == [name]
    assert found(f"Bravo à {name}, qu’{name} (4e C)") == [name, name]


@pytest.mark.parametrize(
    "text",
    [
        "Emma et Nolan (4C)",
        "Lou, 4B",
        "Lou, pour la rédaction",
        "Emma C. et Nolan P.",
        "nolan pereira",
        "Nolan pereira",
        "Emma Castel-Durand-Roux",
        "Jean-Emma Castel-Durand",
        "Lucas, Thomas, Martin et Léa",
        "Thomas\nMartin",
        "Thomas. Martin arrive.",
        "Thomas (Martin)",
        "Emma, Durand",
        "Thomasine Martin",
        "M. Martin et Thomas",
    ],
)
def test_leaves_what_is_no_full_name(text: str) -> None:
    assert found(text) == []


def test_proposes_the_first_name_and_an_initial() -> None:
    text = "Emma Castel-Durand, N’DIAYE Maël, Jean-Baptiste Roux et Yanis El Amrani"
    assert [one.short for one in INDEX.find(text)] == [
        "Emma C.", "Maël N.", "Jean-Baptiste R.", "Yanis E."
    ]  # fmt: skip


def test_one_person_has_one_key() -> None:
    text = "Nolan Péreira, PEREIRA Nolan"
    assert {one.key for one in INDEX.find(text)} == {"nolan pereira"}


def test_who_has_no_first_or_last_name_is_not_looked_for() -> None:
    index = NameIndex([("", "Administrateur"), ("Accueil", " "), ("123", "Rue")])
    assert list(index.find("Administrateur Accueil 123 Rue")) == []


def test_reads_across_inline_tags_and_cells_but_not_across_blocks() -> None:
    body = (
        "<p>Bravo à Emma <b>Castel</b>-Durand &amp; <em>Nolan</em> Péreira</p>"
        "<ul><li>Thomas</li><li>Martin</li><li>Zoé Le Goff</li></ul>"
        "<table><tbody><tr><td>Roux</td><td>Jean-Baptiste</td></tr>"
        "<tr><td>Thomas</td></tr><tr><td>Martin</td></tr></tbody></table>"
    )
    findings = check(CheckedArticle("", "", body), INDEX)
    assert [one.place for one in findings if one.kind is Kind.PERSON_NAMED] == [
        "Emma Castel-Durand", "Nolan Péreira", "Zoé Le Goff", "Roux Jean-Baptiste"
    ]  # fmt: skip
    shown = marked(body, findings)
    assert '<span class="mark">Emma </span><b><span class="mark">Castel</span></b>' in shown
    assert '<td><span class="mark">Roux</span></td><td>' in shown


def test_titles_alternatives_and_summaries_are_read() -> None:
    article = CheckedArticle(
        "Bravo Lou Dubosc", "Avec Emma\nCastel-Durand", '<p><img src="/x" alt="Zoé Le Goff"></p>'
    )
    found = [(one.part, one.element) for one in check(article, INDEX)]
    assert found == [("title", None), ("summary", None), ("body", ("img", 1))]


_NAMES = st.sampled_from(PEOPLE)
_FILLING = st.text(alphabet="àéçœ bcdxyz,.;:!?()«»0123456789", max_size=30)


@given(_FILLING, _NAMES, st.booleans(), st.booleans(), st.sampled_from(["-", " "]), _FILLING)
def test_a_planted_name_is_always_found(
    before: str, name: tuple[str, str], folded: bool, last_first: bool, joint: str, after: str
) -> None:
    first, last = (fold(part).title() if folded else part for part in name)
    written = " ".join((last, first) if last_first else (first, last)).replace("-", joint)
    text = f"{before} {written} {after}"
    assert written in [text[one.start : one.end] for one in INDEX.find(text)]


_WRITTEN = (str, str.upper, str.lower, fold)
_WORDS = st.builds(
    lambda name, written: written(name),
    st.sampled_from([part for name in PEOPLE for part in name]),
    st.sampled_from(_WRITTEN),
)
_PIECES = st.lists(st.one_of(_WORDS, st.sampled_from([" ", "-", ", ", "\n", "’", "e", "Ré", "."])))


@given(_PIECES.map("".join))
def test_its_words_with_a_capital_lead_to_all_the_names_of_a_text(text: str) -> None:
    words = capitalised(text)
    few = NameIndex(name for name in PEOPLE if naming_word(name[1]) in words)
    assert list(few.find(text)) == list(INDEX.find(text))


@pytest.mark.parametrize(
    ("last_name", "word"),
    [("de La Tour", "tour"), ("N’Diaye", "diaye"), ("NGUYỄN", "nguyen"), ("123", ""), ("", "")],
)
def test_the_word_that_a_text_must_hold(last_name: str, word: str) -> None:
    assert naming_word(last_name) == word


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_found_are_its_words(text: str) -> None:
    for one in INDEX.find(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.short


@given(st.text(alphabet="ab<>&;/p ĸ\n\t'\"=amp", max_size=120))
def test_plain_text_leads_back_to_its_html(html: str) -> None:
    flat = Flat(html)
    for start, end in flat.ranges(0, len(flat.text)):
        assert 0 <= start < end <= len(html)
