"""Two texts compared: what changed, as words, never as markup; quick on any input."""

import random
import time
from collections.abc import Callable

import pytest

from app.text.compare import Change, Fold, Passage, compare, compare_words, folded

SIZE = 5_000
SECONDS = 1.5
"""Several times what it takes on an idle machine; quadratic work would take much longer."""


def only(old: str, new: str) -> Passage:
    """Return the one passage that did not stay as it was."""
    [passage] = [one for one in compare(old, new) if one.change is not Change.KEPT]
    return passage


def said(passage: Passage, change: Change) -> list[str]:
    """Return the words, or addresses, of a change."""
    return [piece.text.strip() for piece in passage.pieces if piece.change is change]


def test_the_same_text_has_no_change() -> None:
    text = "<h2>Un</h2><p>Deux <b>trois</b></p><ul><li>Quatre</li></ul><hr>"
    assert {passage.change for passage in compare(text, text)} == {Change.KEPT}
    assert folded(compare(text, text)) == [Fold(4)]


def test_words_change_inside_a_paragraph() -> None:
    passage = only("<p>Le badge coûte 5 € cette année.</p>", "<p>Le badge coûte 6 €.</p>")
    assert passage.change is Change.CHANGED
    assert said(passage, Change.REMOVED) == ["5 € cette année."]
    assert said(passage, Change.ADDED) == ["6 €."]
    assert said(passage, Change.KEPT) == ["Le badge coûte"]


def test_paragraphs_come_and_go() -> None:
    old = "<p>Le premier jour.</p><p>Une sortie au musée.</p><p>La fin.</p>"
    new = "<p>Le premier jour.</p><p>La fin.</p><p>Et un goûter.</p>"
    assert [(one.change, one.pieces[0].text) for one in compare(old, new)] == [
        (Change.KEPT, "Le premier jour."),
        (Change.REMOVED, "Une sortie au musée."),
        (Change.KEPT, "La fin."),
        (Change.ADDED, "Et un goûter."),
    ]


def test_what_goes_shows_before_what_comes() -> None:
    old, new = "<p>Abc def.</p><p>Fin.</p>", "<p>Xyz uvw.</p><p>Fin.</p>"
    changes = [passage.change for passage in compare(old, new)]
    assert changes == [Change.REMOVED, Change.ADDED, Change.KEPT]


def test_unchanged_runs_are_folded() -> None:
    old = "<p>Un</p><p>Deux</p><p>Trois</p><p>Quatre</p>"
    new = "<p>Un</p><p>Deux</p><p>Et demi</p><p>Trois</p><p>Quatre</p>"
    shown = folded(compare(old, new))
    assert [one if isinstance(one, Fold) else one.change for one in shown] == [
        Fold(2),
        Change.ADDED,
        Fold(2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ('<p><a href="/a">Ici</a></p>', '<p><a href="/b">Ici</a></p>', ["/a"], ["/b"]),
        ('<img src="/medias/1/a.jpg" alt="Un chat">', '<img src="/medias/1/a.jpg" alt="Un chien">',
         ["chat"], ["chien"]),
        ('<img src="/medias/1/a" alt="Un petit chat">',
         '<img src="/medias/2/b" alt="Un petit chat">', ["/medias/1/a"], ["/medias/2/b"]),
        ('<iframe src="https://digipad.app/p/1" title="Le mur de la classe"></iframe>',
         '<iframe src="https://digipad.app/p/2" title="Le mur de la classe"></iframe>',
         ["https://digipad.app/p/1"], ["https://digipad.app/p/2"]),
        ("<table><tr><th>Ticket</th><td>4 €</td><td>le jour</td></tr></table>",
         "<table><tr><th>Ticket</th><td>5 €</td><td>le jour</td></tr></table>", ["4"], ["5"]),
    ],
)  # fmt: skip
def test_links_pictures_embeds_and_cells(
    old: str, new: str, removed: list[str], added: list[str]
) -> None:
    passage = only(old, new)
    assert passage.change is Change.CHANGED
    assert said(passage, Change.REMOVED) == removed
    assert said(passage, Change.ADDED) == added


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Un mot fort.</p>", "<p>Un <strong>mot</strong> fort.</p>"),
        ("<ul><li>Un point</li></ul>", "<ol><li>Un point</li></ol>"),
        ("<p>Au centre.</p>", '<p class="align-center">Au centre.</p>'),
        ("<p>Hello</p>", '<p lang="en">Hello</p>'),
    ],
)
def test_another_layout_of_the_same_words_is_told(old: str, new: str) -> None:
    assert only(old, new).change is Change.RESTYLED


