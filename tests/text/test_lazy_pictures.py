"""Pictures in a text come when they are near, in places of their own size."""

import pytest

from app.text.body_files import lazily, media_ids
from app.text.clean import sanitize_html

SIZES = {"/medias/3/full-800.jpg": (800, 450)}
ENDING = ' loading="lazy" decoding="async">'


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [
        (
            '<img src="/medias/3/full-800.jpg" alt="x">',
            f'<img src="/medias/3/full-800.jpg" alt="x" width="800" height="450"{ENDING}',
        ),
        (
            '<img src="/medias/3/full-800.jpg" width="40">',
            f'<img src="/medias/3/full-800.jpg" width="40"{ENDING}',
        ),
        ('<img alt="a &gt; b" src="/x">', f'<img alt="a &gt; b" src="/x"{ENDING}'),
        ("<p>Pas d’image : img src=</p>", "<p>Pas d’image : img src=</p>"),
    ],
)  # fmt: skip
def test_a_tag_says_what_it_said_and_how_it_loads(stored: str, drawn: str) -> None:
    assert lazily(stored, SIZES) == drawn


def test_every_picture_that_cleaning_leaves_is_found() -> None:
    typed = (
        '<img alt="a > b" src="/medias/7/card-680.jpg"><IMG SRC=/medias/8/x.jpg>'
        "<figure><img width=3 alt='\"' src='/medias/9/y.jpg'></figure>"
        '<img src="/medias/0/x.jpg"><img src="/medias/12345678901/x.jpg"><a href="/medias/5/x">'
        '<p>&lt;img src="/medias/6/x.jpg"&gt;</p><img src="/medias/7/card-680.jpg">'
    )
    assert media_ids(sanitize_html(typed)) == [7, 8, 9]
