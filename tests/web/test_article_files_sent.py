"""Files sent with the form of an article itself, as browsers without script do."""

from io import BytesIO

import pytest
from lxml import html
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from app.demo.texts import FILES
from app.models import Media
from app.rules.quotas import MO
from tests.files_sent import mp4
from tests.visits import saved
from tests.web.files_kit import uses
from tests.web.newsroom_kit import NEW, Desk, articles, blank, forms_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def picture(color: str = "navy") -> bytes:
    """Return a small picture of one colour."""
    held = BytesIO()
    Image.new("RGB", (320, 180), color).save(held, "PNG")
    return held.getvalue()


def demo_file(suffix: str) -> bytes:
    """Return a file of the demo school."""
    return next(FILES.glob(f"*{suffix}")).read_bytes()


def media(desk: Desk) -> list[tuple[str, str]]:
    """Return the files of the library, kind and title."""
    with saved(desk.app) as session:
        rows = session.execute(select(Media.kind, Media.title).order_by(Media.id))
        return [(str(kind), title) for kind, title in rows]


def test_files_of_every_section_are_taken_with_the_text(desk: Desk) -> None:
    fields = blank(desk, "writer") | {
        "title": "Le cross",
        "illustration-file": (BytesIO(picture()), "affiche.png"),
        "gallery-files": [(BytesIO(picture(color)), f"{color}.png") for color in ("red", "green")],
        "audio-files": (BytesIO(demo_file(".mp3")), "chorale.mp3"),
        "attachments-files": [(BytesIO(demo_file(".pdf")), "Le programme.pdf")],
    }
    answer = desk.browsers["writer"].post(NEW, data=fields)
    assert answer.status_code == 303
    address = str(answer.location)
    assert [use[:2] for use in uses(desk, address)] == [
        ("attachment", 0),
        ("audio", 0),
        ("gallery", 0),
        ("gallery", 1),
        ("illustration", 0),
    ]
    shown = words(desk.at("writer", address).find(".//main"))
    assert "Le programme" in shown
    [form] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    assert form["gallery-0-alt"] == "", "nobody has said anything yet"


def test_captions_and_a_picture_go_with_their_film(desk: Desk) -> None:
    fields = blank(desk, "writer") | {
        "title": "Le cross",
        "video-files": (BytesIO(mp4()), "cross.mp4"),
    }
    address = str(desk.browsers["writer"].post(NEW, data=fields).location)
    [seen] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    beside = {
        "video-0-captions-file": (BytesIO(demo_file(".vtt")), "cross.vtt"),
        "video-0-poster-file": (BytesIO(picture()), "cross.png"),
    }
    answer = desk.browsers["writer"].post(f"{address}/modifier", data=seen | beside)
    assert answer.status_code == 303
    assert [use[:2] for use in uses(desk, address)] == [
        ("captions", 0),
        ("poster", 0),
        ("video", 0),
    ]


def test_what_is_refused_is_named_beside_its_section_and_the_rest_is_kept(desk: Desk) -> None:
    fields = blank(desk, "writer") | {
        "title": "Le cross",
        "body": "Du texte.",
        "gallery-files": [
            (BytesIO(picture()), "bonne.png"),
            (BytesIO(b"<svg onload=alert(1)>"), "mauvaise<b>.png"),
        ],
        "attachments-files": (BytesIO(b"MZ" + b"\0" * 200), "programme.exe"),
    }
    answer = desk.browsers["writer"].post(NEW, data=fields)
    page = html.fromstring(answer.text)
    assert answer.status_code == 422
    assert articles(desk) == 0
    assert "mauvaise" in words(page.get_element_by_id("files-gallery"))
    assert "programme.exe" in words(page.get_element_by_id("files-attachments"))
    assert media(desk) == [("picture", "bonne")]
    again = forms_of(page)[NEW]
    assert again["body"] == "Du texte."
    answer = desk.browsers["writer"].post(NEW, data=again)
    assert answer.status_code == 303
    assert [use[0] for use in uses(desk, str(answer.location))] == ["gallery"]


