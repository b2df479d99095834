"""A maintenance is announced on every page, changed, withdrawn, and disappears by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import LogEntry
from app.queries.school import MAINTENANCE
from app.rules.maintenance import Maintenance
from tests.factories import NOW
from tests.visits import Browser, browser, saved
from tests.web.settings_kit import set_to, stored, typed_on
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
PAGE = "/site/reglages/maintenance"
TYPED = {
    "starts_at": "2026-03-28T08:00",
    "ends_at": "2026-03-28T10:00",
    "shown_from": "2026-03-26T07:00",
    "note": "Le <b>serveur</b> est changé.",
}
SHOWN, START, END = (
    datetime.fromisoformat(one)
    for one in ("2026-03-26T07:00+01:00", "2026-03-28T08:00+01:00", "2026-03-28T10:00+01:00")
)
INSTANT = timedelta(microseconds=1)
BEFORE = (
    "Maintenance annoncée Le samedi 28 mars 2026, de 8 h à 10 h, le site ne sera pas disponible."
)
DURING = "Maintenance en cours Le site peut être indisponible jusqu’au samedi 28 mars 2026, 10 h."
SetClock = Callable[[datetime], None]


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return lambda moment: monkeypatch.setattr("app.clock.frozen", moment)


def announce(client: Browser, **changed: str) -> TestResponse:
    fields = typed_on(client.get(PAGE), PAGE)
    return client.post(PAGE, data={**fields, **TYPED, **changed})


def withdraw(client: Browser) -> TestResponse:
    address = f"{PAGE}/retrait"
    return client.post(address, data=typed_on(client.get(PAGE), address))


def banner(client: Browser, path: str = "/") -> str:
    """Return what a page says of a maintenance."""
    answer = client.get(path)
    found = html.fromstring(answer.get_data(as_text=True)).cssselect(".maintenance")
    assert len(found) < 2
    words = found[0].text_content() if found else ""
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_it_is_told_on_every_page_in_its_time(school: School, at: SetClock) -> None:
    assert announce(school.come("admin")).status_code == 303
    visitor, teacher, head = browser(school.app), school.come("teacher"), school.come("head")
    public = ("/", "/contact", "/connexion", "/agenda", "/recherche?q=sortie", "/n-existe-pas")
    own = ("/accueil", "/mon-compte", "/publication/", "/annuaire/")
    desk = ("/site/", PAGE, "/communication/annonces")
    sights = [(visitor, one) for one in public] + [(teacher, one) for one in own]
    sights += [(head, one) for one in desk]
    for moment, words in (
        (SHOWN - INSTANT, ""),
        (SHOWN, BEFORE),
        (START - INSTANT, BEFORE),
        (START, DURING),
        (END - INSTANT, DURING),
        (END, ""),
    ):
        at(moment)
        for client, path in sights:
            found = banner(client, path)
            assert found.startswith(words), (moment, path)
            assert bool(found) is bool(words), (moment, path)


def test_its_sentence_is_plain_text_and_who_may_be_writing_is_told(
    school: School, at: SetClock
) -> None:
    announce(school.come("admin"))
    at(START - INSTANT)
    assert banner(browser(school.app)) == f"{BEFORE} Le <b>serveur</b> est changé."
    assert "Enregistrez" in banner(school.come("teacher"), "/accueil")
    at(START)
    assert "Enregistrez" not in banner(school.come("teacher"), "/accueil")


def test_it_is_changed_withdrawn_and_in_the_journal(school: School) -> None:
    client = school.come("admin")
    announce(client, shown_from="")
    assert "jusqu’à" not in banner(client)
    assert "de 8 h à 10 h" in banner(client)
    announce(client, shown_from="", ends_at="2026-03-28T12:00", note="")
    assert "de 8 h à 12 h" in banner(browser(school.app))
    assert withdraw(client).status_code == 303
    assert banner(browser(school.app)) == ""
    assert stored(school.app) == {}
    with saved(school.app) as session:
        lines = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
        session.expunge_all()
    admin = school.people["admin"]
    assert [(one.subject, one.action, one.actor_id) for one in lines] == [
        ("maintenance", "announce", admin),
        ("maintenance", "change", admin),
        ("maintenance", "withdraw", admin),
    ]
    day = {"at": "2026-03-28 08:00+01:00", "until": "2026-03-28 10:00+01:00"}
    assert lines[0].details == day | {"title": TYPED["note"]}
    assert lines[2].details == day | {"until": "2026-03-28 12:00+01:00"}
    told = text_of(school.come("head").get("/site/journal"))
    assert "a annoncé une maintenance" in told


def test_one_that_is_over_is_none(school: School, at: SetClock) -> None:
    client = school.come("admin")
    announce(client)
    at(END)
    page = client.get(PAGE)
    assert "Retirer l’annonce" not in text_of(page)
    assert typed_on(page, PAGE)["starts_at"] == ""
    later = {"starts_at": "2026-04-03T18:00", "ends_at": "2026-04-04T07:00", "shown_from": ""}
    assert announce(client, **later).status_code == 303
    assert banner(client).startswith(
        "Maintenance annoncée Du vendredi 3 avril, 18 h, au samedi 4 avril 2026, 7 h,"
    )
    with saved(school.app) as session:
        assert list(session.scalars(select(LogEntry.action))) == ["announce", "announce"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_at": ""}, "starts_at"),
        ({"ends_at": ""}, "ends_at"),
        ({"starts_at": "demain"}, "starts_at"),
        ({"ends_at": "2026-03-28T08:00"}, "ends_at"),
        ({"starts_at": "2026-03-23T08:00", "ends_at": "2026-03-23T09:00"}, "ends_at"),
        ({"shown_from": "2026-03-28T09:00"}, "shown_from"),
        ({"note": "a" * 201}, "note"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    school: School, typed: dict[str, str], field: str
) -> None:
    client = school.come("admin")
    answer = announce(client, **typed)
    assert answer.status_code == 422
    page = html.fromstring(answer.get_data(as_text=True))
    assert page.cssselect(f"#{field}[aria-invalid=true]")
    assert page.cssselect(f".error-summary a[href='#{field}']")
    shown = typed_on(answer, PAGE)
    assert {name: shown[name] for name in TYPED} == TYPED | typed
    assert stored(school.app) == {}


def test_a_second_click_changes_nothing(school: School) -> None:
    client = school.come("admin")
    fields = {**typed_on(client.get(PAGE), PAGE), **TYPED, "shown_from": ""}
    for _ in range(2):
        assert client.post(PAGE, data=fields).status_code == 303
    page = client.get(PAGE)
    drop = typed_on(page, f"{PAGE}/retrait")
    for _ in range(2):
        assert client.post(f"{PAGE}/retrait", data=drop).status_code == 303
    with saved(school.app) as session:
        assert list(session.scalars(select(LogEntry.action))) == ["announce", "withdraw"]


def test_the_second_of_two_people_is_told(school: School) -> None:
    first, second = school.come("admin"), school.come("head")
    fields = typed_on(second.get(PAGE), PAGE)
    announce(first)
    answer = second.post(PAGE, data={**fields, **TYPED, "ends_at": "2026-03-28T11:00"})
    assert answer.status_code == 409
    assert "samedi 28 mars 2026 à 10 h" in text_of(answer)
    again = typed_on(answer, PAGE)
    assert again["ends_at"] == "2026-03-28T11:00"
    drop = typed_on(first.get(PAGE), f"{PAGE}/retrait")
    assert second.post(PAGE, data=again).status_code == 303
    told = first.post(f"{PAGE}/retrait", data=drop, follow_redirects=True)
    assert "entre-temps" in text_of(told)
    assert stored(school.app)[MAINTENANCE]["ends_at"] == "2026-03-28T10:00:00+00:00"


def test_nobody_else_announces_or_withdraws(school: School) -> None:
    planned = Maintenance(starts_at=START, ends_at=END, shown_from=NOW).stored()
    set_to(school.app, maintenance=planned)
    for name in ("manager", "teacher", "parent", "pupil"):
        client = school.come(name)
        assert client.get(PAGE).status_code == 403
        token = typed_on(client.get("/contact"), "/deconnexion")["csrf_token"]
        for address in (PAGE, f"{PAGE}/retrait"):
            answer = client.post(address, data={**TYPED, "csrf_token": token})
            assert answer.status_code == 403
    assert browser(school.app).get(PAGE).status_code == 302
    assert stored(school.app) == {MAINTENANCE: planned}
