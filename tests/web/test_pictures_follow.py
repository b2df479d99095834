"""What becomes of the pictures of a tile: they move, are copied, taken out, hidden."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from lxml import html
from PIL import Image
from sqlalchemy import select

from app import uploads
from app.actions.picture_parts import forget_parts
from app.actions.purge import Moments
from app.files.reasons import FileRefused, Reason
from app.images.forms import HERO_MOVING
from app.images.parts import key_of, part_in
from app.models import DraftTile, Media
from tests.drafts_kit import ADDRESS
from tests.factories import NOW
from tests.files_sent import halves
from tests.visits import saved
from tests.web.site_pages import send, text_of, token_of
from tests.web.site_school import School, make_school
from tests.web.tile_kit import added, fields_on
from tests.web.tile_pictures_kit import (
    LARGE,
    LEFT,
    forms,
    gif,
    half_moving,
    publish,
    send_pictures,
    uses,
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_an_animation_stays_one_and_can_be_stopped(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"name": "danse.gif", "picture__alt": "On danse", "r__picture_part": None}
    assert send_pictures(client, address, data=gif(), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    with saved(school.app) as session:
        assert session.get_one(Media, media_id).duration == 2
    part = "0.10000,0.10000,0.90000,0.90000"
    assert send_pictures(client, address, r__picture_part=part).status_code == 303
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


def test_a_part_that_stands_still_shows_nothing_that_moves(school: School) -> None:
    """No other part moves in its place, no address is dead, no box stops what does not move."""
    client, address = added(school, "hero")
    sent = {"name": "demi.gif", "picture__alt": "On danse", "r__picture_part": None}
    assert send_pictures(client, address, data=half_moving(), **sent).status_code == 303
    publish(client)
    assert "hero__moving" in school.app.test_client().get("/").text
    assert send(client, ADDRESS, f"{ADDRESS}/brouillon").status_code == 303
    with saved(school.app) as session:
        number = session.scalars(select(DraftTile.id).where(DraftTile.kind == "hero")).one()
    address = f"{ADDRESS}/tuiles/{number}"
    for part, moves in (
        ("0.05000,0.10000,0.45000,0.90000", False),
        ("0.55000,0.10000,0.95000,0.90000", True),
    ):
        assert send_pictures(client, address, r__picture_part=part).status_code == 303
        for page in (client.get(address), client.get(ADDRESS)):
            assert ("Cette animation est immobile ici" in text_of(page)) is not moves
        shown = html.document_fromstring(client.get(f"{ADDRESS}/apercu/page").text)
        assert bool(shown.cssselect(".hero__moving")) is moves
        assert bool(shown.cssselect(".hero__stop")) is moves
        for source in shown.cssselect('.hero__moving source[type="image/webp"]'):
            assert client.get(source.get("srcset")).status_code == 200


def test_an_animation_that_cannot_be_cut_is_a_still_until_it_can(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = added(school, "hero")
    cut = uploads.cut_in_process

    def refuse(source: Any, forms: Any, *rest: Any) -> Any:
        if HERO_MOVING in forms:
            raise FileRefused(Reason.TOO_HEAVY)
        return cut(source, forms, *rest)

    sent = {"name": "danse.gif", "picture__alt": "On danse", "r__picture_part": None}
    with monkeypatch.context() as patch:
        patch.setattr(uploads, "cut_in_process", refuse)
        assert send_pictures(client, address, data=gif(), **sent).status_code == 303
    page = client.get(ADDRESS)
    assert "hero__moving" not in page.text
    assert "Cette animation est immobile ici" in text_of(page)
    assert send_pictures(client, address, r__picture_part="").status_code == 303
    page = client.get(ADDRESS)
    assert "hero__moving" in page.text
    assert "Cette animation" not in text_of(page)


def test_what_is_too_long_to_move_is_a_still(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"name": "long.gif", "picture__alt": "On danse", "r__picture_part": None}
    assert send_pictures(client, address, data=gif((40, 20), 201), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    assert not any("moving" in name for name in forms(school, media_id))
    assert "hero__moving" not in client.get(ADDRESS).text
    for page in (client.get(address), client.get(ADDRESS)):
        assert "Cette animation est trop longue ou trop lourde" in text_of(page)


def test_a_gif_that_never_moved_is_not_said_to_have_stopped(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"name": "image.gif", "picture__alt": "La cour", "r__picture_part": None}
    assert send_pictures(client, address, data=gif(frames=1), **sent).status_code == 303
    assert "Cette animation" not in text_of(client.get(ADDRESS))


def test_a_picture_goes_with_its_copy_and_out_again(school: School) -> None:
    client, address = added(school, "picture")
    sent = {"picture__alt": "La cour", "picture__caption": "En mai"}
    assert send_pictures(client, address, data=halves((800, 600)), **sent).status_code == 303
    before = uses(school, address)
    page = html.document_fromstring(client.get(ADDRESS).text)
    [version, *_] = page.xpath("//input[@name='version']/@value")
    data = {"csrf_token": token_of(client), "version": version}
    assert client.post(f"{address}/dupliquer", data=data).status_code == 303
    with saved(school.app) as session:
        numbers = session.scalars(select(DraftTile.id).where(DraftTile.kind == "picture")).all()
    assert [uses(school, f"{ADDRESS}/tuiles/{one}") for one in numbers] == [before, before]
    assert send_pictures(client, address, picture__remove="y").status_code == 303
    assert uses(school, address) == []
    assert "Rien à montrer" in text_of(client.get(ADDRESS))


def test_two_windows_do_not_undo_each_others_pictures(school: School) -> None:
    client, address = added(school, "picture")
    old = fields_on(client.get(address), address)
    sent = {"picture__alt": "La cour", "title": "Mai"}
    assert send_pictures(client, address, data=halves((800, 600)), **sent).status_code == 303
    answer = client.post(address, data={**old, "title": "Juin", "do": "save"})
    assert answer.status_code == 409
    assert len(uses(school, address)) == 1


def test_a_picture_whose_consent_has_ended_is_hidden(school: School) -> None:
    client, address = added(school, "picture")
    sent = {"picture__alt": "La cour"}
    assert send_pictures(client, address, data=halves((800, 600)), **sent).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    with saved(school.app) as session:
        session.get_one(Media, media_id).consent_ends_on = (NOW - timedelta(days=2)).date()
    page = text_of(client.get(ADDRESS))
    assert "L’autorisation des personnes montrées a pris fin" in page
    assert "L’autorisation des personnes" in text_of(client.get(address))


def test_parts_that_no_tile_shows_are_forgotten(school: School) -> None:
    client, address = added(school, "hero")
    sent = {"picture__alt": "On danse", "r__picture_part": None}
    assert send_pictures(client, address, data=halves(LARGE), **sent).status_code == 303
    other = "0.00000,0.50000,0.87500,0.90000"
    for part in (LEFT, other):
        assert send_pictures(client, address, r__picture_part=part).status_code == 303
    [(_, media_id, _, _)] = uses(school, address)
    both = {name for name in forms(school, media_id) if name.count(".") > 1}
    with saved(school.app) as session:
        gone = forget_parts(session, Moments(NOW, NOW))
        assert forget_parts(session, Moments(NOW, NOW)) == 0
    kept = {name for name in forms(school, media_id) if name.count(".") > 1}
    assert len(kept) == gone == len(both) / 2
    assert all(key_of(part_in(other)) in name for name in kept)