def test_what_was_sent_stays_when_a_word_is_wrong(desk: Desk) -> None:
    fields = blank(desk, "writer") | {"title": " "}
    sent = fields | {"illustration-file": (BytesIO(picture()), "affiche.png")}
    answer = desk.browsers["writer"].post(NEW, data=sent)
    assert answer.status_code == 422
    again = forms_of(html.fromstring(answer.text))[NEW] | {"title": "Le cross"}
    address = str(desk.browsers["writer"].post(NEW, data=again).location)
    assert [use[0] for use in uses(desk, address)] == ["illustration"]


def test_a_double_click_takes_a_file_once(desk: Desk) -> None:
    fields = blank(desk, "writer") | {"title": "Le cross"}
    answers = [
        desk.browsers["writer"].post(
            NEW, data=fields | {"gallery-files": (BytesIO(picture()), "cour.png")}
        )
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [303, 303]
    assert articles(desk) == 1
    assert media(desk) == [("picture", "cour")]


def test_nobody_stores_a_file_where_he_may_not_write(desk: Desk) -> None:
    address = str(
        desk.browsers["writer"].post(NEW, data=blank(desk, "writer") | {"title": "x"}).location
    )
    for name in ("stranger", "colleague"):
        fields = {
            "csrf_token": desk.token(name),
            "title": "x",
            "rubrique_id": str(desk.rubrique_id),
            "illustration-file": (BytesIO(picture()), "affiche.png"),
        }
        assert desk.browsers[name].post(f"{address}/modifier", data=fields).status_code == 404
    assert media(desk) == []


def test_a_file_in_the_place_of_a_word_is_nothing(desk: Desk) -> None:
    """A part with a file name where a text is expected: no fault of ours, no text."""
    names = ("title", "summary", "body", "gallery-0-media_id", "gallery-0-alt", "starts_at")
    for name in names:
        fields = blank(desk, "writer") | {"title": "Le cross"}
        fields |= {name: (BytesIO(b"x"), "x.txt")}
        answer = desk.browsers["writer"].post(NEW, data=fields)
        assert answer.status_code in (303, 422), name


def send_large(desk: Desk, name: str, path: str, fields: dict[str, str]) -> TestResponse:
    """Send a form with a document of three megabytes."""
    text = b"Bonjour. " * (MO // 3)
    values = fields | {"attachments-files": FileStorage(BytesIO(text), "programme.txt")}
    body, _, boundary = stream_encode_multipart(values, use_tempfile=False)
    kind = f"multipart/form-data; boundary={boundary}"
    return desk.browsers[name].post(path, data=body.getvalue(), content_type=kind)  # type: ignore[attr-defined]


def test_only_who_may_write_there_sends_more_than_a_text(desk: Desk) -> None:
    answer = send_large(desk, "writer", NEW, blank(desk, "writer") | {"title": "Le cross"})
    assert answer.status_code == 303
    address = str(answer.location)
    assert [use[0] for use in uses(desk, address)] == ["attachment"]
    [seen] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    for name in ("stranger", "colleague"):
        fields = seen | {"csrf_token": desk.token(name)}
        assert send_large(desk, name, f"{address}/modifier", fields).status_code == 413
    assert len(media(desk)) == 1


def test_a_look_at_what_is_typed_takes_the_files_that_come_with_it(desk: Desk) -> None:
    """Without script a browser sends chosen files once: the next form names what they became."""
    fields = blank(desk, "writer") | {
        "title": "Le cross",
        "attachments-files": (BytesIO(demo_file(".pdf")), "Le programme.pdf"),
    }
    answer = desk.browsers["writer"].post(f"{NEW}/verification", data=fields)
    assert answer.status_code == 200
    assert [title for _, title in media(desk)] == ["Le programme"]
    assert 'name="attachments-0-media_id"' in answer.text
