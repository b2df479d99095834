"""The pictures of a tile: sent or chosen with its form, framed, said in words, carried along."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from lxml import html
from PIL import Image
from sqlalchemy import select

from app.models import DraftTile, SiteRight, Tile
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS
from tests.files_sent import halves
from tests.visits import saved
from tests.web.files_kit import make_media
from tests.web.site_pages import send, text_of
from tests.web.site_school import School, make_school
from tests.web.tile_kit import added, fields_on
from tests.web.tile_pictures_kit import LARGE, LEFT, publish, send_pictures, source_of, uses, wrong

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_a_picture_is_sent_framed_said_and_published(school: School) -> None:
    client, address = added(school, "hero")
    answer = send_pictures(client, address, data=halves(LARGE))
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
    assert send_pictures(client, address, data=halves(LARGE), **sent).status_code == 303
    assert send_pictures(client, address, r__picture_part=LEFT).status_code == 303
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
    assert send_pictures(client, address, r__picture_part=other).status_code == 303
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
    assert send_pictures(client, address, data=halves((1400, 320)), **sent).status_code == 303
    for page in (client.get(address), client.get(ADDRESS)):
        assert "Trop petite, elle sera floue" in text_of(page)
        assert "1400 × 320" in text_of(page).replace("\u202f", "")
    assert send_pictures(client, address, data=halves(LARGE), **sent).status_code == 303
    page = text_of(client.get(ADDRESS))
    assert "Seule une bande" in page
    assert "Trop petite" not in page
    tight = "0.20000,0.20000,0.50000,0.34000"
    assert send_pictures(client, address, r__picture_part=tight).status_code == 303
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
    answer = send_pictures(client, address, **{"title": "Tapé avec soin", **values})
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
        answer = send_pictures(
            client, address, picture__media_id=media_id, picture__alt="Un secret"
        )
        assert answer.status_code == 422
        assert "Caché" not in answer.text
    answer = send_pictures(
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
    answer = send_pictures(client, address, data=halves((800, 600)), **sent)
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
