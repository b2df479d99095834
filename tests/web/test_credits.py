"""Whose a picture is, and under which licence, is printed with it."""

import pytest
from lxml import html

from app.licence_words import LABELS, PAGES
from app.models import MediaKind
from app.rules.licences import Licence
from tests.visits import browser
from tests.web.files_kit import add_form, full_form, store_media
from tests.web.newsroom_kit import Desk, send_new
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def test_every_licence_has_words_and_those_of_creative_commons_a_page() -> None:
    assert set(LABELS) == set(Licence)
    assert set(Licence) - set(PAGES) == {Licence.ALL_RIGHTS, Licence.TEACHING}


def test_credits_stand_with_figures_and_below_the_text(desk: Desk) -> None:
    about = {"credit": "A. <b>Vidal</b>", "licence": Licence.BY_SA}
    first, second, third = (
        store_media(desk, "publisher", title=f"Vue {number}", **about) for number in range(3)
    )
    free = {"credit": None, "licence": Licence.CC0}
    plain = store_media(desk, "publisher", title="Sans auteur", **free)
    inside = "".join(f'<p><img src="{add_form(desk, one)}" alt="x"></p>' for one in (third, plain))
    address = send_new(
        desk,
        "publisher",
        body=inside,
        then="publish",
        **{
            "illustration-media_id": str(first),
            "illustration-decorative": "y",
            "gallery-0-media_id": str(second),
            "gallery-0-decorative": "y",
        },
    )
    answer = browser(desk.app).get(address.replace("/publication", ""), follow_redirects=True)
    page = html.fromstring(answer.text)
    credit = "A. <b>Vidal</b>, CC BY-SA 4.0"
    captions = page.cssselect(".article > figure figcaption, .gallery figcaption")
    assert [words(one) for one in captions] == [f"Crédit : {credit}"] * 2
    below = page.cssselect(".credits li")
    assert [words(one) for one in below] == [
        f"Vue 2 : {credit}",
        "Sans auteur : CC0 (domaine public)",
    ]
    links = [one.get("href") for one in page.cssselect("a[rel=license]")]
    assert links == [PAGES[Licence.BY_SA]] * 3 + [PAGES[Licence.CC0]]
    [drawn, _other] = page.cssselect(".prose img")
    assert drawn.get("loading") == "lazy"
    assert (drawn.get("width"), drawn.get("height")) == ("680", "383")


def test_the_desk_plays_what_is_to_be_approved(desk: Desk) -> None:
    fields = full_form(desk, "writer")
    address = send_new(desk, "writer", then="submit", **fields)
    page = desk.at("moderator", f"/publication/a-valider?article={address.rpartition('/')[2]}")
    [film] = page.cssselect("article video")
    assert film.get("poster")
    assert film.cssselect("track[kind=captions]")
    shown = words(page.cssselect("article")[0])
    for told in ("On court.", "On chante.", "Le programme", "Décembre", "L’arrivée des 6e"):
        assert told in shown, told
    assert len(page.cssselect("article .gallery img")) == 2


def test_an_article_of_files_alone_shows_them(desk: Desk) -> None:
    own = str(store_media(desk, "writer", MediaKind.DOCUMENT, "Menu de la semaine"))
    address = send_new(desk, "writer", body="", **{"attachments-0-media_id": own})
    assert "Menu de la semaine" in words(desk.at("writer", address).cssselect("article")[0])
