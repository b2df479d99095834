"""The structural check of a text: what it finds, where, and how grave it is."""

import time

import pytest

from app.text.check import GRAVITY, Finding, Gravity, Kind, UsedPicture, check, marked
from app.text.clean import sanitize_html

GOOD = (
    "<h2>Un</h2><p>Du texte, enfin !</p><h3>Deux</h3><p><a href='/x'>Le programme du voyage</a></p>"
    "<h2>Trois</h2><table><tr><th>Jour</th></tr><tr><td>Lundi</td></tr></table>"
    "<p><img src='/medias/1/a.jpg' alt=''><a href='mailto:a@b.example'>a@b.example</a></p>"
    "<iframe src='https://digipad.app/p/1' title='Le mur'></iframe>"
)


def kinds(body: str) -> list[Kind]:
    """Return the kinds of what is found in a body."""
    return [finding.kind for finding in check(body)]


def test_a_good_text_has_nothing_to_mend() -> None:
    pictures = [UsedPicture("Affiche", "L’affiche"), UsedPicture("Décor", "")]
    assert check(GOOD, title="Bravo !", summary="Oui ?!", pictures=pictures) == []
    assert check("") == []


@pytest.mark.parametrize(
    ("body", "kind", "place"),
    [
        ("<p><img src='/medias/1/chat.jpg'></p>", Kind.PICTURE_WITHOUT_ALT, "chat.jpg"),
        ("<h3>Trop bas</h3>", Kind.HEADING_JUMP, "Trop bas"),
        ("<h2>Un</h2><h4>Trop bas</h4>", Kind.HEADING_JUMP, "Trop bas"),
        ("<h2> </h2>", Kind.EMPTY_HEADING, ""),
        ("<p><a href='/x'> </a></p>", Kind.EMPTY_LINK, "/x"),
        ("<p><a href='/x'><img src='/medias/1/a.jpg' alt=''></a></p>", Kind.EMPTY_LINK, "/x"),
        ("<p><a href='/x'>Cliquez ici</a></p>", Kind.VAGUE_LINK, "Cliquez ici"),
        ("<p><a href='/x'>« ICI »</a></p>", Kind.VAGUE_LINK, "« ICI »"),
        ("<p><a href='/x'>Lire la suite…</a></p>", Kind.VAGUE_LINK, "Lire la suite…"),
        ("<p><a href='/x'>Plus d’infos</a></p>", Kind.VAGUE_LINK, "Plus d’infos"),
        ("<p><a href='/x'>https://a.example/b</a></p>", Kind.BARE_ADDRESS, "https://a.example/b"),
        ("<p><a href='/x'>www.a.example</a></p>", Kind.BARE_ADDRESS, "www.a.example"),
        ("<table><tr><td>Lundi</td></tr></table>", Kind.TABLE_WITHOUT_HEADERS, "Lundi"),
        ("<iframe src='https://digipad.app/p/1'></iframe>", Kind.FRAME_WITHOUT_TITLE,
         "https://digipad.app/p/1"),
        ("<p>Merci à tous !!!</p>", Kind.EXCLAMATIONS, "Merci à tous !!!"),
        ("<p>Merci ! !</p>", Kind.EXCLAMATIONS, "Merci ! !"),
    ],
)  # fmt: skip
def test_finds_what_is_to_mend(body: str, kind: Kind, place: str) -> None:
    [finding] = check(body)
    assert (finding.kind, finding.place) == (kind, place)


def test_a_picture_in_a_link_speaks_for_it() -> None:
    assert kinds("<p><a href='/x'><img src='/medias/1/a.jpg' alt='Le plan'></a></p>") == []


def test_looks_at_the_pictures_beside_the_title_and_the_summary() -> None:
    pictures = [UsedPicture("Cour", None), UsedPicture("Décor", "")]
    found = check("<p>x</p>", title="Bravo !!", summary="Oui !!!", pictures=pictures)
    assert found == [
        Finding(Kind.PICTURE_WITHOUT_ALT, "Cour"),
        Finding(Kind.EXCLAMATIONS, "Bravo !!"),
        Finding(Kind.EXCLAMATIONS, "Oui !!!"),
    ]


def test_the_gravest_comes_first() -> None:
    body = "<p>Oui !!! <a href='/x'>ici</a></p><p><a href='/x'></a></p>"
    found = check(body)
    assert [one.gravity for one in found] == [Gravity.BLOCKS, Gravity.WARNS, Gravity.ADVISES]
    assert set(GRAVITY) == set(Kind)


def test_long_places_are_cut() -> None:
    [finding] = check(f"<h3>{'mot ' * 100}</h3>")
    assert len(finding.place) <= 60
    assert finding.place.endswith("…")


def test_marks_what_it_found_and_nothing_else() -> None:
    body = sanitize_html(
        '<h3>Bas</h3><p class="align-center"><a href="/x">Le plan</a>'
        ' <a href="/y" title="!!">ici</a> oui !!! non !</p><img src="/medias/1/a.jpg">'
        '<table class="table-plain"><tr><td>a</td></tr></table>'
    )
    expected = (
        body.replace("<h3>", '<h3 class="mark">')
        .replace('<a href="/y"', '<a class="mark" href="/y"')
        .replace(" oui !!!", ' oui <span class="mark">!!!</span>')
        .replace("<img ", '<img class="flagged" ')
        .replace('class="table-plain"', 'class="flagged table-plain"')
    )
    assert marked(body, check(body)) == expected
    assert marked(sanitize_html(GOOD), []) == sanitize_html(GOOD)


@pytest.mark.parametrize(
    "body",
    [
        "<p><a href='/x'>ici</a>!!</p>" * 20_000,
        "<table><tr><td>" * 60 + "a" * 500_000,
        "!" * 500_000,
        "! " * 250_000,
        "<h4>a</h4>" * 50_000,
    ],
    ids=["links", "nested tables", "cries", "spaced cries", "headings"],
)
def test_hostile_texts_take_bounded_time(body: str) -> None:
    started = time.process_time()
    marked(body, check(body))
    assert time.process_time() - started < 3
