"""The pictures of a tile: sent or chosen with its form, framed, said in words, carried along."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from lxml import html
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import DraftTile, Media, MediaForm, MediaUse, SiteRight, Tile
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS
from tests.factories import NOW
from tests.files_sent import halves
from tests.visits import Browser, saved
from tests.web.files_kit import make_media
from tests.web.site_pages import send, text_of, token_of
from tests.web.site_school import School, make_school
from tests.web.test_tile_settings import added, fields_on

pytestmark = pytest.mark.usefixtures("demo_day")

LARGE = (2400, 1200)
LEFT = "0.00000,0.10000,0.87500,0.50000"
"""2,100 by 480 pixels of a large picture."""


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def gif(size: tuple[int, int] = (700, 160), frames: int = 3, **options: Any) -> bytes:
    """Return an animation: a red picture that becomes blue."""
    pieces = [Image.new("RGB", size, (255 - number % 2 * 255, 0, 90)) for number in range(frames)]
    target = BytesIO()
    told = {"duration": 500, "loop": 0, **options}
    pieces[0].save(target, "GIF", save_all=True, append_images=pieces[1:], **told)
    return target.getvalue()


def post(client: Browser, address: str, *, data: bytes | None = None, **values: Any) -> Any:
    """Send the form of a tile with some values, and perhaps a file."""
    typed = {**fields_on(client.get(address), address), "do": "save"}
    typed |= {name.replace("__", "-"): one for name, one in values.items()}
    if data is not None:
        typed["picture-file"] = (BytesIO(data), typed.pop("name", "photo.jpg"))
    typed = {name: one for name, one in typed.items() if one is not None}
    return client.post(address, data=typed, content_type="multipart/form-data")


def uses(school: School, address: str) -> list[tuple[str, int, str | None, str | None]]:
    number = int(address.rpartition("/")[2])
    with saved(school.app) as session:
        found = session.scalars(
            select(MediaUse).where(MediaUse.draft_tile_id == number).order_by(MediaUse.slot)
        )
        return [(str(one.slot), one.media_id, one.alt, one.caption) for one in found]


def forms(school: School, media_id: int) -> set[str]:
    with saved(school.app) as session:
        return set(session.scalars(select(MediaForm.name).where(MediaForm.media_id == media_id)))


def wrong(answer: TestResponse) -> str:
    document = html.document_fromstring(answer.text)
    return " ".join(one.text_content() for one in document.cssselect(".error-summary"))


def source_of(page: TestResponse) -> str:
    [shown] = html.document_fromstring(page.text).cssselect(
        ".hero > picture:not(.hero__moving) img"
    )
    return str(shown.get("src"))


def publish(client: Browser) -> TestResponse:
    return send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier", {"when": "now"})


def test_a_picture_is_sent_framed_said_and_published(school: School) -> None:
    client, address = added(school, "hero")
    answer = post(client, address, data=halves(LARGE))
    assert answer.status_code == 422
    assert "Dites ce que montre l’image" in wrong(answer)
    fields = fields_on(answer, address)
    assert fields["picture-media_id"] != [""], "the file is kept"
    typed = {**fields, "picture-alt": "Le collège", "r-picture_part": LEFT, "do": "save"}
    assert client.post(address, data=typed).status_code == 303
    [(slot, media_id, alt, _)] = uses(school, address)
    assert (slot, alt) == ("picture", "Le collège")
    page = client.get(ADDRESS)
    source = source_of(page)
    assert source.startswith(f"/medias/{media_id}/hero.")
    assert client.get(source).status_code == 200
    picture = Image.open(BytesIO(client.get(source).data))
    assert picture.size == (2100, 480)
    assert "À revoir" not in text_of(page)
    visitor = school.app.test_client()
    assert visitor.get(source).status_code == 404, "only a draft uses it"
    assert publish(client).status_code == 303
    assert source in visitor.get("/").text
    assert visitor.get(source).status_code == 200
    narrow = source.replace("hero.", "hero-narrow.").replace("2100", "1200")
    assert visitor.get(narrow).status_code == 200


def test_the_frame_follows_the_tile_and_changes_nothing_that_is_online(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"picture__alt": "Le collège", "r__picture_part": None}
    assert post(client, address, data=halves(LARGE), **sent).status_code == 303
    assert post(client, address, r__picture_part=LEFT).status_code == 303
    publish(client)
    online = school.app.test_client().get("/")
    with saved(school.app) as session:
        [tile] = session.scalars(select(Tile).where(Tile.kind == "hero"))
        assert tile.settings["picture_part"] == LEFT
        first = tile.layout_id
    send(client, ADDRESS, f"{ADDRESS}/brouillon")
    with saved(school.app) as session:
        number = session.scalars(select(DraftTile.id).where(DraftTile.kind == "hero")).one()
    address = f"{ADDRESS}/tuiles/{number}"
    other = "0.10000,0.50000,0.97500,0.90000"
    assert post(client, address, r__picture_part=other).status_code == 303
    assert "réglages" in text_of(client.get(ADDRESS)), "it differs from what is online"
    assert school.app.test_client().get("/").text == online.text
    publish(client)
    assert school.app.test_client().get("/").text != online.text
    version = f"{ADDRESS}/historique/{first}"
    assert send(client, version, f"{version}/reprendre", {"do": "online"}).status_code == 303
    assert source_of(school.app.test_client().get("/")) == source_of(online)


def test_what_is_small_or_badly_framed_is_said_here_and_on_the_page(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"picture__decorative": "y", "r__picture_part": None}
    assert post(client, address, data=halves((1400, 320)), **sent).status_code == 303
    for page in (client.get(address), client.get(ADDRESS)):
        assert "Trop petite, elle sera floue" in text_of(page)
        assert "1400 × 320" in text_of(page).replace("\u202f", "")
    assert post(client, address, data=halves(LARGE), **sent).status_code == 303
    page = text_of(client.get(ADDRESS))
    assert "Seule une bande" in page
    assert "Trop petite" not in page
    tight = "0.20000,0.20000,0.50000,0.34000"
    assert post(client, address, r__picture_part=tight).status_code == 303
    assert "Cadre trop serré" in text_of(client.get(ADDRESS))


WRONG: tuple[dict[str, Any], ...] = (
    {"data": b"%PDF-1.4 nothing", "name": "a.pdf"},
    {"data": b"<svg onload=alert(1)>", "name": "a.svg"},
    {"data": b"", "name": "empty.jpg"},
    {"data": b"\xff\xd8\xff" + b"x" * 100, "name": "broken.jpg"},
    {"picture__media_id": "424242"},
    {"picture__media_id": "-1"},
    {"picture__media_id": "1; DROP TABLE media"},
    {"picture__media_id": "9" * 40},
    {"picture__alt": "x" * 501},
    {"r__picture_part": "0,0,1"},
    {"r__picture_part": "nan,0,1,1"},
    {"r__picture_part": "0.5,0.5,0.5,0.5"},
    {"r__picture_part": "x" * 5000},
)


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_what_cannot_be_a_picture_is_refused(school: School, values: dict[str, Any]) -> None:
    client, address = added(school, "hero")
    answer = post(client, address, **{"title": "Tapé avec soin", **values})
    assert answer.status_code == 422
    assert wrong(answer)
    assert fields_on(answer, address)["title"] == ["Tapé avec soin"]
    assert uses(school, address) == []


def test_only_what_one_may_see_is_chosen(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people['teacher']}"))
        hidden = make_media(session, title="Caché", owner_id=school.people["head"]).id
        common = make_media(session, title="Commun", in_collection=True).id
        document = make_media(session, title="Notice", in_collection=True)
        document.kind, document.stored_name = "document", "0" * 64 + ".pdf"
        paper = document.id
    client, address = added(school, "picture", "teacher")
    for media_id in (hidden, paper):
        answer = post(client, address, picture__media_id=media_id, picture__alt="Un secret")
        assert answer.status_code == 422
        assert "Caché" not in answer.text
    answer = post(
        client, address, picture__media_id=common, picture__alt="Deux mains", picture__caption="Là"
    )
    assert answer.status_code == 303
    assert uses(school, address) == [("picture", common, "Deux mains", "Là")]
    chooser = client.get("/publication/mediatheque/choisir?place=tile&vue=collection")
    assert chooser.status_code == 200
    assert "Commun" in text_of(chooser)


def test_a_picture_that_leads_somewhere_needs_words(school: School) -> None:
    client, address = added(school, "picture")
    sent = {"picture__decorative": "y", "r__url": "/contact"}
    answer = post(client, address, data=halves((800, 600)), **sent)
    assert answer.status_code == 422
    assert "Cette image est un lien" in wrong(answer)
    typed = {**fields_on(answer, address), "picture-alt": "Nous contacter", "do": "save"}
    typed.pop("picture-decorative", None)
    assert client.post(address, data=typed).status_code == 303
    publish(client)
    [link] = html.document_fromstring(school.app.test_client().get("/").text).cssselect(
        ".tile__figure a"
    )
    assert (link.get("href"), link.find(".//img").get("alt")) == ("/contact", "Nous contacter")


def test_an_animation_stays_one_and_can_be_stopped(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"name": "danse.gif", "picture__alt": "On danse", "r__picture_part": None}
    assert post(client, address, data=gif(), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    with saved(school.app) as session:
        assert session.get_one(Media, media_id).duration == 2
    part = "0.10000,0.10000,0.90000,0.90000"
    assert post(client, address, r__picture_part=part).status_code == 303
    publish(client)
    page = html.document_fromstring(school.app.test_client().get("/").text)
    [source] = page.cssselect('.hero__moving source[type="image/webp"]')
    assert "prefers-reduced-motion: no-preference" in source.get("media")
    answer = school.app.test_client().get(source.get("srcset"))
    assert answer.mimetype == "image/webp"
    moving = Image.open(BytesIO(answer.data))
    assert (moving.n_frames, moving.size) == (3, (560, 128))
    [stop] = page.cssselect(".hero__stop")
    assert "Arrêter l’animation" in stop.text_content()
    assert page.cssselect(".hero > picture:not(.hero__moving) img")[0].get("alt") == "On danse"


def test_what_is_too_long_to_move_is_a_still(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"name": "long.gif", "picture__alt": "On danse", "r__picture_part": None}
    assert post(client, address, data=gif((40, 20), 201), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    assert not any("moving" in name for name in forms(school, media_id))
    assert "hero__moving" not in client.get(ADDRESS).text


def test_a_picture_goes_with_its_copy_and_out_again(school: School) -> None:
    client, address = added(school, "picture")
    sent = {"picture__alt": "La cour", "picture__caption": "En mai"}
    assert post(client, address, data=halves((800, 600)), **sent).status_code == 303
    before = uses(school, address)
    page = html.document_fromstring(client.get(ADDRESS).text)
    [version, *_] = page.xpath("//input[@name='version']/@value")
    data = {"csrf_token": token_of(client), "version": version}
    assert client.post(f"{address}/dupliquer", data=data).status_code == 303
    with saved(school.app) as session:
        numbers = session.scalars(select(DraftTile.id).where(DraftTile.kind == "picture")).all()
    assert [uses(school, f"{ADDRESS}/tuiles/{one}") for one in numbers] == [before, before]
    assert post(client, address, picture__remove="y").status_code == 303
    assert uses(school, address) == []
    assert "Rien à montrer" in text_of(client.get(ADDRESS))


def test_two_windows_do_not_undo_each_others_pictures(school: School) -> None:
    client, address = added(school, "picture")
    old = fields_on(client.get(address), address)
    sent = {"picture__alt": "La cour", "title": "Mai"}
    assert post(client, address, data=halves((800, 600)), **sent).status_code == 303
    answer = client.post(address, data={**old, "title": "Juin", "do": "save"})
    assert answer.status_code == 409
    assert len(uses(school, address)) == 1


def test_a_picture_whose_consent_has_ended_is_hidden(school: School) -> None:
    client, address = added(school, "picture")
    sent = {"picture__alt": "La cour"}
    assert post(client, address, data=halves((800, 600)), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    with saved(school.app) as session:
        session.get_one(Media, media_id).consent_ends_on = (NOW - timedelta(days=2)).date()
    page = text_of(client.get(ADDRESS))
    assert "L’autorisation des personnes montrées a pris fin" in page
    assert client.get(address).status_code == 200
