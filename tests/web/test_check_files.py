"""The check beside the files of a text that is being written."""

import pytest
from flask import Flask

from app.models import MediaKind
from app.rules.licences import Licence
from tests.web.check_kit import button, check, make_checked_desk, titles
from tests.web.desk import said
from tests.web.files_kit import store_media
from tests.web.newsroom_kit import Desk

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_checked_desk(app)


def test_what_a_picture_shows_is_written_by_the_panel(desk: Desk) -> None:
    article_id = desk.write("writer")
    facts = {"licence": Licence.CC0, "shows_people": False}
    first, second = (store_media(desk, "writer", title=f"Photo {n}", **facts) for n in range(2))
    fields = {
        "illustration-media_id": str(first),
        "illustration-alt": "",
        "gallery-0-media_id": str(second),
        "gallery-0-alt": "",
        "body": "<p>x</p>",
    }
    page = check(desk, "writer", article_id, **fields)
    assert (
        said(page.cssselect("#check [role=status]")[0]) == "2 points à corriger, dont 2 bloquants"
    )
    write = button(page, "Écrire ce texte : Photo 0")
    words = {f"value.{write['mend'].partition('/')[0]}": "La cour"}
    page = check(desk, "writer", article_id, **fields, **write, **words)
    assert page.cssselect("[name=illustration-alt]")[0].get("value") == "La cour"
    fields["illustration-alt"] = "La cour"
    page = check(desk, "writer", article_id, **fields, **button(page, "Elle est décorative"))
    assert page.cssselect("[name=gallery-0-decorative]")[0].get("checked") is not None
    assert titles(page) == ["Rien à signaler"]


def test_author_and_licence_are_said_by_the_panel(desk: Desk) -> None:
    article_id = desk.write("writer")
    media_id = store_media(desk, "writer", title="Photo", credit=None, licence=None)
    fields = {"illustration-media_id": str(media_id), "illustration-alt": "La cour"}
    fields["body"] = "<p>x</p>"
    page = check(desk, "writer", article_id, **fields)
    page = check(desk, "writer", article_id, **fields, **button(page, "Elle a été faite à l’école"))
    [chosen] = page.cssselect("[name=illustration-licence] option[selected]")
    assert chosen.get("value") == Licence.ALL_RIGHTS
    fields["illustration-licence"] = Licence.ALL_RIGHTS
    write = button(check(desk, "writer", article_id, **fields), "Écrire ce texte : Photo")
    words = {f"value.{write['mend'].partition('/')[0]}": "Lou, 4B"}
    page = check(desk, "writer", article_id, **fields, **write, **words)
    assert page.cssselect("[name=illustration-credit]")[0].get("value") == "Lou, 4B"
    assert titles(page) == ["Rien à signaler"]


def test_of_a_file_of_somebody_else_nothing_is_said(desk: Desk) -> None:
    article_id = desk.write("writer")
    media_id = store_media(desk, "manager", licence=None, in_collection=True)
    fields = {"illustration-media_id": str(media_id), "illustration-alt": "La cour"}
    page = check(desk, "writer", article_id, body="<p>x</p>", **fields)
    assert titles(page) == ["Image sans licence"]
    assert not page.cssselect("[name=illustration-licence]")
    assert not page.cssselect("[name=mend]")


def test_a_transcript_that_is_being_written_counts(desk: Desk) -> None:
    article_id = desk.write("writer")
    sound = store_media(desk, "writer", MediaKind.AUDIO)
    fields = {"audio-0-media_id": str(sound), "audio-0-title": "Chorale", "body": "<p>x</p>"}
    assert titles(check(desk, "writer", article_id, **fields)) == ["Son sans transcription"]
    fields["audio-0-transcript"] = "Appelez le 06 12 34 56 78."
    page = check(desk, "writer", article_id, **fields)
    assert titles(page) == ["Numéro de téléphone étranger à l’établissement"]


def test_a_picture_leads_to_its_page_in_the_library(desk: Desk) -> None:
    article_id = desk.write("writer")
    media_id = store_media(desk, "writer", licence=None, shows_people=None)
    fields = {"illustration-media_id": str(media_id), "illustration-alt": "La cour"}
    page = check(desk, "writer", article_id, body="<p>x</p>", **fields)
    assert titles(page) == ["Image sans licence", "Y voit-on des personnes ?"]
    hrefs = [link.get("href") for link in page.cssselect("#check .finding a")]
    assert f"/publication/mediatheque/{media_id}" in hrefs
    assert "#files-illustration" in hrefs


def test_files_of_others_are_not_told(desk: Desk) -> None:
    article_id = desk.write("writer")
    secret = store_media(desk, "moderator", title="Photo secrète")
    fields = {"illustration-media_id": str(secret), "illustration-alt": "", "body": "<p>x</p>"}
    page = check(desk, "writer", article_id, **fields)
    assert "secrète" not in said(page)


def test_the_picture_that_stands_for_a_film_is_looked_at(desk: Desk) -> None:
    article_id = desk.write("writer")
    film = store_media(desk, "writer", MediaKind.VIDEO)
    poster = store_media(desk, "writer", title="Affiche", shows_people=True)
    captions = store_media(desk, "writer", MediaKind.CAPTIONS)
    fields = {
        "video-0-media_id": str(film),
        "video-0-poster_id": str(poster),
        "video-0-captions_id": str(captions),
        "body": "<p>x</p>",
    }
    page = check(desk, "writer", article_id, **fields)
    assert titles(page) == ["Personnes reconnaissables sans autorisation"]
