"""A picture framed anew, and a file replaced: what pages show then, and who may do it."""

import io

import pytest
from flask import Flask
from PIL import Image

from app.rules.licences import Licence
from app.storage import Storage
from blueprints.newsroom.framing_forms import box_in
from tests.factories import NOW
from tests.visits import saved
from tests.web import library_kit
from tests.web.library_kit import LIBRARY, forms_stored, keep, photo, use
from tests.web.newsroom_kit import Desk
from tests.web.reading_pages import words
from tests.web.site_pages import form_on

pytestmark = pytest.mark.usefixtures("demo_day")


def halves() -> bytes:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", (1600, 600), (255, 0, 0))
    picture.paste((0, 0, 255), (800, 0, 1600, 600))
    target = io.BytesIO()
    picture.save(target, "JPEG")
    return target.getvalue()


def sent(desk: Desk, content: bytes, filename: str = "moities.jpg", name: str = "writer") -> str:
    """Send a file; return the address of its page."""
    answer = library_kit.send(desk, name, (content, filename), script=True)
    assert answer.json is not None
    return str(answer.json["media"][0]["page"])


def colour(desk: Desk, address: str, form: str) -> str:
    """Return what stands in the middle of a form of a picture."""
    media_id = int(address.rpartition("/")[2])
    name = next(one for one in forms_stored(desk.app, media_id) if one.startswith(f"{form}-"))
    jpeg = name.replace(".avif", ".jpg")
    data = desk.browsers["writer"].get(f"/medias/{media_id}/{jpeg}").data
    picture = Image.open(io.BytesIO(data))
    red, _green, blue = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))  # type: ignore[misc]
    return "red" if red > blue else "blue"


def frame(desk: Desk, address: str, **typed: str) -> int:
    """Send the form that frames a picture; return the status of the answer."""
    target = f"{address}/cadrage"
    fields = form_on(desk.browsers["writer"].get(target), target) | typed
    return desk.browsers["writer"].post(target, data=fields).status_code


def test_crops_follow_the_point_and_what_is_chosen(desk: Desk) -> None:
    address = sent(desk, halves())
    assert frame(desk, address, across="5", down="50") == 303
    assert colour(desk, address, "card") == "red"
    chosen = {"card_own": "y", "card_box": "0.55,0.1,0.95,0.7"}
    assert frame(desk, address, across="5", down="50", **chosen) == 303
    assert {colour(desk, address, form) for form in ("card", "thumbnail")} == {"blue"}
    page = desk.at("writer", f"{address}/cadrage")
    assert page.cssselect("[name=card_own][checked]")
    assert [one.get("value") for one in page.cssselect("[name=across]")] == ["5"]
    answer = desk.post("writer", f"{address}/cadrage-automatique")
    assert answer.status_code == 303
    page = desk.at("writer", f"{address}/cadrage")
    assert not page.cssselect("[name=card_own][checked]")
    assert [one.get("value") for one in page.cssselect("[name=across]")] == ["50"]


@pytest.mark.parametrize(
    "typed",
    [
        {"across": "101"},
        {"across": "-1"},
        {"down": "abc"},
        {"down": ""},
        {"card_own": "y", "card_box": ""},
        {"card_own": "y", "card_box": "0.9,0,0.1,1"},
        {"band_own": "y", "band_box": "nan,0,1,1"},
        {"band_own": "y", "band_box": "0,0,1,1,1"},
    ],
)
def test_what_is_no_frame_is_refused(desk: Desk, typed: dict[str, str]) -> None:
    address = sent(desk, photo())
    assert frame(desk, address, **typed) == 422


@pytest.mark.parametrize("text", ["", "1,2", "inf,0,1,1", "0,0,0.001,1", "0" * 300, "a,b,c,d"])
def test_a_part_that_is_none_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        box_in(text)


def test_a_part_stays_inside_the_picture() -> None:
    assert box_in("-0.001,0,1.2,0.5") == (0.0, 0.0, 1.0, 0.5)


