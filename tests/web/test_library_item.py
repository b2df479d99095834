"""One file of the library: who sees it, who says what it is, and what becomes of it."""

from datetime import date

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.models import LogEntry
from app.rules.audience import Duty, Function
from app.rules.licences import Licence
from tests.visits import browser, saved
from tests.web.library_kit import LIBRARY, keep, stored, use
from tests.web.newsroom_kit import Desk, forms_of
from tests.web.reading_pages import words
from tests.web.site_pages import come_as, form_on, send

pytestmark = pytest.mark.usefixtures("demo_day")

SAID = {
    "title": "La haie <i>neuve</i>",
    "alt": "Trois élèves plantent une haie",
    "credit": "Lou, 4B",
    "source_url": "https://example.org/haie",
    "licence": "CC-BY-4.0",
    "shows_people": "oui",
    "consent": "Classeur de la 4B",
    "consent_ends_on": "2026-07-03",
    "keywords": "haie, jardin",
}


def own(desk: Desk, name: str = "writer", **more: object) -> str:
    """Keep a file of one of the people; return the address of its page."""
    return f"{LIBRARY}/{keep(desk.app, owner_id=desk.people[name], **more)}"


def id_of(address: str) -> int:
    return int(address.rpartition("/")[2])


def fields(desk: Desk, name: str, address: str, **typed: str) -> dict[str, str]:
    """Return what the form of a file would send."""
    return typed_on(desk.browsers[name].get(address), address) | typed


def typed_on(answer: TestResponse, address: str) -> dict[str, str]:
    """Return what the form of a page would send, as browsers send it."""
    shown = form_on(answer, address)
    known = {one: value.removeprefix("\n") for one, value in shown.items()}
    # lxml reads a chosen answer without value as "on".
    return {one: "" if value == "on" else value for one, value in known.items()}


def logged(desk: Desk, action: str) -> int:
    with saved(desk.app) as session:
        found = select(func.count()).where(LogEntry.action == action, LogEntry.subject == "media")
        return session.scalar(found) or 0


