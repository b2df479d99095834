"""The settings of the site: who may change them, what is taken, what two windows do."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import LogEntry
from tests.visits import browser, saved
from tests.web.settings_kit import PAGE, SECTIONS, fill, set_to, stored, typed_on
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
NEVER_SHOWN = ("zone", "director", "accessibility_date")
"""Choices and days that a browser would not send, and that HTML does not take back."""

WHOLE = {
    "name": "Collège des Trois Rivières",
    "street": "12 rue du Confluent",
    "postcode": "31990",
    "city": "Rivemont",
    "phone": "05 36 49 00 00",
    "email": "ce.0319999a@ac-exemple.example",
}


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


@pytest.mark.parametrize("section", ["", *(f"/{one}" for one in SECTIONS), "/apparence"])
def test_only_who_holds_the_right_comes_in(school: School, section: str) -> None:
    for name in ("manager", "teacher", "parent", "pupil"):
        assert school.come(name).get(PAGE + section).status_code == 403
    for name in ("head", "deputy", "admin"):
        assert school.come(name).get(PAGE + section).status_code == 200
    assert browser(school.app).get(PAGE + section).status_code == 302
    assert school.come("head").get(f"{PAGE}/autre").status_code == 404


@pytest.mark.parametrize("section", SECTIONS)
def test_nobody_else_changes_anything(school: School, section: str) -> None:
    page = f"{PAGE}/{section}"
    fields = typed_on(school.come("head").get(page), page)
    for name in ("manager", "teacher", "pupil"):
        client = school.come(name)
        token = typed_on(client.get("/contact"), "/deconnexion")["csrf_token"]
        answer = client.post(page, data={**fields, "name": "Volé", "csrf_token": token})
        assert answer.status_code == 403
    assert stored(school.app) == {}


def test_what_changed_is_written_and_told_in_one_line(school: School) -> None:
    client = school.come("head")
    typed = {**WHOLE, "uai": " 0319999a ", "zone": "C", "name": "  Collège \t des Trois Rivières"}
    assert fill(client, "etablissement", typed).status_code == 303
    expected = {**WHOLE, "uai": "0319999A", "zone": "C"}
    assert stored(school.app) == expected
    assert fill(client, "etablissement", {}).status_code == 303
    assert fill(client, "etablissement", {"phone": "05 36 49 00 12"}).status_code == 303
    with saved(school.app) as session:
        first, second = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
        session.expunge_all()
    assert (first.action, first.subject, first.actor_id) == (
        "change",
        "setting",
        school.people["head"],
    )
    assert first.details["after"] == expected
    assert second.details == {
        "before": {"phone": "05 36 49 00 00"},
        "after": {"phone": "05 36 49 00 12"},
    }
    told = text_of(client.get("/site/journal"))
    assert "a modifié les réglages du site" in told
    assert "Téléphone 05 36 49 00 12" in told
    assert "05 36 49 00 12" in text_of(client.get("/contact"))


WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("etablissement", {"name": ""}),
    ("etablissement", {"name": "x" * 101}),
    ("etablissement", {"name": "a\x00b"}),
    ("etablissement", {"uai": "0319999B"}),
    ("etablissement", {"uai": "319999A"}),
    ("etablissement", {"postcode": "3199"}),
    ("etablissement", {"postcode": "٣١٩٩٠"}),
    ("etablissement", {"zone": "D"}),
    ("etablissement", {"phone": "javascript:alert(1)"}),
    ("etablissement", {"email": "pas une adresse"}),
    ("etablissement", {"access": "x" * 2001}),
    ("etablissement", {"phones-0-service": "Accueil", "phones-0-phone": ""}),
    ("etablissement", {"phones-0-service": "", "phones-0-phone": "05 36 49 00 00"}),
    ("etablissement", {"opening_hours-0-days": "Lundi", "opening_hours-0-hours": ""}),
    ("etablissement", {"social_links-0-name": "X", "social_links-0-url": "javascript:alert(1)"}),
    ("etablissement", {"social_links-0-name": "X", "social_links-0-url": "http://a.fr/"}),
    ("etablissement", {"social_links-0-name": "X", "social_links-0-url": "https://a@b.fr/"}),
    ("etablissement", {f"phones-{n}-{part}": "01" for n in range(21) for part in
                       ("service", "phone")}),
    ("mentions-legales", {"director": "999"}),
    ("mentions-legales", {"director_gender": "x"}),
    ("mentions-legales", {"director_email": "x"}),
    ("mentions-legales", {"host_phone": "<script>"}),
    ("donnees-personnelles", {"dpo_email": "x@"}),
    ("donnees-personnelles", {"treatments-0-name": "Comptes"}),
    ("accessibilite", {"accessibility_status": "très conforme"}),
    ("accessibilite", {"accessibility_status": "totalement conforme"}),
    ("accessibilite", {"accessibility_date": "hier"}),
    ("accessibilite", {"accessibility_gaps": "x" * 4001}),
    ("limites", {"most_picture_mb": "6"}),
    ("limites", {"most_picture_mb": "0"}),
    ("limites", {"most_picture_mb": "-1"}),
    ("limites", {"most_picture_mb": ""}),
    ("limites", {"most_picture_mb": "1e0"}),
    ("limites", {"most_picture_mb": "9" * 4000}),
    ("limites", {"most_attachment_mb": "50", "most_attachments_mb": "10"}),
    ("limites", {"most_announced": "11"}),
)  # fmt: skip


@pytest.mark.parametrize(("section", "values"), WRONG)
def test_what_is_typed_wrong_is_shown_again(
    school: School, section: str, values: dict[str, Any]
) -> None:
    client, page = school.come("head"), f"{PAGE}/{section}"
    kept = {"etablissement": "city", "mentions-legales": "host_name",
            "donnees-personnelles": "data_controller",
            "accessibilite": "accessibility_contact"}.get(section)  # fmt: skip
    typed = ({kept: "Tapé avec soin"} if kept else {}) | values
    typed = (WHOLE if section == "etablissement" else {}) | typed
    answer = fill(client, section, typed)
    assert answer.status_code == 422, values
    assert "error-summary" in answer.text
    assert "Veuillez" in text_of(answer) or "corriger" in text_of(answer).lower()
    again = typed_on(answer, page)
    if kept:
        assert again[kept] == "Tapé avec soin"
    for name, value in values.items():
        if len(value) < 50 and "\x00" not in value and name in again:
            assert again[name] == value or name in NEVER_SHOWN
    assert stored(school.app) == {}


def test_markup_is_text(school: School) -> None:
    client = school.come("head")
    typed = {**WHOLE, "name": "<script>hit()</script>{{7*7}}%s", "access": "<b>%(x)s</b>"}
    typed |= {"phones-0-service": "<i>x</i>", "phones-0-phone": "3018"}
    assert fill(client, "etablissement", typed).status_code == 303
    for address in ("/contact", PAGE, f"{PAGE}/etablissement", "/mentions-legales"):
        text = client.get(address).text
        assert "<script>hit" not in text
        assert "{{7*7}}%s" in text


def test_two_windows_do_not_write_over_each_other(school: School) -> None:
    head, admin, page = school.come("head"), school.come("admin"), f"{PAGE}/etablissement"
    fields = typed_on(head.get(page), page)
    assert fill(admin, "etablissement", {**WHOLE, "city": "Autreville"}).status_code == 303
    typed = {**fields, **WHOLE, "access": "Par le portail nord"}
    answer = head.post(page, data=typed)
    assert answer.status_code == 409
    assert "Commune, tel qu’il est maintenant : Autreville" in text_of(answer) or (
        "Autreville" in text_of(answer)
    )
    again = typed_on(answer, page)
    assert (again["city"], again["access"]) == ("Rivemont", "Par le portail nord")
    assert stored(school.app)["city"] == "Autreville"
    assert head.post(page, data=again).status_code == 303
    assert stored(school.app)["city"] == "Rivemont"
    assert stored(school.app)["access"] == "Par le portail nord"


def test_other_parts_may_change_meanwhile(school: School) -> None:
    head, admin, page = school.come("head"), school.come("admin"), f"{PAGE}/limites"
    fields = typed_on(head.get(page), page)
    assert fill(admin, "etablissement", WHOLE).status_code == 303
    assert head.post(page, data={**fields, "most_film_mb": "20"}).status_code == 303


def test_missing_facts_are_told_with_the_way_to_them(school: School) -> None:
    client = school.come("head")
    said = text_of(client.get(PAGE))
    for name in ("Rue", "Nom de l’hébergeur", "Nom du directeur ou de la directrice"):
        assert f"Il manque : {name}" in said
    assert f'href="{PAGE}/mentions-legales#host_name"' in client.get(PAGE).text
    fill(client, "etablissement", WHOLE)
    host = {"director": str(school.people["head"]), "host_name": "Hébergeur",
            "host_address": "1 rue X, 31000 Toulouse", "host_phone": "05 36 49 00 90"}  # fmt: skip
    assert fill(client, "mentions-legales", host).status_code == 303
    fill(client, "donnees-personnelles", {"dpo_email": "dpd@ac-exemple.example"})
    assert fill(client, "accessibilite", {"accessibility_date": "2025-09-01"}).status_code == 303
    assert "Il manque" not in text_of(client.get(PAGE))
    assert "lundi 1er septembre 2025" in text_of(client.get("/accessibilite"))
    set_to(school.app, accessibility_date="2023-03-24")
    assert "plus de trois ans" in text_of(client.get(PAGE))
