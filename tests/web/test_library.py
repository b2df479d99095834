"""The pages of the library: what they show to whom, and with how many queries."""

import json

import pytest
from flask import Flask

from app.extensions import db
from app.models import MediaKind
from tests.statements import recorded
from tests.visits import browser
from tests.web.library_kit import LIBRARY, keep, use
from tests.web.newsroom_kit import Desk
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")

PICKER = "/publication/mediatheque/choisir"
PLACES = {
    "illustration": "picture",
    "gallery": "picture",
    "body": "picture",
    "audio": "audio",
    "video": "video",
    "captions": "captions",
    "attachments": "document",
}


def shown(desk: Desk, name: str, path: str) -> list[str]:
    """Return the titles of the files on a page."""
    return [words(link) for link in desk.at(name, path).cssselect(".shelf__link")]


def test_pictures_and_other_files_are_shown_with_what_they_lack(app: Flask, desk: Desk) -> None:
    owner_id = desk.people["writer"]
    keep(app, "<b>Cross</b>", owner_id=owner_id)
    keep(app, "Règlement", kind=MediaKind.DOCUMENT, owner_id=owner_id, pages=3)
    page = desk.at("writer", LIBRARY)
    [picture] = page.cssselect(".shelf li")
    assert "<b>Cross</b>" in words(picture)
    assert "À compléter : texte alternatif, licence" in words(picture).replace("\u00a0", " ")
    assert "Jamais utilisé" in words(picture)
    [line] = page.cssselect(".shelf-lines li")
    assert "PDF" in words(line)
    assert "3 pages" in words(line)
    assert page.cssselect(f"main a[href='{LIBRARY}/ajouter']")


def test_filters_stand_in_the_address_and_are_left_one_by_one(app: Flask, desk: Desk) -> None:
    owner_id = desk.people["writer"]
    keep(app, "Chênes", owner_id=owner_id)
    keep(app, "Règlement", kind=MediaKind.DOCUMENT, owner_id=owner_id)
    path = f"{LIBRARY}?q=chene&type=image&sans-licence=y&tri=titre"
    assert shown(desk, "writer", path) == ["Chênes"]
    chips = desk.at("writer", path).cssselect(".chips a[href*=tri]")
    assert len(chips) == 4
    assert all("tri=titre" in chip.get("href") for chip in chips)
    assert shown(desk, "writer", f"{LIBRARY}?q=%25") == []
    assert "Rien ici" in words(desk.at("writer", f"{LIBRARY}?q=zzz").find(".//main"))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("vue=tous", 404),
        ("vue=autre", 404),
        ("apres=x", 404),
        ("apres=x~1", 404),
        ("type=autre", 422),
        ("personnes=1", 422),
        ("tri=%27", 422),
        ("q=" + "x" * 201, 422),
        ("q=%00", 422),
        ("q=%27%3B--", 200),
    ],
)
def test_odd_questions(desk: Desk, query: str, status: int) -> None:
    assert desk.browsers["writer"].get(f"{LIBRARY}?{query}").status_code == status


def test_each_page_asks_as_much_for_many_files_as_for_few(app: Flask, desk: Desk) -> None:
    owner_id = desk.people["writer"]
    article_id = desk.write("writer")
    media_id = keep(app, owner_id=owner_id)
    paths = [LIBRARY, f"{PICKER}?place=body", f"{LIBRARY}/{media_id}", "/publication/"]
    few = [asked(desk, path) for path in paths]
    for number in range(30):
        further = keep(app, f"n° {number}", owner_id=owner_id)
        use(app, further, article_id)
        use(app, media_id, desk.write("writer", title=f"Titre {number}"))
    assert [asked(desk, path) for path in paths] == few


def asked(desk: Desk, path: str) -> int:
    """Return how many statements a page needs."""
    with desk.app.app_context():
        engine = db.engine
    with recorded(engine) as statements:
        assert desk.browsers["writer"].get(path).status_code == 200
    return len([one for one in statements if one.startswith(("SELECT", "WITH"))])


def test_empty_pages_teach_the_next_step(desk: Desk) -> None:
    assert desk.at("writer", LIBRARY).cssselect(".empty a[href$=ajouter]")
    for name in ("visitor", "stranger"):
        page = desk.at(name, LIBRARY)
        assert page.cssselect(".empty")
        assert not page.cssselect("main a[href$=ajouter]")
    for tab in ("mes-rubriques", "collection"):
        assert desk.at("writer", f"{LIBRARY}?vue={tab}").cssselect(".empty")


@pytest.mark.parametrize("path", [LIBRARY, f"{LIBRARY}/ajouter", PICKER, f"{LIBRARY}/1"])
def test_visitors_are_sent_to_log_in(app: Flask, path: str) -> None:
    answer = browser(app).get(path)
    assert answer.status_code == 302
    assert "/connexion?next=" in answer.headers["Location"]


@pytest.mark.parametrize("place", PLACES)
def test_the_picker_offers_what_its_place_takes(app: Flask, desk: Desk, place: str) -> None:
    owner_id = desk.people["writer"]
    for kind in MediaKind:
        keep(app, f"“{kind}”", kind=kind, owner_id=owner_id)
    page = desk.at("writer", f"{PICKER}?place={place}")
    [link] = page.cssselect("[data-picker] [data-media]")
    media = json.loads(link.get("data-media"))
    assert media["kind"] == PLACES[place]
    assert media["title"] == f"“{PLACES[place]}”"
    assert link.get("href") == f"{LIBRARY}/{media['id']}"
    assert page.cssselect("[data-picker] input[type=file]")


def test_the_picker_searches_and_knows_its_places(app: Flask, desk: Desk) -> None:
    owner_id = desk.people["writer"]
    keep(app, "Chêne", owner_id=owner_id)
    keep(app, "Hêtre", owner_id=owner_id)
    assert shown(desk, "writer", f"{PICKER}?place=body&q=chene") == ["Chêne"]
    assert desk.browsers["writer"].get(f"{PICKER}?place=x").status_code == 404
    assert not desk.at("stranger", PICKER).cssselect("input[type=file]")
