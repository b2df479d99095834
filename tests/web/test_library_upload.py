"""Files sent to the library: who may, what comes back, what is refused; nothing is lost."""

import io

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from app.models import Media
from app.rules.quotas import MO
from tests.visits import browser, saved
from tests.web.library_kit import ADD, forms_stored, keep, photo, send, stored
from tests.web.newsroom_kit import Desk
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def count(app: Flask) -> int:
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(Media)) or 0


def test_a_script_sends_a_photograph_and_receives_it(app: Flask, desk: Desk) -> None:
    answer = send(desk, "writer", (photo(), "Cross été.jpg"), script=True, place="illustration")
    assert answer.status_code == 200
    assert answer.json is not None
    [media] = answer.json["media"]
    assert answer.json["refused"] == []
    assert {"id", "kind", "title", "alt", "credit", "licence", "url", "thumb"} <= media.keys()
    assert {"width", "height", "mime", "size", "pages"} <= media.keys()
    assert media["kind"] == "picture"
    row = stored(app, media["id"])
    assert row is not None
    assert row.owner_id == desk.people["writer"]
    assert forms_stored(app, media["id"])
    for address in (media["url"], media["thumb"], media["page"]):
        assert desk.browsers["writer"].get(address).status_code == 200, address
        assert desk.browsers["publisher"].get(address).status_code == 404, address


def test_a_plain_form_sends_several_and_leads_to_their_descriptions(app: Flask, desk: Desk) -> None:
    pictures = [(photo(colour=one), f"{one}.jpg") for one in ("teal", "navy", "olive")]
    answer = send(desk, "writer", *pictures)
    assert answer.status_code == 303
    page = desk.at("writer", answer.headers["Location"])
    assert "Fichier 1 sur 3" in words(page.cssselect(".suite")[0])
    assert len(page.cssselect(".suite a[rel=next]")) == 1
    assert count(app) == 3


def test_one_refused_file_leaves_the_others(app: Flask, desk: Desk) -> None:
    answer = send(desk, "writer", (b"nothing", "<b>faux.jpg"), (photo(), "vrai.jpg"))
    assert answer.status_code == 422
    assert "<b>faux" not in answer.text
    assert "faux.jpg" in answer.text
    assert count(app) == 1
    answer = send(desk, "writer", (b"nothing", "faux.jpg"), script=True, place="gallery")
    assert answer.status_code == 422
    assert answer.json is not None
    [refused] = answer.json["refused"]
    assert refused["name"] == "faux.jpg"
    assert refused["words"]


def test_no_file_at_all_is_said(desk: Desk) -> None:
    assert send(desk, "writer").status_code == 422


def test_the_same_bytes_are_found_again(app: Flask, desk: Desk) -> None:
    first = send(desk, "writer", (photo(), "a.jpg"), script=True).json
    again = send(desk, "writer", (photo(), "b.jpg"), script=True).json
    assert first is not None
    assert again is not None
    assert again["media"][0]["id"] == first["media"][0]["id"]
    assert again["media"][0]["known"]
    assert again["media"][0]["is_own"]
    page = send(desk, "writer", (photo(), "b.jpg")).text
    assert "Vous avez déjà ce fichier" in page
    assert f"/publication/mediatheque/{first['media'][0]['id']}" in page
    assert count(app) == 1


def test_what_others_keep_for_themselves_is_no_twin(app: Flask, desk: Desk) -> None:
    send(desk, "publisher", (photo(), "a.jpg"), script=True)
    answer = send(desk, "writer", (photo(), "a.jpg"), script=True)
    assert answer.json is not None
    assert not answer.json["media"][0]["known"]
    assert count(app) == 2


@pytest.mark.parametrize("name", ["visitor", "stranger"])
def test_who_writes_nowhere_adds_nothing(app: Flask, desk: Desk, name: str) -> None:
    assert send(desk, name, (photo(), "a.jpg"), script=True).status_code == 403
    assert send(desk, name, (photo(), "a.jpg")).status_code == 403
    assert count(app) == 0
    assert not desk.at(name, ADD).cssselect("input[type=file]")


def test_who_writes_nowhere_sends_no_more_than_a_form(app: Flask, desk: Desk) -> None:
    """What is refused in the end must not fill the disk before."""
    film = FileStorage(io.BytesIO(bytes(3 * MO)), "a.mp4")
    fields = {"csrf_token": desk.token("visitor"), "file": film}
    body, _, boundary = stream_encode_multipart(fields, use_tempfile=False)
    sent = {
        "data": body.getvalue(),  # type: ignore[attr-defined]
        "content_type": f"multipart/form-data; boundary={boundary}",
    }
    answer = desk.browsers["visitor"].post(ADD, **sent)
    assert answer.status_code == 403
    assert "un rôle dans une rubrique" in answer.text
    own = keep(app, owner_id=desk.people["visitor"])
    address = f"/publication/mediatheque/{own}/remplacer"
    assert desk.browsers["visitor"].post(address, **sent).status_code == 413


def test_without_a_token_or_a_session_nothing_is_taken(app: Flask, desk: Desk) -> None:
    data = {"file": (io.BytesIO(photo()), "a.jpg")}
    assert desk.browsers["writer"].post(ADD, data=data).status_code == 400
    data = {"file": (io.BytesIO(photo()), "a.jpg")}
    assert browser(app).post(ADD, data=data).status_code in (400, 403)
    assert count(app) == 0


def test_an_unknown_place_does_not_exist(desk: Desk) -> None:
    assert send(desk, "writer", (photo(), "a.jpg"), place="nulle-part").status_code == 404


def test_a_body_beyond_the_limit_is_said_in_french(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.large_bodies.BESIDE_FILES", -5 * 1_048_576 + 1_000)
    big = (bytes(3_000), "a.jpg")
    data = {"file": (io.BytesIO(big[0]), big[1]), "csrf_token": desk.token("writer")}
    answer = desk.browsers["writer"].post(
        f"{ADD}?place=gallery", data=data, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json is not None
    assert "5 Mo" in answer.json["refused"][0]["words"].replace("\u00a0", " ")
    data = {"file": (io.BytesIO(big[0]), big[1]), "csrf_token": desk.token("writer")}
    answer = desk.browsers["writer"].post(f"{ADD}?place=gallery", data=data)
    assert answer.status_code == 413
    assert "input" in answer.text


def test_without_a_session_a_large_file_is_told_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    data = {"file": (io.BytesIO(bytes(3_000)), "a.jpg")}
    answer = browser(app).post(ADD, data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json is not None
    assert "session est terminée" in answer.json["refused"][0]["words"]
    data = {"file": (io.BytesIO(bytes(3_000)), "a.jpg")}
    assert browser(app).post(ADD, data=data).status_code == 413


def test_other_forms_keep_their_limit(desk: Desk) -> None:
    form = {"title": "x" * 2_500_000, "csrf_token": desk.token("writer")}
    address = f"/publication/mediatheque/{keep(desk.app, owner_id=desk.people['writer'])}"
    assert desk.browsers["writer"].post(address, data=form).status_code == 413
