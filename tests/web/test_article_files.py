"""The files of an article in its form: kept, shown, put in order, taken away."""

import pytest
from lxml import html
from sqlalchemy import func, select

from app.models import Media, MediaKind, Revision
from app.rules.licences import Licence
from app.rules.workflow import Status
from tests.factories import NOW
from tests.visits import browser, saved
from tests.web.files_kit import full_form, store_media, uses
from tests.web.newsroom_kit import Desk, blank, edit, forms_of, send_new, stored
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


def typed_files(page: html.HtmlElement) -> dict[str, str]:
    """Return what the form of a page holds of files."""
    [fields] = [one for one in forms_of(page).values() if "title" in one]
    return {name: text for name, text in fields.items() if "-" in name and text}


def revisions(desk: Desk) -> int:
    with saved(desk.app) as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_files_of_every_section_are_kept_and_shown(desk: Desk) -> None:
    fields = full_form(desk, "publisher")
    address = send_new(desk, "publisher", body="Du texte.", then="publish", **fields)
    ids = {name: int(text) for name, text in fields.items() if name.endswith("_id")}
    assert uses(desk, address) == [
        ("attachment", 0, ids["attachments-0-media_id"], None, None),
        ("attachment", 1, ids["attachments-1-media_id"], None, None),
        ("audio", 0, ids["audio-0-media_id"], None, None),
        ("captions", 0, ids["video-0-captions_id"], None, None),
        ("gallery", 0, ids["gallery-0-media_id"], "Deux élèves courent", "L’arrivée des 6e"),
        ("gallery", 1, ids["gallery-1-media_id"], "", None),
        ("illustration", 0, ids["illustration-media_id"], "La cour sous la neige", "Décembre"),
        ("poster", 0, ids["video-0-poster_id"], "", None),
        ("video", 0, ids["video-0-media_id"], None, None),
    ]
    public = address.replace("/publication", "")
    answer = browser(desk.app).get(public, follow_redirects=True)
    for page in (desk.at("publisher", address), html.fromstring(answer.text)):
        assert page.cssselect("img[alt='La cour sous la neige']")
        assert page.cssselect(".gallery img[alt='Deux élèves courent']")
        film = page.cssselect("video")[0]
        assert film.get("aria-label") == "Le film du cross"
        assert f"/medias/{ids['video-0-poster_id']}/" in film.get("poster")
        assert film.cssselect("track")[0].get("src").endswith("cross.vtt")
        shown = words(page.find(".//main"))
        for told in ("On chante.", "On court.", "Le programme", "Le règlement", "Décembre"):
            assert told in shown, told


def test_a_form_that_nobody_touched_saves_nothing(desk: Desk) -> None:
    fields = full_form(desk, "writer")
    address = send_new(desk, "writer", **fields)
    shown = typed_files(desk.at("writer", f"{address}/modifier"))
    assert {name: text for name, text in shown.items() if name in fields} == fields
    edit(desk, "writer", address)
    assert revisions(desk) == 1
    edit(desk, "writer", address, **{"gallery-0-caption": "Autre"})
    assert revisions(desk) == 2


def test_author_and_licence_are_kept_with_the_text(desk: Desk) -> None:
    media_id = store_media(desk, "writer", credit="Ancien", licence=None)
    fields = {"illustration-media_id": str(media_id), "illustration-alt": "La cour"}
    rights = {"illustration-credit": "Lou, 4B", "illustration-licence": str(Licence.BY)}
    address = send_new(desk, "writer", **fields, **rights)
    with saved(desk.app) as session:
        media = session.get_one(Media, media_id)
        assert (media.credit, media.licence) == ("Lou, 4B", Licence.BY)
    nothing = dict.fromkeys(rights, "")
    edit(desk, "writer", address, **nothing)
    with saved(desk.app) as session:
        media = session.get_one(Media, media_id)
        assert (media.credit, media.licence) == ("Lou, 4B", Licence.BY), (
            "what is empty says nothing"
        )


def test_author_and_licence_of_somebody_else_stay(desk: Desk) -> None:
    media_id = store_media(desk, "manager", credit="Le musée", in_collection=True)
    fields = {"illustration-media_id": str(media_id), "illustration-alt": "La cour"}
    rights = {"illustration-credit": "Moi", "illustration-licence": str(Licence.CC0)}
    send_new(desk, "writer", **fields, **rights)
    with saved(desk.app) as session:
        media = session.get_one(Media, media_id)
        assert (media.credit, media.licence) == ("Le musée", Licence.ALL_RIGHTS)


def test_files_are_kept_when_a_word_is_wrong(desk: Desk) -> None:
    fields = full_form(desk, "writer")
    new = blank(desk, "writer") | {"title": " "} | fields
    answer = desk.browsers["writer"].post("/publication/articles/nouveau", data=new)
    assert answer.status_code == 422
    shown = typed_files(html.fromstring(answer.text))
    assert {name: text for name, text in shown.items() if name in fields} == fields