def test_each_role_before_the_frame_of_another(desk: Desk) -> None:
    address = sent(desk, photo())
    deeds = ("cadrage", "cadrage-automatique", "remplacer")
    for name in ("visitor", "publisher", "manager", "stranger"):
        assert desk.browsers[name].get(f"{address}/cadrage").status_code == 404
        for deed in deeds:
            assert desk.post(name, f"{address}/{deed}").status_code == 404, (name, deed)
    media_id = int(address.rpartition("/")[2])
    use(desk.app, media_id, desk.write("colleague", ("chief", "publish")))
    assert desk.browsers["publisher"].get(f"{address}/cadrage").status_code == 403
    for deed in deeds:
        assert desk.post("publisher", f"{address}/{deed}").status_code == 403, deed
        assert desk.browsers["writer"].post(f"{address}/{deed}").status_code == 400, deed


def test_a_document_has_no_frame(desk: Desk) -> None:
    address = sent(desk, b"Bonjour a tous", "note.txt")
    assert desk.browsers["writer"].get(f"{address}/cadrage").status_code == 404


def test_a_licence_without_changes_is_said(desk: Desk) -> None:
    media_id = keep(desk.app, owner_id=desk.people["writer"], licence=Licence.BY_ND)
    page = desk.at("writer", f"{LIBRARY}/{media_id}/cadrage")
    assert "interdit les modifications" in words(page.find(".//main"))


def replaced(desk: Desk, name: str, address: str, content: bytes, filename: str) -> int:
    """Replace a file; return the status of the answer."""
    data = {"file": (io.BytesIO(content), filename), "csrf_token": desk.token(name)}
    return desk.browsers[name].post(f"{address}/remplacer", data=data).status_code


def test_another_picture_takes_the_place_of_one(desk: Desk) -> None:
    address = sent(desk, photo(colour="red"))
    assert colour(desk, address, "card") == "red"
    assert replaced(desk, "writer", address, photo(colour="blue"), "bleu.jpg") == 303
    assert colour(desk, address, "card") == "blue"
    assert replaced(desk, "writer", address, b"Bonjour", "note.txt") == 422
    assert replaced(desk, "writer", address, b"", "") == 422
    assert colour(desk, address, "card") == "blue"


def test_what_is_online_is_replaced_by_who_may_put_it_there(desk: Desk) -> None:
    """A writer's text waits for an approval: his picture does not pass beside it."""
    address = sent(desk, photo(colour="red"))
    media_id = int(address.rpartition("/")[2])
    use(desk.app, media_id, desk.write("writer", ("chief", "publish")))
    assert not desk.at("writer", address).cssselect("form[action$=remplacer]")
    assert replaced(desk, "writer", address, photo(colour="blue"), "bleu.jpg") == 403
    assert replaced(desk, "chief", address, photo(colour="blue"), "bleu.jpg") == 303


def test_pages_say_whose_permission_ends(desk: Desk) -> None:
    assert not desk.at("writer", "/publication/").cssselect("main a[href*=autorisation]")
    day = NOW.date()
    media_id = keep(desk.app, owner_id=desk.people["writer"], consent_ends_on=day)
    [link] = desk.at("writer", "/publication/").cssselect("main a[href*=autorisation]")
    assert words(link).startswith("1 image dont l’autorisation")
    page = desk.at("writer", link.get("href"))
    assert [one.get("href") for one in page.cssselect(".shelf__link")] == [f"{LIBRARY}/{media_id}"]
    assert not desk.at("moderator", "/publication/").cssselect("main a[href*=autorisation]")


def test_nothing_of_a_refused_file_stays(app: Flask, desk: Desk) -> None:
    storage: Storage = app.extensions["storage"]
    before = list(storage.names())
    library_kit.send(desk, "writer", (b"\xff\xd8\xff" + bytes(500), "faux.jpg"), script=True)
    assert list(storage.names()) == before
    with saved(app) as session:
        assert session.is_active
