"""The frame of a page that people copy: known sites only, https, exact hosts, nothing fetched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.clean import sanitize_html
from app.text.embeds import embed_of, is_allowed
from app.text.typed import html_of, typed_of

TUBE = "https://tube-langues-vivantes.apps.education.fr"
OSM = "https://www.openstreetmap.org"
BOX = "export/embed.html?bbox=-0.50275%2C44.79863%2C-0.49725%2C44.80137&layer=mapnik"


@pytest.mark.parametrize(
    ("address", "src"),
    [
        (f"{TUBE}/w/9c9de5e8", f"{TUBE}/videos/embed/9c9de5e8"),
        (f"{TUBE}/videos/watch/2e28-3f1d?start=3s", f"{TUBE}/videos/embed/2e28-3f1d?start=3s"),
        (f"{TUBE}/w/p/abc", f"{TUBE}/video-playlists/embed/abc"),
        ("https://framatube.org/w/abc", "https://framatube.org/videos/embed/abc"),
        (
            "https://podeduc.apps.education.fr/video/90025-la-relation/",
            "https://podeduc.apps.education.fr/video/90025-la-relation/?is_iframe=true",
        ),
        ("https://view.genially.com/5e86/une-carte", "https://view.genially.com/5e86/une-carte"),
        ("https://digipad.app/p/12/ab", "https://digipad.app/p/12/ab"),
        ("https://ladigitale.dev/digiplay/#/v/61", "https://ladigitale.dev/digiplay/#/v/61"),
        (
            "https://www.pearltrees.com/cdi/barcelone/id633",
            "https://www.pearltrees.com/cdi/barcelone/id633?embed=2",
        ),
        ("https://youtu.be/dQw4?t=1m30s", "https://www.youtube-nocookie.com/embed/dQw4?start=90"),
        (
            "https://www.youtube.com/watch?v=dQw4&list=PL1",
            "https://www.youtube-nocookie.com/embed/dQw4",
        ),
        (
            "https://www.youtube.com/playlist?list=PL1",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL1",
        ),
        ("https://m.youtube.com/shorts/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/769/82f", "https://player.vimeo.com/video/769?h=82f&dnt=1"),
        ("https://www.lumni.fr/video/le-son", "https://www.lumni.fr/video/le-son"),
        ("https://learningapps.org/view123", "https://learningapps.org/watch?app=123"),
        ("https://learningapps.org/display?v=p1", "https://learningapps.org/watch?v=p1"),
        (
            "https://www.geogebra.org/m/xyz12",
            "https://www.geogebra.org/material/iframe/id/xyz12",
        ),
        (
            "https://umap.openstreetmap.fr/fr/map/sorties_42#12/44.8/-0.5",
            "https://umap.openstreetmap.fr/fr/map/sorties_42#12/44.8/-0.5",
        ),
        (f"{OSM}/#map=16/44.8/-0.5", f"{OSM}/{BOX}"),
        (f"{OSM}/?mlat=44.8&mlon=-0.5#map=16/44.8/-0.5", f"{OSM}/{BOX}&marker=44.8%2C-0.5"),
    ],
)
def test_the_page_of_a_known_site_has_a_frame(address: str, src: str) -> None:
    embed = embed_of(address)
    assert embed is not None
    assert (embed.src, embed.title) == (src, "")
    assert is_allowed(embed.src)
    again = embed_of(embed.src)
    assert again is not None
    assert again.page_url == embed.page_url


def test_the_code_of_a_frame_keeps_its_title() -> None:
    code = (
        '<iframe width="9" src="https://www.youtube.com/embed/abc?si=1" title="Un &quot;a&quot;">'
    )
    embed = embed_of(code)
    assert embed is not None
    assert (embed.src, embed.title) == ("https://www.youtube-nocookie.com/embed/abc", 'Un "a"')


@pytest.mark.parametrize(
    "address",
    [
        "",
        "youtu.be/x",
        "http://youtu.be/x",
        "//youtu.be/x",
        "https://youtu.be:443/x",
        "https://moi@youtu.be/x",
        "https://youtu.be@evil.example/x",
        "https://youtu.be.evil.example/x",
        "https://evil.example/youtu.be/x",
        "https://youtu.be/",
        "https://youtu.be/a b",
        'https://youtu.be/a"onload="x',
        "https://[x",
        "https://digipad.app/",
        "https://tube-autre.apps.education.fr/w/abc",
        "https://tube-langues-vivantes.apps.education.fr/about",
        "javascript:alert(1)",
        '<iframe src="https://evil.example/"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe srcdoc="<p>"></iframe>',
    ],
)
def test_other_addresses_have_none(address: str) -> None:
    assert embed_of(address) is None


HOSTS = ["youtu.be", "www.youtube.com", "vimeo.com", "digipad.app", "framatube.org"]
LINKS = st.builds(
    "https://{}/{}".format,
    st.sampled_from(HOSTS),
    st.text(alphabet="abv/w?=&#@:\\ \"'<>%\n\té.-", max_size=20),
)


@given(st.one_of(LINKS, st.text()))
@settings(max_examples=300)
def test_whatever_is_asked_a_frame_is_one_that_may_be_shown(address: str) -> None:
    embed = embed_of(address)
    assert embed is None or is_allowed(embed.src)


def test_an_address_alone_on_its_line_is_shown_without_a_title() -> None:
    frame = '<p><iframe src="https://framatube.org/videos/embed/abc"></iframe></p>'
    link = "https://framatube.org/w/abc"
    assert html_of(f"Voir :\r\n{link}\r\nMerci") == f"<p>Voir :</p>{frame}<p>Merci</p>"
    assert html_of(f"{link}\n\nSuite") == f"{frame}<p>Suite</p>"
    assert html_of(f"Voir {link}") == f"<p>Voir {link}</p>"
    assert html_of("https://evil.example/w") == "<p>https://evil.example/w</p>"
    for stored in (frame, sanitize_html(f"<p>{link}</p>")):
        assert html_of(typed_of(stored)) == stored