def test_a_long_passage_that_moved_is_compared_with_itself() -> None:
    long = "Chaque élève présente son badge et paie le repas {} euros à la caisse."
    old = f"<h2>Le badge</h2><p>{long.format('trois')}</p><h2>Les tarifs</h2><p>Voir plus bas.</p>"
    new = f"<h2>Les tarifs</h2><p>Voir plus bas.</p><h2>La carte</h2><p>{long.format('quatre')}</p>"
    [moved] = [passage for passage in compare(old, new) if passage.moved]
    assert said(moved, Change.REMOVED) == ["trois"]
    assert said(moved, Change.ADDED) == ["quatre"]


def test_nothing_of_the_markup_is_left() -> None:
    old = "<p>&lt;script&gt; <b>a</b> &amp; b</p>"
    passage = compare("", old)[0]
    assert passage.pieces[0].text == "<script> a & b"
    assert compare("", "") == []
    assert compare(old, "")[0].change is Change.REMOVED


def test_lists_quotes_and_tables_are_named() -> None:
    html = (
        "<ul><li><p>Un</p><p>Deux</p></li></ul><blockquote><p>Trois</p></blockquote>"
        "<table><caption>Quatre</caption><tr><td><p>Cinq</p></td><td>Six<br>Sept</td></tr></table>"
        "<figure><img src='/medias/1/a.jpg' alt='Huit'><figcaption>Neuf</figcaption></figure>Dix"
    )
    assert [(one.kind, one.pieces[0].text.strip()) for one in compare("", html)] == [
        ("li", "Un"),
        ("li", "Deux"),
        ("blockquote", "Trois"),
        ("caption", "Quatre"),
        ("row", "Cinq  | Six Sept"),
        ("picture", "Huit"),
        ("figcaption", "Neuf"),
        ("p", "Dix"),
    ]


def test_a_title_is_compared_word_by_word() -> None:
    pieces = compare_words("Le voyage à Rome", "Le voyage à Naples")
    assert [(piece.change, piece.text.strip()) for piece in pieces] == [
        (Change.KEPT, "Le voyage à"),
        (Change.REMOVED, "Rome"),
        (Change.ADDED, "Naples"),
    ]
    assert compare_words("", "") == ()


def numbered() -> tuple[str, str]:
    return "".join(f"<p>mot{i} a</p>" for i in range(SIZE)), "<p>autre</p>" * SIZE


def shuffled() -> tuple[str, str]:
    paragraphs = [f"<p>mot{i} a</p>" for i in range(SIZE)]
    mixed = random.Random(1).sample(paragraphs, SIZE)
    return "".join(paragraphs), "".join(mixed)


def backwards() -> tuple[str, str]:
    paragraphs = [f"<p>mot{i} a</p>" for i in range(SIZE)]
    return "".join(paragraphs), "".join(reversed(paragraphs))


def few_kinds() -> tuple[str, str]:
    chance = random.Random(2)
    texts = ["".join(chance.choices(["<p>a</p>", "<p>b</p>", "<p>c</p>"], k=SIZE)) for _ in "ab"]
    return texts[0], texts[1]


def each_edited() -> tuple[str, str]:
    return (
        "".join(f"<p>mot{i} fin</p>" for i in range(SIZE)),
        "".join(f"<p>mot{i} suite</p>" for i in range(SIZE)),
    )


def one_long_paragraph() -> tuple[str, str]:
    chance = random.Random(3)
    texts = [" ".join(chance.choices(["ab", "cd", "ef"], k=5 * SIZE)) for _ in "ab"]
    return f"<p>{texts[0]}</p>", f"<p>{texts[1]}</p>"


def long_paragraphs() -> tuple[str, str]:
    chance = random.Random(4)
    texts = [
        "".join(f"<p>{' '.join(chance.choices('abcdefghij', k=9))}</p>" for _ in range(SIZE // 2))
        for _ in "ab"
    ]
    return texts[0], texts[1]


@pytest.mark.parametrize(
    "make",
    [numbered, shuffled, backwards, few_kinds, each_edited, one_long_paragraph, long_paragraphs],
)
def test_hostile_texts_take_bounded_time(make: Callable[[], tuple[str, str]]) -> None:
    old, new = make()
    started = time.process_time()
    assert compare(old, new)
    assert time.process_time() - started < SECONDS
