"""Frames: exact hosts, a public page for each, texts cut around them stay balanced."""

from html.parser import HTMLParser

import pytest

from app.text.embeds import PROVIDERS, Embed, is_allowed, split


@pytest.mark.parametrize("host", PROVIDERS)
def test_each_provider_may_be_framed_over_https_only(host):
    assert is_allowed(f"https://{host}/une/page-1?a=b&c=d#e")
    assert not is_allowed(f"http://{host}/")
    assert not is_allowed(f"//{host}/")
    assert not is_allowed(f"https://{host}:443/")
    assert not is_allowed(f"https://moi@{host}/")
    assert not is_allowed(f"https://{host}@evil.example/")
    assert not is_allowed(f"https://{host}.evil.example/")
    assert not is_allowed(f"https://x{host}/")
    assert not is_allowed(f"https://evil.example/{host}/")
    assert not is_allowed(f"\thttps://{host}/")
    assert not is_allowed(f"https://{host}/\n")
    assert not is_allowed(f"https://{host}\\/")
    assert not is_allowed(f"https://{host}")


@pytest.mark.parametrize(
    ("src", "page"),
    [
        (
            "https://tube-sciences-technologies.apps.education.fr/videos/embed/2e28-3f1d?start=3s",
            "https://tube-sciences-technologies.apps.education.fr/videos/watch/2e28-3f1d",
        ),
        (
            "https://framatube.org/video-playlists/embed/abc?autoplay=1",
            "https://framatube.org/w/p/abc",
        ),
        (
            "https://podeduc.apps.education.fr/video/90025-la-relation/?is_iframe=true",
            "https://podeduc.apps.education.fr/video/90025-la-relation/",
        ),
        ("https://view.genially.com/5e86", "https://view.genially.com/5e86"),
        ("https://view.genial.ly/5e86", "https://view.genial.ly/5e86"),
        ("https://digipad.app/p/12/ab", "https://digipad.app/p/12/ab"),
        ("https://ladigitale.dev/digiplay/#/v/61", "https://ladigitale.dev/digiplay/#/v/61"),
        (
            "https://www.pearltrees.com/cdi/barcelone/id633?embed=2&d=2023",
            "https://www.pearltrees.com/cdi/barcelone/id633",
        ),
        (
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        ("https://player.vimeo.com/video/76979871?dnt=1", "https://vimeo.com/76979871"),
        ("https://player.vimeo.com/video/769?h=8272103f", "https://vimeo.com/769/8272103f"),
        ("https://www.lumni.fr/video/le-son", "https://www.lumni.fr/video/le-son"),
        ("https://learningapps.org/watch?v=p1", "https://learningapps.org/watch?v=p1"),
        (
            "https://www.geogebra.org/material/iframe/id/xyz12/width/700/height/400",
            "https://www.geogebra.org/m/xyz12",
        ),
        ("https://www.geogebra.org/classic", "https://www.geogebra.org/classic"),
        (
            "https://umap.openstreetmap.fr/fr/map/sorties_42?scaleControl=false#12/44.8/-0.5",
            "https://umap.openstreetmap.fr/fr/map/sorties_42",
        ),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=-1%2C44%2C0%2C45&marker=44.8%2C-0.5",
            "https://www.openstreetmap.org/?mlat=44.8&mlon=-0.5#map=16/44.8/-0.5",
        ),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=-1%2C44%2C0%2C45",
            "https://www.openstreetmap.org/export/embed.html?bbox=-1%2C44%2C0%2C45",
        ),
    ],
)
def test_a_plain_link_opens_the_page_of_the_embed(src, page):
    assert is_allowed(src)
    (embed,) = split(f'<iframe src="{src.replace("&", "&amp;")}" title="Un titre"></iframe>')
    assert isinstance(embed, Embed)
    assert (embed.src, embed.title, embed.page_url) == (src, "Un titre", page)
    assert (embed.host, embed.provider) == (
        src.split("/")[2],
        PROVIDERS[src.split("/")[2]].label,
    )


FRAME = '<iframe src="https://framatube.org/videos/embed/a" title="L’&quot;eau&quot;"></iframe>'
EMBED = Embed(
    src="https://framatube.org/videos/embed/a",
    title='L’"eau"',
    host="framatube.org",
    provider="PeerTube (Framatube)",
    page_url="https://framatube.org/videos/watch/a",
)


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("", []),
        ("<p>a</p>", ["<p>a</p>"]),
        (FRAME, [EMBED]),
        (f"<p>a</p><p>{FRAME}</p><p>b</p>", ["<p>a</p>", EMBED, "<p>b</p>"]),
        (f"<p>a {FRAME} b</p>", ["<p>a </p>", EMBED, "<p> b</p>"]),
        (
            f'<p lang="en">a <em>b<br>{FRAME} c</em></p>',
            ['<p lang="en">a <em>b<br></em></p>', EMBED, '<p lang="en"><em> c</em></p>'],
        ),
        (
            f"<figure>{FRAME}<figcaption>c</figcaption></figure>",
            [EMBED, "<figure><figcaption>c</figcaption></figure>"],
        ),
        (f"<p>{FRAME}{FRAME}</p>", [EMBED, EMBED]),
        (f'<h2 id="section-a">a{FRAME}b</h2>', ['<h2 id="section-a">a</h2>', EMBED, "<h2>b</h2>"]),
        ('<p>a<iframe src="https://evil.example/"></iframe>b</p>', ["<p>ab</p>"]),
        ("<p>a<iframe></iframe>b</p>", ["<p>ab</p>"]),
    ],
)  # fmt: skip
def test_texts_are_cut_around_frames(html, pieces):
    assert split(html) == pieces


def test_a_frame_without_title_has_the_name_of_its_provider():
    (embed,) = split('<iframe src="https://view.genially.com/5e86" title=" "></iframe>')
    assert isinstance(embed, Embed)
    assert embed.title == "Genially"


class Balance(HTMLParser):
    """Fails on an element that is closed wrongly."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "hr", "img", "col"}:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag


def test_each_text_is_balanced():
    html = f"<ul><li>a<table><tbody><tr><td>b {FRAME}<hr>c</td></tr></tbody></table></li></ul>d"
    for piece in split(html):
        if isinstance(piece, str):
            reader = Balance()
            reader.feed(piece)
            reader.close()
            assert reader.opened == []