def test_both_texts_keep_their_files_when_two_people_save(desk: Desk) -> None:
    address = send_new(desk, "writer", **full_form(desk, "writer"))
    [seen] = forms_of(desk.at("writer", f"{address}/modifier")).values()
    theirs = store_media(desk, "moderator", MediaKind.DOCUMENT, "Du modérateur")
    edit(desk, "moderator", address, **{"attachments-7-media_id": str(theirs)})
    typed = seen | {"gallery-0-alt": "Autre chose"}
    answer = desk.browsers["writer"].post(f"{address}/modifier", data=typed)
    assert answer.status_code == 409
    page = html.fromstring(answer.text)
    assert typed_files(page)["gallery-0-alt"] == "Autre chose"
    assert "Du modérateur" in words(page.get_element_by_id("other"))
    [again] = [one for one in forms_of(page).values() if "title" in one]
    assert desk.browsers["writer"].post(f"{address}/modifier", data=again).status_code == 303
    assert theirs not in [use[2] for use in uses(desk, address)]


def test_an_ended_session_keeps_every_name(desk: Desk) -> None:
    fields = full_form(desk, "writer")
    address = send_new(desk, "writer")
    typed = {"title": "Le cross", "seen_revision_id": "1"} | fields
    many = {f"attachments-{number}-title": "x" for number in range(2, 150)}
    answer = browser(desk.app).post(f"{address}/modifier", data=typed | many)
    page = html.fromstring(answer.text)
    kept = {one.get("name"): one.get("value") for one in page.cssselect("main input[type=hidden]")}
    for name, text in (many | typed).items():
        assert kept[f"typed-{name}"] == text


def test_the_order_is_the_one_that_was_typed(desk: Desk) -> None:
    ids = [store_media(desk, "writer", MediaKind.DOCUMENT, f"Fichier {n}") for n in range(4)]

    def order(*places: str) -> list[int]:
        fields = {f"attachments-{n}-media_id": str(id_) for n, id_ in enumerate(ids)}
        fields |= {f"attachments-{n}-position": place for n, place in enumerate(places)}
        found = uses(desk, send_new(desk, "writer", **fields))
        return [ids.index(use[2]) for use in found]

    assert order("1", "2", "3", "4") == [0, 1, 2, 3]
    assert order("", "", "x", "-1") == [0, 1, 2, 3]
    assert order("4", "1", "2", "3") == [1, 2, 3, 0]
    assert order("1", "2", "1", "4") == [2, 0, 1, 3], "moved up, before the one that was there"
    assert order("3", "2", "3", "4") == [1, 2, 0, 3], "moved down, behind it"
    assert order("99999999999", "2", "3", "4") == [0, 1, 2, 3]


def test_what_is_taken_away_leaves(desk: Desk) -> None:
    address = send_new(desk, "writer", **full_form(desk, "writer"))
    away = {
        f"{one}-remove": "y" for one in ("illustration", "gallery-0", "audio-0", "attachments-1")
    }
    edit(desk, "writer", address, **away, **{"video-0-captions_remove": "y"})
    assert [use[:2] for use in uses(desk, address)] == [
        ("attachment", 0),
        ("gallery", 0),
        ("poster", 0),
        ("video", 0),
    ]


def test_title_and_transcript_belong_to_whoever_may_change_the_file(desk: Desk) -> None:
    own = store_media(desk, "writer", MediaKind.AUDIO, "À moi")
    with saved(desk.app) as session:
        common = Media(**_common())
        session.add(common)
        session.flush()
        common_id = common.id
    fields = {
        "audio-0-media_id": str(own),
        "audio-0-title": "La chorale",
        "audio-0-transcript": "On chante.",
        "attachments-0-media_id": str(common_id),
        "attachments-0-title": "Volé",
    }
    address = send_new(desk, "writer", **fields)
    edit(desk, "moderator", address, **{"audio-0-title": "Du modérateur"})
    with saved(desk.app) as session:
        media = session.get_one(Media, own)
        assert (media.title, media.transcript) == ("Du modérateur", "On chante.")
        assert session.get_one(Media, common_id).title == "Charte"
    assert revisions(desk) == 1


def test_the_title_of_what_is_online_changes_by_who_may_put_it_online(desk: Desk) -> None:
    own = store_media(desk, "writer", MediaKind.DOCUMENT, "Le programme")
    address = send_new(desk, "writer", **{"attachments-0-media_id": str(own)})
    desk.post("chief", f"{address}/mettre-en-ligne")
    assert stored(desk, address).status is Status.ONLINE
    for name, title in {"writer": "Le programme", "moderator": "Volé"}.items():
        edit(desk, name, address, title="Le cross, bis", **{"attachments-0-title": "Volé"})
        with saved(desk.app) as session:
            assert session.get_one(Media, own).title == title, name


def _common() -> dict[str, object]:
    return {
        "kind": MediaKind.DOCUMENT,
        "title": "Charte",
        "filename": "charte.pdf",
        "stored_name": "0" * 64 + ".pdf",
        "mime_type": "application/pdf",
        "size": 9,
        "in_collection": True,
        "created_at": NOW,
    }
