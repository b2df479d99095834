"""The limits that a school has chosen hold wherever files are sent, and pages say them."""

import pytest
from flask import Flask
from werkzeug.test import stream_encode_multipart

from app.models import MediaKind
from app.rules.quotas import MO
from tests.files_sent import padded, picture
from tests.visits import saved
from tests.web.announcement_pages import NEW, file, make_office
from tests.web.files_kit import make_media, uses
from tests.web.library_kit import ADD
from tests.web.newsroom_kit import NEW as NEW_ARTICLE
from tests.web.newsroom_kit import Desk, blank, edit, send_new
from tests.web.reading_pages import words
from tests.web.settings_kit import set_to

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.mark.parametrize(("size", "status"), [(MO, 303), (MO + 1, 422), (5 * MO, 422)])
def test_a_picture_for_the_library(app: Flask, desk: Desk, size: int, status: int) -> None:
    set_to(app, most_picture_mb=1)
    fields = {
        "csrf_token": desk.token("writer"),
        "file": file(padded(picture(), size), "photo.jpg"),
    }
    body, _, boundary = stream_encode_multipart(fields, use_tempfile=False)
    answer = desk.browsers["writer"].post(
        ADD,
        data=body.getvalue(),  # type: ignore[attr-defined]
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Accept": "text/html"},
    )
    assert answer.status_code == status
    if status == 422:
        assert "la limite est de 1 Mo" in answer.text.replace("\u00a0", " ")


def test_the_page_from_which_files_are_sent_says_them(app: Flask, desk: Desk) -> None:
    set_to(app, most_picture_mb=3, most_sound_mb=7, most_film_mb=11, most_attachment_mb=13)
    said = words(desk.at("writer", ADD).find(".//main"))
    for number in (3, 7, 11, 13):
        assert f"{number} Mo" in said.replace("\u00a0", " ")


def attached(desk: Desk, count: int, size: int = 1) -> dict[str, str]:
    """Return fields with so many attachments."""
    with saved(desk.app) as session:
        owner = desk.people["writer"]
        ids = [
            make_media(session, MediaKind.DOCUMENT, owner_id=owner, size=size).id
            for _ in range(count)
        ]
    return {f"attachments-{number}-media_id": str(id_) for number, id_ in enumerate(ids)}


def test_an_article_takes_so_many_attachments_and_so_heavy_ones(app: Flask, desk: Desk) -> None:
    set_to(app, most_attachments=2, most_attachments_mb=3, most_attachment_mb=2)
    send_new(desk, "writer", **attached(desk, 2))
    for fields, said in ((attached(desk, 3), "2 fichiers"), (attached(desk, 2, 2 * MO), "3 Mo")):
        page = desk.browsers["writer"].post(NEW_ARTICLE, data=blank(desk, "writer") | fields)
        assert page.status_code == 422
        assert said in page.text.replace("\u00a0", " ")


def test_what_a_text_holds_stays_below_a_new_limit(app: Flask, desk: Desk) -> None:
    address = send_new(desk, "writer", **attached(desk, 3, 2 * MO))
    set_to(app, most_attachments=2, most_attachments_mb=3, most_attachment_mb=1)
    edit(desk, "writer", address, title="Une faute de moins")
    assert len(uses(desk, address)) == 3
    more = attached(desk, 1)
    page = edit(
        desk, "writer", address, 422, **{f"attachments-9{k[13:]}": v for k, v in more.items()}
    )
    assert "2 fichiers" in words(page.get_element_by_id("files-attachments"))


def test_an_announcement_takes_so_many_files(app: Flask) -> None:
    office = make_office(app)

    def files(count: int) -> dict[str, object]:
        made = [file(b"a" * (number + 1), f"note{number}.txt") for number in range(count)]
        return {"attachment-files": made}

    id_ = office.write("teacher", **files(3))
    set_to(app, most_announced=2, most_announced_mb=1, most_announced_total_mb=1)
    page = office.browsers["teacher"].get(NEW).text.replace("\u00a0", " ")
    assert "2 fichiers au plus, 1 Mo en tout" in page
    assert office.post("teacher", NEW, **office.typed(**files(3))).status_code == 422
    heavy = {"attachment-files": [file(b"a" * (MO + 1), "note.txt")]}
    answer = office.post("teacher", NEW, **office.typed(**heavy))
    assert answer.status_code == 422
    assert "la limite est de 1 Mo" in answer.text.replace("\u00a0", " ")
    assert office.post("teacher", NEW, **office.typed(**files(2))).status_code == 303
    assert id_ != office.newest().id


def test_help_says_them(app: Flask, desk: Desk) -> None:
    assert "10 fichiers pour 2 Mo" in words(desk.at("writer", "/aide").find(".//main"))
    set_to(app, most_announced=1, most_announced_total_mb=1, most_announced_mb=1)
    assert "un fichier de 1 Mo" in words(desk.at("writer", "/aide").find(".//main"))
