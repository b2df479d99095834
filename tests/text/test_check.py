"""The structural check of a text: what it finds, where, and how grave it is."""

import time

import pytest

from app.rules.licences import Licence
from app.text.check import CheckedArticle, check
from app.text.check_pictures import PICTURE, CheckedFile
from app.text.clean import sanitize_html
from app.text.kinds import Finding, Gravity, Kind, Part
from app.text.marks import marked
from app.text.personal_data import allowed_in

GOOD = (
    "<h2>Un</h2><p>Du texte, enfin !</p><h3>Deux</h3><p><a href='/x'>Le programme du voyage</a></p>"
    "<h2>Trois</h2><table><tr><th>Jour</th></tr><tr><td>Lundi</td></tr></table>"
    "<p><img src='/medias/1/a.jpg' alt=''><a href='mailto:a@b.example'>a@b.example</a></p>"
    "<iframe src='https://digipad.app/p/1' title='Le mur'></iframe>"
)


def found_in(body: str) -> list[Finding]:
    """Return what is found in a body that not everybody reads: no personal data."""
    return check(CheckedArticle("Un titre", "", body, is_public=False))


def kinds(body: str) -> list[Kind]:
    """Return the kinds of what is found in a body."""
    return [finding.kind for finding in found_in(body)]


def picture(title: str, alt: str | None, part: Part = Part.GALLERY) -> CheckedFile:
    """Return a drawing in the public domain."""
    return CheckedFile(part, PICTURE, title, alt=alt, licence=Licence.CC0, shows_people=False)


def test_a_good_text_has_nothing_to_mend() -> None:
    pictures = [picture("Affiche", "L’affiche"), picture("Décor", "")]
    article = CheckedArticle("Bravo !", "Oui ?!", GOOD, pictures)
    allowed = allowed_in(["A@b.example"], [], [])
    assert check(article, None, allowed) == []
    assert [one.kind for one in check(article)] == [Kind.MAIL_ADDRESS]
    assert check(CheckedArticle("", "", "")) == []


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
        ("<p><a href='/medias/3/plan.pdf'>Le plan</a></p>", Kind.FILE_LINK, "Le plan"),
        ("<p>Merci à tous !!!</p>", Kind.EXCLAMATIONS, "Merci à tous !!!"),
        ("<p>Merci ! !</p>", Kind.EXCLAMATIONS, "Merci ! !"),
    ],
)  # fmt: skip
def test_finds_what_is_to_mend(body: str, kind: Kind, place: str) -> None:
    [finding] = found_in(body)
    assert (finding.kind, finding.place) == (kind, place)


def test_a_picture_in_a_link_speaks_for_it() -> None:
    assert kinds("<p><a href='/x'><img src='/medias/1/a.jpg' alt='Le plan'></a></p>") == []


def test_a_link_that_says_what_file_it_opens_is_good() -> None:
    for words in ("Le plan (PDF, 200 Ko)", "Le plan en Word", "Le tableur des notes"):
        assert kinds(f"<p><a href='/medias/3/plan.pdf'>{words}</a></p>") == []


def test_looks_at_the_pictures_beside_the_title_and_the_summary() -> None:
    pictures = [picture("Cour", None), picture("Décor", ""), picture("Plan", None, Part.BODY)]
    found = check(CheckedArticle("Bravo !!", "Oui !!!", "<p>x</p>", pictures))
    assert found == [
        Finding(Kind.PICTURE_WITHOUT_ALT, "Cour", part=Part.GALLERY),
        Finding(Kind.EXCLAMATIONS, "Bravo !!", part=Part.TITLE),
        Finding(Kind.EXCLAMATIONS, "Oui !!!", part=Part.SUMMARY),
    ]


def test_the_gravest_comes_first() -> None:
    body = "<p>Oui !!! <a href='/x'>ici</a></p><p><a href='/x'></a></p>"
    found = check(CheckedArticle("", "", body))
    assert [one.gravity for one in found] == [Gravity.BLOCKS, Gravity.WARNS, Gravity.ADVISES]


def test_in_private_nothing_blocks() -> None:
    found = found_in("<p><a href='/x'></a></p>")
    assert [one.gravity for one in found] == [Gravity.WARNS]


def test_long_places_are_cut() -> None:
    [finding] = found_in(f"<h3>{'mot ' * 100}</h3>")
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
    assert marked(body, found_in(body)) == expected
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
    marked(body, found_in(body))
    assert time.process_time() - started < 3