def test_what_is_said_is_kept_and_logged_once(desk: Desk) -> None:
    address = own(desk)
    sent = fields(desk, "writer", address, **SAID)
    assert desk.browsers["writer"].post(address, data=sent).status_code == 303
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert (media.title, media.alt, media.credit) == (SAID["title"], SAID["alt"], SAID["credit"])
    assert media.licence is Licence.BY
    assert (media.shows_people, media.consent_ends_on) == (True, date(2026, 7, 3))
    assert (
        media.words
        == "la haie <i>neuve</i> cross.jpg haie, jardin trois eleves plantent une haie lou, 4b"
    )
    assert logged(desk, "describe") == 1
    sent = fields(desk, "writer", address)
    assert {name: sent[name] for name in SAID} == SAID
    assert desk.browsers["writer"].post(address, data=sent).status_code == 303
    assert logged(desk, "describe") == 1
    assert "<i>neuve</i>" in words(desk.at("writer", address).find(".//h1"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "Donnez un titre"),
        ({"title": "x" * 201}, "200 caractères"),
        ({"shows_people": "non", "consent_ends_on": "2026-07-03"}, "personnes reconnaissables"),
        ({"consent_ends_on": "2026-02-30"}, "n’existe pas"),
        ({"source_url": "javascript:alert(1)"}, "https://"),
        ({"licence": "GPL"}, "n’existe plus"),
        ({"shows_people": "peut-être"}, "n’existe plus"),
    ],
)
def test_what_is_refused_stays_in_the_form(desk: Desk, typed: dict[str, str], said: str) -> None:
    address = own(desk)
    sent = fields(desk, "writer", address, **SAID) | typed
    answer = desk.browsers["writer"].post(address, data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Lou, 4B" in answer.text
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert media.credit is None


def test_no_permission_is_kept_of_nobody(desk: Desk) -> None:
    address = own(desk)
    sent = fields(desk, "writer", address, **SAID) | {"shows_people": "non", "consent_ends_on": ""}
    assert desk.browsers["writer"].post(address, data=sent).status_code == 303
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert (media.shows_people, media.consent, media.consent_ends_on) == (False, None, None)


def test_two_who_say_something_lose_nothing(desk: Desk) -> None:
    address = own(desk)
    first, second = (fields(desk, "writer", address, title=one) for one in ("Un", "Deux"))
    assert desk.browsers["writer"].post(address, data=first).status_code == 303
    answer = desk.browsers["writer"].post(address, data=second)
    assert answer.status_code == 409
    assert "Deux" in answer.text
    assert "entre-temps" in answer.text
    again = typed_on(answer, address)
    assert again["title"] == "Deux"
    assert desk.browsers["writer"].post(address, data=again).status_code == 303
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert media.title == "Deux"


def test_each_role_before_the_file_of_another(desk: Desk) -> None:
    address = own(desk)
    deeds = [address, f"{address}/supprimer", f"{address}/collection"]
    for name in ("visitor", "publisher", "moderator", "manager", "stranger"):
        assert desk.browsers[name].get(address).status_code == 404
        for deed in deeds:
            assert desk.post(name, deed, title="Pris").status_code == 404, (name, deed)
    use(desk.app, id_of(address), desk.write("colleague", ("chief", "publish")))
    for name, status in {"publisher": 403, "moderator": 303, "stranger": 404}.items():
        sent = {"title": f"De {name}", "seen": ""}
        assert desk.post(name, address, **sent).status_code == status, name
    page = desk.at("publisher", address)
    assert address not in forms_of(page)
    assert "Camille" not in words(page.find(".//main"))
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert media.title == "De moderator"


def test_without_token_or_session_nothing_changes(desk: Desk) -> None:
    address = own(desk)
    for deed in (address, f"{address}/supprimer", f"{address}/collection"):
        assert desk.browsers["writer"].post(deed, data={"title": "x"}).status_code == 400
        assert browser(desk.app).post(deed, data={"title": "x"}).status_code in (400, 403)
    media = stored(desk.app, id_of(address))
    assert media is not None
    assert media.title == "Cross"


@pytest.mark.parametrize("path", ["0", "-1", "1e3", "99999999999", "%00", "2147483648"])
def test_what_is_no_id_does_not_exist(desk: Desk, path: str) -> None:
    assert desk.browsers["writer"].get(f"{LIBRARY}/{path}").status_code == 404


def test_what_nothing_uses_is_deleted(desk: Desk) -> None:
    address = own(desk)
    assert f"{address}/supprimer" in forms_of(desk.at("writer", address))
    assert desk.post("writer", f"{address}/supprimer").status_code == 303
    assert stored(desk.app, id_of(address)) is None
    assert logged(desk, "delete") == 1


def test_what_is_used_is_kept_and_says_where(desk: Desk) -> None:
    address = own(desk)
    use(desk.app, id_of(address), desk.write("writer", title="La sortie"))
    page = desk.at("writer", address)
    assert f"{address}/supprimer" not in forms_of(page)
    assert "La sortie" in words(page.cssselect("[aria-labelledby=uses]")[0])
    answer = desk.post("writer", f"{address}/supprimer")
    assert answer.status_code == 409
    assert "il est gardé" in answer.text
    assert stored(desk.app, id_of(address)) is not None


def test_the_collection_is_for_who_manages_everywhere(desk: Desk) -> None:
    address = own(desk)
    assert desk.post("writer", f"{address}/collection", into="y").status_code == 403
    head = come_as(desk.app, Function.DIR, Duty.HEAD)
    assert send(head, address, f"{address}/collection").status_code == 303
    page = desk.at("publisher", address)
    assert not forms_of(page)
    assert desk.post("writer", address, title="Mien", seen="").status_code == 403
    assert desk.post("writer", f"{address}/supprimer").status_code == 403
    assert send(head, address, f"{address}/collection").status_code == 303
    assert desk.browsers["publisher"].get(address).status_code == 404
    assert (logged(desk, "collect"), logged(desk, "uncollect")) == (1, 1)


def test_several_files_are_described_one_after_the_other(desk: Desk) -> None:
    first, second = own(desk), own(desk)
    suite = f"{id_of(first)},{id_of(second)}"
    page = desk.at("writer", f"{first}?suite={suite}")
    assert "Fichier 1 sur 2" in words(page.cssselect(".suite")[0])
    [action] = [path for path in forms_of(page) if path.startswith(f"{first}?suite")]
    answer = desk.browsers["writer"].post(action, data=forms_of(page)[action] | {"licence": ""})
    assert answer.headers["Location"] == f"{second}?suite={suite}"
    assert not desk.at("writer", f"{first}?suite=x,-1,{id_of(first)}").cssselect(".suite")
