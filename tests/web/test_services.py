"""The form of a service: what it takes and refuses, presets, the preview."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.models import LogEntry, ServiceLink
from tests.visits import saved
from tests.web.services_kit import LIST, NEW, TYPED, fill, menu_of, order, stock, targets_on
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_a_service_is_added_changed_and_told_in_the_journal(school: School) -> None:
    client = school.come("head")
    typed = {**TYPED, "title": "  Pro \t note ", "is_quick": "y", "icon": "link",
             "target": ["profile:pupil", "profile:parent", "profile:pupil"]}  # fmt: skip
    assert fill(client, NEW, typed).status_code == 303
    with saved(school.app) as session:
        [link] = session.scalars(select(ServiceLink))
        assert (link.title, link.group) == ("Pro note", "Vie scolaire")
        assert (link.icon, link.is_quick) == ("link", True)
        assert {one.key for one in link.audience} == {"profile:pupil", "profile:parent"}
        page = f"{LIST}/{link.id}"
    assert fill(client, page, {"title": "Pronote", "target": ["members"]}).status_code == 303
    assert fill(client, page, {"target": ["members"]}).status_code == 303
    with saved(school.app) as session:
        [link] = session.scalars(select(ServiceLink))
        assert [one.key for one in link.audience] == ["members"]
        entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
        assert [one.action for one in entries] == ["add", "change"], "no change, no line"
        told = {"title": "Pro note", "keys": ["profile:parent", "profile:pupil"]}
        assert entries[1].details["before"] == told
    assert "a modifié un service" in text_of(client.get("/site/journal"))
    assert "Vu par : Toutes les personnes connectées" in text_of(client.get(LIST))


WRONG: tuple[dict[str, Any], ...] = (
    {"title": ""},
    {"title": " \u00a0\n"},
    {"title": "x" * 61},
    {"title": "a\x00b"},
    {"title": "x" * 300},
    {"url": ""},
    {"url": "javascript:alert(1)"},
    {"url": "JaVaScRiPt:alert(1)"},
    {"url": "java\tscript:alert(1)"},
    {"url": "data:text/html,<script>alert(1)</script>"},
    {"url": "//evil.example"},
    {"url": "/\\evil.example"},
    {"url": "\\\\evil.example"},
    {"url": "https:evil.example"},
    {"url": "http://pronote.exemple.fr/"},
    {"url": "https://moi@evil.example/"},
    {"url": "https://exemple.fr/\r\nSet-Cookie: a=b"},
    {"url": "https://exemple.fr/\x00"},
    {"url": "https://exemple.fr/" + "x" * 490},
    {"group": "x" * 41},
    {"description": "x" * 81},
    {"icon": "../../etc/passwd"},
    {"target": ["public"]},
    {"target": ["profile:nobody"]},
    {"target": ["group:99999/pupil"]},
    {"target": ["user:99999", "members"]},
    {"target": ["user:999999999999999999"]},
    {"target": ["members\x00"]},
    {"target": ["x" * 9000]},
    {"target": [f"user:{n}" for n in range(1, 200)]},
)


def test_what_is_typed_wrong_is_shown_again(school: School) -> None:
    client = school.come("head")
    form = form_on(client.get(NEW), NEW)
    for values in WRONG:
        typed = {**form, **TYPED, "description": "Tapé avec soin", **values}
        answer = client.post(NEW, data=typed)
        assert answer.status_code == 422, values
        assert "error-summary" in answer.text
        assert answer.text.count("<h1") == 1
        assert form_on(answer, NEW)["description"] == typed["description"]
    assert order(school) == []


def test_what_is_an_address(school: School) -> None:
    client = school.come("head")
    urls = ["/contact", "/rubriques/3?x=1#y", "https://a.fr:8443/é?x=%20"]
    for url in urls:
        typed = {**TYPED, "url": f"  {url} ", "title": "é" * 60}
        assert fill(client, NEW, typed).status_code == 303
    document = html.document_fromstring(client.get("/contact").get_data(as_text=True))
    links = document.cssselect("#services a")
    assert [link.get("href") for link in links] == urls
    for link in links:
        is_outside = not link.get("href").startswith("/")
        assert ("autre site" in link.text_content()) is is_outside
        assert (link.get("rel") == "external noreferrer") is is_outside
        assert link.get("target") is None


def test_markup_is_text_and_a_stored_script_is_no_link(school: School) -> None:
    name = "<script>hit()</script>{{7*7}}%s"
    client = school.come("head")
    typed = {**TYPED, "title": name, "group": name, "description": name, "is_quick": "y"}
    assert fill(client, NEW, typed).status_code == 303
    for address in ("/", LIST, f"{LIST}?profil=pupil"):
        text = client.get(address).text
        assert "<script>hit" not in text
        assert "&lt;script&gt;hit()&lt;/script&gt;{{7*7}}%s" in text
    with saved(school.app) as session:
        session.scalars(select(ServiceLink)).one().url = "javascript:hit()"
    assert menu_of(client) == []


def test_presets_fill_the_form_and_the_preview_shows_a_profile(school: School) -> None:
    client = school.come("head")
    expected = {
        "pronote": "",
        "elea": "",
        "gar": "https://gar.education.fr/",
        "avenirs-eleves": "https://app.avenirs.onisep.fr/authentification/educonnect",
        "avenirs-enseignants": "https://app.avenirs.onisep.fr/authentification/hubagent",
    }
    for word, url in expected.items():
        answer = client.get(f"{NEW}?modele={word}")
        assert form_on(answer, NEW)["url"] == url
        assert ("l’adresse propre à votre établissement" in text_of(answer)) is not bool(url)
        typed = {"url": url or "https://exemple.fr/", "target": targets_on(answer)}
        assert fill(client, f"{NEW}?modele={word}", typed, NEW).status_code == 303
    assert client.get(f"{NEW}?modele=x").status_code == 404
    assert client.get(f"{LIST}?profil=x").status_code == 404
    assert menu_of(school.come("pupil")) == ["Pronote", "Éléa", "GAR Médiacentre", "Avenir(s)"]
    seen = html.document_fromstring(client.get(f"{LIST}?profil=parent").get_data(as_text=True))
    assert [a.get("href") for a in seen.cssselect(".menu--shown a")] == ["https://exemple.fr/"]


def test_what_is_no_longer_there_stays_until_it_is_taken_out(school: School) -> None:
    ids = stock(school, ("Un", "", ("members", "group:99/pupil")))
    client = school.come("head")
    page = f"{LIST}/{ids['Un']}"
    answer = client.get(page)
    assert targets_on(answer) == ["group:99/pupil", "members"]
    assert fill(client, page, {"target": targets_on(answer)}).status_code == 422
    assert fill(client, page, {"target": ["members"]}).status_code == 303


def test_a_form_sent_after_the_session_ended_is_kept(school: School) -> None:
    client = school.come("head")
    fields: dict[str, Any] = {**form_on(client.get(NEW), NEW), **TYPED, "description": "Avec soin"}
    send(client, "/contact", "/deconnexion")
    answer = client.post(NEW, data=fields)
    assert answer.status_code in (400, 403)
    assert "Avec soin" in answer.text
