"""What a button mends: the fault is gone, the rest is as it was, and the text stays clean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.check import CheckedArticle, check
from app.text.clean import sanitize_html
from app.text.kinds import Finding, Kind
from app.text.mend import mend, mend_line
from app.text.names import NameIndex

NAMES = NameIndex([("Emma", "Castel-Durand"), ("Nolan", "Péreira")])


def found_in(body: str, kind: Kind) -> Finding:
    """Return the first finding of a kind."""
    return next(one for one in check(CheckedArticle("", "", body), NAMES) if one.kind is kind)


@pytest.mark.parametrize(
    ("kind", "body", "value", "mended"),
    [
        (
            Kind.PICTURE_WITHOUT_ALT,
            '<p><img src="/medias/1/a.jpg" alt=""><img src="/medias/2/b.jpg"></p>',
            'Le « mur » & "la cour"',
            (
                '<p><img src="/medias/1/a.jpg" alt=""><img src="/medias/2/b.jpg"'
                ' alt="Le « mur » &amp; &quot;la cour&quot;"></p>'
            ),
        ),
        (
            Kind.PICTURE_WITHOUT_ALT,
            '<p><img src="/medias/2/b.jpg"></p>',
            "",
            '<p><img src="/medias/2/b.jpg" alt=""></p>',
        ),
        (
            Kind.FRAME_WITHOUT_TITLE,
            '<iframe src="https://digipad.app/p/1" title=""></iframe><p>x</p>',
            "Le mur",
            '<iframe src="https://digipad.app/p/1" title="Le mur"></iframe><p>x</p>',
        ),
        (
            Kind.VAGUE_LINK,
            '<p><a href="/a">Le plan</a> <a href="/b"><b>ici</b></a>.</p>',
            "Les photos <b> & l’appel",
            '<p><a href="/a">Le plan</a> <a href="/b">Les photos &lt;b&gt; &amp; l’appel</a>.</p>',
        ),
        (Kind.EMPTY_LINK, '<p>a<a href="/a"> </a>b</p>', "", "<p>a b</p>"),
        (
            Kind.EMPTY_LINK,
            '<p>a<a href="/a"></a>b</p>',
            "le plan",
            '<p>a<a href="/a">le plan</a>b</p>',
        ),
        (
            Kind.HEADING_JUMP,
            "<h2>A</h2><h4>B</h4><p>x</p><h4>C</h4><h3>D</h3><h4>E</h4>",
            "",
            "<h2>A</h2><h3>B</h3><p>x</p><h3>C</h3><h3>D</h3><h4>E</h4>",
        ),
        (Kind.HEADING_JUMP, "<h3>A</h3><h4>B</h4><h2>C</h2>", "", "<h2>A</h2><h3>B</h3><h2>C</h2>"),
        (Kind.EMPTY_HEADING, "<h2>A</h2><h3> </h3><p>x</p>", "", "<h2>A</h2><p>x</p>"),
        (
            Kind.TABLE_WITHOUT_HEADERS,
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
            "",
            (
                '<table><tr><th scope="col" colspan="2">a</th></tr>'
                "<tr><td>b</td><td>c</td></tr></table>"
            ),
        ),
        (
            Kind.EXCLAMATIONS,
            '<p title="x !!">Oui !!! Non ! !</p>',
            "",
            '<p title="x !!">Oui ! Non !</p>',
        ),
        (
            Kind.PERSON_NAMED,
            "<p>Bravo à Emma <b>Castel</b>-Durand &amp; CASTEL DURAND Emma &amp; Léa</p>",
            "Emma C.",
            "<p>Bravo à Emma C.<b></b> &amp; Emma C. &amp; Léa</p>",
        ),
        (
            Kind.PERSON_NAMED,
            '<p><img src="/medias/1/a.jpg" alt="Emma Castel-Durand, de dos"></p>',
            "Emma C.",
            '<p><img src="/medias/1/a.jpg" alt="Emma C., de dos"></p>',
        ),
        (
            Kind.MAIL_ADDRESS,
            '<p><a href="mailto:a@b.fr">Écrire</a> à la maman</p>',
            "",
            "<p>Écrire à la maman</p>",
        ),
        (Kind.PHONE_NUMBER, "<p>Appelez le 06 12 34 56 78.</p>", "", "<p>Appelez le .</p>"),
    ],
)
def test_mends_the_fault_and_nothing_else(kind: Kind, body: str, value: str, mended: str) -> None:
    result = mend(body, found_in(body, kind), value)
    assert result == mended
    again = [one.kind for one in check(CheckedArticle("", "", sanitize_html(result)), NAMES)]
    assert kind not in again


def test_mends_titles_and_summaries() -> None:
    article = CheckedArticle("Bravo Emma Castel-Durand !!!", "", "")
    name, cries = check(article, NAMES)
    assert mend_line(article.title, name, name.short) == "Bravo Emma C. !!!"
    assert mend_line(article.title, cries) == "Bravo Emma Castel-Durand !"


def test_what_is_not_there_any_more_changes_nothing() -> None:
    finding = Finding(Kind.VAGUE_LINK, "ici", ("a", 3))
    assert mend("<p>Rien</p>", finding, "x") == "<p>Rien</p>"
    assert mend("<p>Rien</p>", Finding(Kind.PEOPLE_NOT_SAID, "x"), "x") == "<p>Rien</p>"
    nested = "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>"
    assert mend(nested, found_in(nested, Kind.TABLE_WITHOUT_HEADERS)) == nested


_PIECES = st.sampled_from(
    [
        "<h2>A</h2>", "<h3>B &amp; b</h3>", "<h4><em>C</em></h4>", "<h3></h3>",
        '<p>Bravo <b>Emma</b> Castel-Durand !!! <a href="/x">ici</a></p>',
        '<p><a href="mailto:a@b.fr"></a> 06 12 34 56 78</p>',
        '<p><img src="/medias/1/a.jpg"></p>', '<iframe src="https://digipad.app/p/1"></iframe>',
        "<table><tbody><tr><td>Péreira</td><td>Nolan</td></tr></tbody></table>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(_PIECES, max_size=8), st.sampled_from(["", 'Un « mot » <b> & "x"']))
def test_mending_one_after_the_other_comes_to_an_end(pieces: list[str], value: str) -> None:
    """The text stays clean, and each button leaves fewer faults of its kind than before."""
    body = sanitize_html("".join(pieces))
    for _ in range(60):
        found = check(CheckedArticle("", "", body), NAMES)
        if not found:
            break
        first = found[0]
        needs_words = first.kind in (Kind.FRAME_WITHOUT_TITLE, Kind.VAGUE_LINK)
        body = mend(body, first, first.short or value or ("Le mur" if needs_words else ""))
        assert sanitize_html(body) == body
    assert check(CheckedArticle("", "", body), NAMES) == []
