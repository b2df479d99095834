"""What is typed in the form of an article is kept by its script, offered again, and forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import (
    LogEntry,
    Media,
    MediaKind,
    SiteVersion,
    UserSession,
    WorkingCopy,
    WorkingFile,
)
from app.rules.working_copies import LONGEST_COPY
from tests.factories import NOW
from tests.statements import recorded
from tests.visits import browser, saved
from tests.web.newsroom_kit import NEW, Desk, blank, edit, forms_of, make_desk, send_new
from tests.web.reading_pages import words
from tests.web.signing_in import age_session

ONE, OTHER = "w" * 10, "v" * 10
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _demo_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_NOW", NOW.isoformat())


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk(app)


@pytest.fixture
def address(desk: Desk) -> str:
    """An article of the writer."""
    return send_new(desk, "writer", title="Le cross", body="Samedi.")


def form(desk: Desk, name: str, path: str) -> dict[str, str]:
    """Return what the form of a page holds when it opens."""
    shown = forms_of(desk.at(name, path))
    return next(fields for fields in shown.values() if "body" in fields)


def type_in(
    desk: Desk, name: str, address: str, fields: dict[str, str], number: int = 1, **typed: Any
) -> TestResponse:
    """Let the script of a form send what was typed in it."""
    window = typed.pop("window", ONE)
    sent = fields | {"copy_version": f"{window}.{number}"} | typed
    return desk.browsers[name].post(f"{address}/copie", data=sent, headers=JSON)


def copies(desk: Desk) -> list[dict[str, list[str]]]:
    """Return what is kept."""
    with saved(desk.app) as session:
        kept = select(WorkingCopy).where(WorkingCopy.fields.is_not(None)).order_by(WorkingCopy.id)
        return [one.fields or {} for one in session.scalars(kept)]


def offers(desk: Desk, name: str, path: str) -> list[str]:
    """Return the links with which one takes up what was typed before."""
    return [one.get("href") for one in desk.at(name, path).cssselect("[data-offer] a")]


def test_what_is_typed_is_kept_offered_and_taken_up(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    answer = type_in(desk, "writer", address, fields, title="Le cross de samedi", body="Midi.")
    assert (answer.status_code, answer.json["outdated"], answer.json["others"]) == (200, False, [])
    assert "\u00a0h" in answer.json["saved_at"]
    assert copies(desk)[0]["title"] == ["Le cross de samedi"]
    assert {"csrf_token", "seen_revision_id", "copy_version"}.isdisjoint(copies(desk)[0])

    assert form(desk, "writer", f"{address}/modifier")["body"] == "Samedi."
    [take] = offers(desk, "writer", f"{address}/modifier")
    assert offers(desk, "writer", address) == [take]
    assert "Le cross de samedi" in words(desk.at("writer", "/publication/").find(".//main"))
    taken = form(desk, "writer", take)
    assert (taken["title"], taken["body"]) == ("Le cross de samedi", "Midi.")
    assert offers(desk, "writer", take) == []

    assert desk.browsers["writer"].post(f"{address}/modifier", data=taken).status_code == 303
    assert copies(desk) == []
    assert offers(desk, "writer", f"{address}/modifier") == []
    assert "Textes en cours" not in words(desk.at("writer", "/publication/").find(".//main"))


def test_an_article_not_begun_is_kept_too(desk: Desk) -> None:
    fields = blank(desk, "writer")
    assert type_in(desk, "writer", NEW, fields).status_code == 200
    assert copies(desk) == []  # nothing typed yet
    assert type_in(desk, "writer", NEW, fields, 2, title="Le cross").status_code == 200
    new = f"{NEW}?rubrique={desk.rubrique_id}"
    [take] = offers(desk, "writer", new)
    assert take in [one.get("href") for one in desk.at("writer", "/publication/").cssselect("a")]
    taken = form(desk, "writer", take)
    assert (taken["title"], taken["creation_key"]) == ("Le cross", fields["creation_key"])
    assert offers(desk, "moderator", new) == []
    assert desk.at("moderator", take) is not None  # another's id says nothing
    assert form(desk, "moderator", take)["title"] == ""
    assert desk.browsers["writer"].post(NEW, data=taken).status_code == 303
    assert copies(desk) == []
    late = type_in(desk, "writer", NEW, fields, 3, title="Le cr")
    assert (late.status_code, late.json["error"]) == (409, "sent")


def test_a_form_that_holds_what_is_saved_keeps_nothing(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, 1, body="Dimanche.")
    assert len(copies(desk)) == 1
    type_in(desk, "writer", address, fields, 2)
    assert copies(desk) == []
    type_in(desk, "writer", address, fields, 3, ends_at="2026-02-31")
    assert copies(desk)[0]["ends_at"] == ["2026-02-31"]


def test_two_windows_keep_both_texts(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="Du premier onglet.")
    answer = type_in(desk, "writer", address, fields, body="Du second.", window=OTHER)
    assert (answer.status_code, answer.json["error"]) == (409, "window")
    assert copies(desk)[0]["body"] == ["Du premier onglet."]
    second = fields | {"body": "Du second.", "copy_version": f"{OTHER}.2"}
    assert desk.browsers["writer"].post(f"{address}/modifier", data=second).status_code == 303
    assert copies(desk)[0]["body"] == ["Du premier onglet."]
    [take] = offers(desk, "writer", f"{address}/modifier")
    page = html.fromstring(desk.browsers["writer"].get(take).text)
    assert page.get_element_by_id("body").text.strip() == "Du premier onglet."
    assert page.get_element_by_id("other").cssselect("textarea")[0].text.strip() == "Du second."


def test_whoever_saves_second_keeps_his_copy_until_he_has_decided(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="De l’auteur.")
    edit(desk, "moderator", address, body="Du modérateur.")
    assert type_in(desk, "writer", address, fields, 2, body="De l’auteur !").json["outdated"]
    sent = fields | {"body": "De l’auteur !", "copy_version": f"{ONE}.3"}
    answer = desk.browsers["writer"].post(f"{address}/modifier", data=sent)
    assert answer.status_code == 409
    assert copies(desk)[0]["body"] == ["De l’auteur !"]
    page = desk.browsers["writer"].post(f"{address}/modifier", data=sent).text
    assert "data-offer" not in page  # it stands in the form
    [again] = [one for one in _forms(page) if "body" in one]
    assert again["copy_seen"] == f"{ONE}.3"
    new_window = again | {"copy_version": f"{OTHER}.1"}
    assert type_in(desk, "writer", address, new_window, window=OTHER).status_code == 200
    assert desk.browsers["writer"].post(f"{address}/modifier", data=new_window).status_code == 303
    assert copies(desk) == []


def _forms(page: str) -> list[dict[str, str]]:
    return list(forms_of(html.fromstring(page)).values())


@pytest.mark.parametrize("shown", [True, False], ids=["as it was shown", "changed since"])
def test_giving_up_deletes_what_was_shown(desk: Desk, address: str, shown: bool) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    type_in(desk, "writer", address, fields, body="Du premier onglet.")
    page = desk.at("writer", f"{address}/modifier")
    question = forms_of(page)[f"{address}/copie/abandonner"]
    if not shown:
        type_in(desk, "writer", address, fields, 2, body="Encore un mot.")
    answer = desk.browsers["writer"].post(f"{address}/copie/abandonner", data=question)
    assert answer.location == f"{address}/modifier"
    assert len(copies(desk)) == (0 if shown else 1)


def test_giving_up_a_new_text(desk: Desk) -> None:
    type_in(desk, "writer", NEW, blank(desk, "writer"), title="Le cross")
    new = f"{NEW}?rubrique={desk.rubrique_id}"
    question = forms_of(desk.at("writer", new))[f"{NEW}/copie/abandonner"]
    theft = question | {"csrf_token": desk.token("moderator")}
    desk.browsers["moderator"].post(f"{NEW}/copie/abandonner", data=theft)
    assert len(copies(desk)) == 1
    desk.browsers["writer"].post(f"{NEW}/copie/abandonner", data=question)
    assert copies(desk) == []


def test_colleagues_hear_of_each_other(desk: Desk, address: str) -> None:
    tell = {"presence": "here", "seen_revision_id": ""}
    assert desk.post("moderator", f"{address}/copie", **tell).json["others"] == []
    [said] = desk.post("writer", f"{address}/copie", **tell).json["others"]
    assert said.startswith("Camille Moderator modifie aussi cet article (depuis ")
    for path in (address, f"{address}/modifier"):
        [place] = desk.at("writer", path).cssselect("[data-others]")
        assert said in place.text_content()
    desk.post("moderator", f"{address}/copie", **tell | {"presence": "left"})
    assert desk.post("writer", f"{address}/copie", **tell).json["others"] == []


def test_saving_ends_the_presence(desk: Desk, address: str) -> None:
    desk.post("moderator", f"{address}/copie", presence="here")
    edit(desk, "moderator", address, body="Autre.")
    assert desk.post("writer", f"{address}/copie", presence="here").json["others"] == []


@pytest.mark.parametrize(
    ("name", "on_own", "on_new"),
    [
        ("writer", 200, 200),
        ("publisher", 404, 200),
        ("moderator", 200, 200),
        ("manager", 200, 200),
        ("visitor", 404, 403),
        ("stranger", 404, 403),
        (None, 400, 400),
    ],
)
def test_who_may_write_may_keep(
    desk: Desk, address: str, name: str | None, on_own: int, on_new: int
) -> None:
    before = copies(desk)
    for path, shown, status in (
        (address, form(desk, "writer", f"{address}/modifier"), on_own),
        (NEW, blank(desk, "writer"), on_new),
    ):
        who = desk.browsers[name] if name else browser(desk.app)
        token = {"csrf_token": desk.token(name) if name else "", "copy_version": f"{OTHER}.1"}
        answer = who.post(f"{path}/copie", data=shown | {"title": "Autre"} | token)
        assert answer.status_code == status
        if status != 200:
            given_up = who.post(f"{address}/copie/abandonner", data=token)
            assert given_up.status_code == on_own
    assert (copies(desk) == before) is (on_new != 200)


def test_what_readers_see_is_refused_not_hidden(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"))
    for name in ("visitor", "publisher"):
        path = f"/publication/articles/{article_id}/copie"
        assert desk.post(name, path, copy_version=f"{ONE}.1").status_code == 403


def test_a_script_hears_in_a_word_what_is_wrong(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier") | {"body": "Autre."}
    for change, status, error in (
        ({"csrf_token": "wrong"}, 400, "token"),
        ({"writer": str(desk.people["moderator"])}, 409, "person"),
        ({"copy_version": ""}, 400, "400"),
        ({"body": "x" * (LONGEST_COPY + 1)}, 413, "long"),
    ):
        answer = type_in(desk, "writer", address, fields, **change)
        assert (answer.status_code, answer.json["error"]) == (status, error)
    assert copies(desk) == []
    foreign = type_in(desk, "writer", "/publication/articles/999999", fields)
    assert (foreign.status_code, foreign.json["error"]) == (404, "404")
    other = browser(desk.app).post(f"{address}/copie", data=fields, headers=JSON)
    assert (other.status_code, other.json["error"]) == (401, "session")


def test_an_ended_session_is_said_and_a_sign_of_life_does_not_lengthen_it(
    desk: Desk, address: str
) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    _age(desk, minutes=10)
    desk.browsers["writer"].post(f"{address}/copie", data=fields | {"presence": "here"})
    assert not _is_just_seen(desk)
    type_in(desk, "writer", address, fields, body="Autre.")
    assert _is_just_seen(desk)
    _age(desk, minutes=90)
    answer = type_in(desk, "writer", address, fields, 2, body="Autre !")
    assert (answer.status_code, answer.json) == (401, {"error": "session"})


def test_it_raises_no_version_logs_nothing_and_asks_little(desk: Desk, address: str) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    before = _version_and_log(desk)
    type_in(desk, "writer", address, fields, body="Une fois.")
    with recorded(db.engine) as sent:
        answer = type_in(desk, "writer", address, fields, 2, body="Deux fois. /medias/1/a.jpg")
    assert answer.status_code == 200
    assert _version_and_log(desk) == before
    assert len([one for one in sent if one.startswith(("SELECT", "WITH"))]) < 16, sent
    desk.browsers["writer"].post(
        f"{address}/copie/abandonner", data=fields | {"copy_seen": f"{ONE}.2"}
    )
    assert (copies(desk), _version_and_log(desk)) == ([], before)


def test_files_are_held_if_one_may_use_them(desk: Desk, address: str) -> None:
    with saved(desk.app) as session:
        owners = (desk.people["writer"], desk.people["moderator"])
        files = [
            Media(
                kind=MediaKind.PICTURE,
                title="Une photo",
                filename="a.jpg",
                mime_type="image/jpeg",
                size=1,
                owner_id=owner,
                created_at=NOW,
            )
            for owner in (*owners, owners[0])
        ]
        session.add_all(files)
        session.flush()
        own, foreign, in_text = (one.id for one in files)
    fields = form(desk, "writer", f"{address}/modifier")
    typed = {
        "gallery-0-media_id": str(own),
        "gallery-1-media_id": str(foreign),
        "gallery-2-media_id": "²",
        "gallery-0-caption": "Le départ",
        "body": f'<p><img src="/medias/{in_text}/a.jpg" alt=""></p>',
        "evil": "x",
        "password": "x",
    }
    assert type_in(desk, "writer", address, fields, **typed).status_code == 200
    [kept] = copies(desk)
    assert kept["gallery-0-caption"] == ["Le départ"]
    assert not {"evil", "password"} & kept.keys()
    with saved(desk.app) as session:
        assert sorted(session.scalars(select(WorkingFile.media_id))) == [own, in_text]


def test_what_is_typed_goes_to_the_trash_with_its_article_and_is_still_kept(
    desk: Desk, address: str
) -> None:
    fields = form(desk, "writer", f"{address}/modifier")
    desk.post("moderator", f"{address}/mettre-a-la-corbeille")
    answer = type_in(desk, "writer", address, fields, body="Gardé.")
    assert (answer.status_code, answer.json["closed"]) == (200, True)
    assert copies(desk)[0]["body"] == ["Gardé."]


def test_texts_of_other_articles_are_no_base(desk: Desk, address: str) -> None:
    other = form(desk, "writer", f"{send_new(desk, 'writer')}/modifier")
    fields = form(desk, "writer", f"{address}/modifier")
    for seen in (other["seen_revision_id"], "999999", "x"):
        answer = type_in(desk, "writer", address, fields | {"seen_revision_id": seen}, body="A")
        assert (answer.status_code, answer.json["outdated"]) == (200, True)


def _age(desk: Desk, minutes: int) -> None:
    """Let all sessions be as if nobody had come for so long."""
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    age_session(desk.app, created_at=moment, seen_at=moment, expires_at=moment + timedelta(hours=1))


def _is_just_seen(desk: Desk) -> bool:
    with saved(desk.app) as session:
        seen = session.scalar(select(func.max(UserSession.seen_at)))
        return seen is not None and datetime.now(UTC) - seen < timedelta(minutes=1)


def _version_and_log(desk: Desk) -> tuple[int | None, int | None]:
    with saved(desk.app) as session:
        lines = session.scalar(select(func.count()).select_from(LogEntry))
        return session.scalar(select(SiteVersion.value)), lines
