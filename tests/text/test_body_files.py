"""Pictures in the body of a text: which they are, and the text without some of them."""

import pytest

from app.text.body_files import media_ids, without_pictures
from app.text.clean import sanitize_html

FIVE = '<img src="/medias/5/full-9.jpg" alt="cinq &gt; &quot;quatre&quot;">'
SIX = '<img alt="six" src="/medias/6/full-9.jpg">'
FIFTY_FIVE = '<p><img src="/medias/55/full-9.jpg" alt=""></p>'
WORDS = "<figcaption>Le départ</figcaption>"


def test_each_picture_counts_once() -> None:
    assert media_ids(f"<p>{FIVE}{SIX}{FIVE}</p><p>/medias/7/a.jpg</p>") == [5, 6]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"<p>a {FIVE} b</p>", "<p>a  b</p>"),
        (f"<figure>{FIVE}<figcaption>Lou, 4<sup>e</sup></figcaption></figure><p>b</p>", "<p>b</p>"),
        (f'<figure class="align-left"><a href="/x">{FIVE}</a></figure>a', "a"),
        (f"<figure>{FIVE}{SIX}{WORDS}</figure>", f"<figure>{SIX}{WORDS}</figure>"),
        (f"<figure><figure>{FIVE}</figure>{SIX}</figure>", f"<figure>{SIX}</figure>"),
        (f"<figure>{SIX}\n{WORDS}</figure>{FIVE}", f"<figure>{SIX}\n{WORDS}</figure>"),
        (f"<p>{SIX}</p>", f"<p>{SIX}</p>"),
        (FIFTY_FIVE, FIFTY_FIVE),
        ("<p>a</p>", "<p>a</p>"),
    ],
)
def test_a_text_without_a_picture(body: str, left: str) -> None:
    assert sanitize_html(body) == body
    assert without_pictures(body, {5}) == left


@pytest.mark.parametrize(
    "typed",
    [
        "<IMG SRC=/medias/5/full-9.jpg>",
        "<img alt='a > b' title=\"<\" src='&#47;medias&#x2f;5/full-9.jpg'/>",
        "<img\nwidth=3\theight=4 src=/medias/5/x.avif>",
        "<p><img src=/medias/5/a alt='\"><img src=/medias/6/b>'></p>",
        "<table><img src=/medias/5/a.b.c>",
    ],
)
def test_no_spelling_hides_a_picture(typed: str) -> None:
    cleaned = sanitize_html(typed)
    assert "/medias/5/" not in without_pictures(cleaned, {5})
    assert "<img" not in cleaned or media_ids(cleaned) == [5]
