"""The text of an article as it leaves the site."""

import pytest

from app.feeds.content import absolute_content

SITE = "https://college.example"
PAGE = "https://college.example/articles/3-sortie"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p><a href="/articles/2-x?a=1&amp;b=2">x</a></p>',
            f'<p><a href="{SITE}/articles/2-x?a=1&amp;b=2">x</a></p>',
        ),
        ('<p><a href="#section-prix">x</a></p>', f'<p><a href="{PAGE}#section-prix">x</a></p>'),
        (
            '<img alt="href" src="/medias/3/full-1600.jpg">',
            f'<img alt="href" src="{SITE}/medias/3/full-1600.jpg">',
        ),
        ('<a href="https://else.example/x">x</a>', '<a href="https://else.example/x">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<p>Écrivez href="/x" ici</p>', '<p>Écrivez href="/x" ici</p>'),
        ("", ""),
    ],
)
def test_addresses_become_absolute_in_tags_only(html: str, expected: str) -> None:
    assert absolute_content(html, SITE, PAGE) == expected


def test_a_frame_becomes_a_link_to_its_host() -> None:
    frame = '<iframe src="https://player.vimeo.com/video/12" title="La &lt;rivière&gt;"></iframe>'
    assert absolute_content(f"<p>Avant</p><p>{frame}</p><p>Après</p>", SITE, PAGE) == (
        "<p>Avant</p>\n"
        '<p><a href="https://vimeo.com/12">La &lt;rivière&gt;</a> (vimeo.com)</p>\n'
        "<p>Après</p>"
    )


def test_a_frame_of_another_host_is_left_out() -> None:
    assert absolute_content('<iframe src="https://evil.example/"></iframe>', SITE, PAGE) == ""
