"""The files of a home page, those of its draft and its history too, are for who composes it."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import DraftTile, Layout, Media, MediaForm, PageKind, Slot
from tests.media_kit import make_picture, use_file
from tests.visits import saved
from tests.web.page_rights_kit import BASES, COMPOSED, school_of_composers
from tests.web.site_pages import send, text_of
from tests.web.site_school import School
from tests.web.tile_pictures_kit import send_pictures

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return school_of_composers(app)


def pictures(school: School) -> dict[tuple[PageKind, str], tuple[int, str]]:
    """Let the draft and an earlier layout of each page use a picture; return ids and addresses."""
    found = {}
    with saved(school.app) as session:
        for page in PageKind:
            layout = session.scalars(
                select(Layout).where(Layout.page == page).order_by(Layout.id)
            ).first()
            drafted = session.scalars(
                select(DraftTile).where(DraftTile.page == page).order_by(DraftTile.id.desc())
            ).first()
            assert layout is not None
            assert drafted is not None
            for name, place in (
                ("draft", {"draft_tile_id": drafted.id}),
                ("earlier", {"tile_id": layout.tiles[0].id}),
            ):
                media = make_picture(school.app, session, f"Photo {page} {name}")
                use_file(session, media, Slot.PICTURE, **place)
                form = session.scalars(
                    select(MediaForm.name).where(MediaForm.media_id == media.id)
                ).first()
                found[page, name] = media.id, f"/medias/{media.id}/{form}"
    return found


@pytest.mark.parametrize("who", COMPOSED)
def test_files_of_a_page_are_for_who_composes_it(school: School, who: str) -> None:
    client = school.come(who)
    sees_all = {"head", "deputy", "admin"}
    for (page, name), (media_id, address) in pictures(school).items():
        may = page in COMPOSED[who] or who in sees_all
        status = 200 if may else 404
        assert client.get(address).status_code == status, (page, name)
        about = client.get(f"/publication/mediatheque/{media_id}")
        assert about.status_code in ({200} if may else {403, 404}), (page, name)


def test_a_file_of_the_other_page_cannot_be_put_on_ones_own(school: School) -> None:
    found = pictures(school)
    client, picker = school.come("teacher"), f"{BASES[PageKind.PUBLIC_HOME]}/tuiles/ajouter"
    address = send(client, picker, picker, {"type": "picture"}).headers["Location"]
    for name in ("draft", "earlier"):
        media_id, _address = found[PageKind.PERSONAL_HOME, name]
        sent = {"picture__media_id": media_id, "picture__alt": "Un secret"}
        answer = send_pictures(client, address, **sent)
        assert answer.status_code == 422
        assert f"Photo {PageKind.PERSONAL_HOME}" not in answer.text
    media_id, _address = found[PageKind.PUBLIC_HOME, "earlier"]
    sent = {"picture__media_id": media_id, "picture__alt": "La cour"}
    assert send_pictures(client, address, **sent).status_code == 303


@pytest.mark.parametrize("who", ["teacher", "parent"])
def test_either_right_lets_one_choose_from_the_collection(school: School, who: str) -> None:
    with saved(school.app) as session:
        common = make_picture(school.app, session, "Commune", in_collection=True).id
        session.get_one(Media, common).alt = "Deux mains"
    chooser = school.come(who).get("/publication/mediatheque/choisir?place=tile&vue=collection")
    assert chooser.status_code == 200
    assert "Commune" in text_of(chooser)
