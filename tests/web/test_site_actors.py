"""Roles in a rubrique: who holds which, given, changed and taken; nobody locks the head out."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Grant, GroupKind, LogEntry, Rubrique
from app.rules.audience import Function, Part
from app.rules.roles import Role
from tests.factories import make_group, make_person
from tests.layouts import lay_tile
from tests.visits import saved
from tests.web.signing_in import age_session
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school, stored

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def grants(school: School, name: str = "voyages") -> dict[str, Role]:
    """Return what is granted in a rubrique."""
    with saved(school.app) as session:
        rows = session.scalars(select(Grant).where(Grant.rubrique_id == school.rubriques[name]))
        return {row.key: row.role for row in rows}


def test_the_page_says_who_and_by_which_right(school: School) -> None:
    words = text_of(school.come("manager").get(school.page("barcelone", "/acteurs")))
    assert "Lucía Ferrer Gestionnaire Donné dans « Voyages »" in words
    for fixed in ("Chef d’établissement", "Chef d’établissement adjoint", "Administrateurs"):
        assert f"{fixed} Gestionnaire Partout, ne peut pas être retiré" in words
    assert "Visiteurs Visiteur La rubrique est publique" in words


def test_a_role_is_given_to_a_population_changed_and_taken(school: School) -> None:
    client = school.come("manager")
    page = school.page("voyages", "/acteurs")
    assert send(client, page, page,
                {"key": "profile:teacher", "role": "writer"}).status_code == 303  # fmt: skip
    assert grants(school)["profile:teacher"] is Role.WRITER
    again = send(client, page, page, {"key": "profile:teacher", "role": "manager"})
    assert again.status_code == 422
    assert "Un rôle leur est déjà donné" in text_of(again)
    fields = form_on(client.get(page), page) | {"key": "profile:teacher", "former": "writer"}
    assert client.post(f"{page}/changer", data=fields | {"role": "publisher"}).status_code == 303
    assert grants(school)["profile:teacher"] is Role.PUBLISHER
    stale = client.post(f"{page}/retirer", data=fields)
    assert stale.status_code == 409
    assert "Quelqu’un d’autre a modifié ce rôle" in text_of(stale)
    fields["former"] = "publisher"
    assert client.post(f"{page}/retirer", data=fields).status_code == 303
    assert "profile:teacher" not in grants(school)
    with saved(school.app) as session:
        told = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert told == ["grant.give", "grant.change", "grant.take"]


@pytest.mark.parametrize(
    "key",
    ["public", "duty:head", "duty:deputy", "duty:admin", "duty:prince", "profile:x", "", "user:0",
     "user:99999", "user:9223372036854775808", "user:1 OR 1", "group:1/x", "group:77/pupil",
     "x" * 5000, "profile:teacher\x00", "user:١"],
)  # fmt: skip
def test_what_is_no_key_of_the_school_gets_nothing(school: School, key: str) -> None:
    client = school.come("head")
    page = school.page("voyages", "/acteurs")
    before = grants(school)
    assert send(client, page, page, {"key": key, "role": "writer"}).status_code == 422
    assert grants(school) == before


def test_the_groups_of_the_school_are_offered_by_part(school: School) -> None:
    with saved(school.app) as session:
        pupil = make_person(session, Function.ELV)
        group = make_group(session, "4B", (pupil, Part.PUPIL), kind=GroupKind.CLASS)
        key = f"group:{group.id}/parent"
    client = school.come("manager")
    page = school.page("voyages", "/acteurs")
    assert "Parents de 4B" in text_of(client.get(page))
    assert send(client, page, page, {"key": key, "role": "visitor"}).status_code == 303
    assert grants(school)[key] is Role.VISITOR


def test_a_person_is_found_without_accents_and_given_a_role(school: School) -> None:
    client = school.come("head")
    search = school.page("voyages", "/acteurs/personnes")
    page = school.page("voyages", "/acteurs")
    found = client.get(f"{search}?q=castagne+helene")
    assert "Hélène Castagné" in text_of(found)
    assert client.post(page, data=form_on(found, page)).status_code == 303
    assert grants(school)[f"user:{school.people['head']}"] is Role.WRITER
    assert "Une seule personne" in text_of(client.get(page))
    for odd in ("%", "_", "'", "zz" * 60, "\x00"):
        answer = client.get(search, query_string={"q": odd})
        assert answer.status_code in (200, 422)
        assert "Castagné" not in text_of(answer).replace("HC Compte : Hélène Castagné", "")


def test_a_teacher_finds_staff_not_pupils_whom_he_does_not_teach(school: School) -> None:
    search = school.page("voyages", "/acteurs/personnes")
    client = school.come("manager")
    assert "Hélène Castagné" in text_of(client.get(f"{search}?q=castagne"))
    assert "Lou Dubosc" not in text_of(client.get(f"{search}?q=dubosc"))
    page = school.page("voyages", "/acteurs")
    pupil = f"user:{school.people['pupil']}"
    assert send(client, page, page, {"key": pupil, "role": "writer"}).status_code == 422
    with saved(school.app) as session:
        lou = session.get_one(type(make_person(session)), school.people["pupil"])
        mine = session.get_one(type(lou), school.people["manager"])
        make_group(session, "4B", (lou, Part.PUPIL), (mine, Part.TEACHER), kind=GroupKind.CLASS)
    assert "Lou Dubosc" in text_of(client.get(f"{search}?q=dubosc"))


def test_advice_stands_beside_the_grant(school: School) -> None:
    with saved(school.app) as session:
        lay_tile(session, "news_feed", {"rubriques": [school.rubriques["voyages"]]})
        session.add(
            Grant(rubrique_id=school.rubriques["voyages"], key="profile:parent", role="publisher")
        )
    words = text_of(school.come("manager").get(school.page("voyages", "/acteurs")))
    assert "Des élèves ou des parents mettent en ligne sans validation" in words
    assert "alimente les actualités de la page d’accueil publique" in words


@pytest.mark.parametrize("way", ["retirer", "changer"])
def test_a_manager_does_not_lock_himself_out_unasked(school: School, way: str) -> None:
    client = school.come("manager")
    page = school.page("voyages", "/acteurs")
    key = f"user:{school.people['manager']}"
    fields = form_on(client.get(page), page) | {
        "key": key,
        "former": "manager",
        "role": "manager" if way == "retirer" else "writer",
    }
    asked = client.post(f"{page}/{way}", data=fields)
    assert asked.status_code == 200
    assert "Vous ne gérerez plus cette rubrique" in text_of(asked)
    assert grants(school)[key] is Role.MANAGER
    back = form_on(asked, f"{page}/{way}") | {"back": "1"}
    assert client.post(f"{page}/{way}", data=back).status_code == 303
    assert grants(school)[key] is Role.MANAGER
    assert client.post(f"{page}/{way}", data=form_on(asked, f"{page}/{way}")).status_code == 303
    assert grants(school).get(key) is (None if way == "retirer" else Role.WRITER)
    assert client.get(page).status_code == 403
    assert school.come("head").get(page).status_code == 200


def test_the_head_cannot_be_locked_out(school: School) -> None:
    """Whatever a manager takes away, and even with a grant of the weakest role."""
    with saved(school.app) as session:
        for key in ("duty:head", f"user:{school.people['head']}"):
            session.add(Grant(rubrique_id=school.rubriques["rome"], key=key, role="visitor"))
        session.get_one(Rubrique, school.rubriques["rome"]).inherits = False
    for who in ("head", "deputy", "admin"):
        client = school.come(who)
        for name in school.rubriques:
            for rest in ("", "/acteurs", "/deplacer", "/supprimer"):
                assert client.get(school.page(name, rest)).status_code == 200, (who, name, rest)
    page = school.page("rome", "/acteurs")
    client = school.come("head")
    fields = form_on(client.get(page), page) | {"key": "duty:head", "former": "visitor",
                                                "role": "visitor"}  # fmt: skip
    assert client.post(f"{page}/retirer", data=fields).status_code == 303
    assert client.get(page).status_code == 200


def test_inheritance_is_switched_once_its_effects_were_read(school: School) -> None:
    client = school.come("head")
    page, switch = (
        school.page("barcelone", "/acteurs"),
        school.page("barcelone", "/acteurs/heritage"),
    )
    asked = send(client, page, switch)
    assert asked.status_code == 200
    assert "de Gestionnaire à Visiteur" in text_of(asked)
    assert stored(school, "barcelone").inherits
    assert client.post(switch, data=form_on(asked, switch)).status_code == 303
    assert not stored(school, "barcelone").inherits
    assert school.come("manager").get(page).status_code == 403


@pytest.mark.parametrize(
    ("who", "name", "role", "right"),
    [
        ("head", "conseil", "Gestionnaire", "Le chef d’établissement, les adjoints"),
        ("manager", "barcelone", "Gestionnaire", "« Lucía Ferrer », donné dans « Voyages »"),
        ("parent", "rome", "Visiteur", "« Parents », donné dans « Rome »"),
        ("parent", "voyages", "Visiteur", "La rubrique est publique"),
        ("parent", "conseil", "Aucun rôle", "Aucun : la rubrique est privée"),
    ],
)
def test_why_somebody_may(school: School, who: str, name: str, role: str, right: str) -> None:
    page = school.page(name, f"/acteurs/pourquoi?personne={school.people[who]}")
    answer = text_of(school.come("head").get(page))
    assert f"Rôle{role}" in answer
    assert f"À quel titre{right}" in answer


@pytest.mark.parametrize("text", ["0", "99999", "-1", "9223372036854775808", "x", "1e3", "%00"])
def test_nobody_is_not_explained(school: School, text: str) -> None:
    page = school.page("voyages", f"/acteurs/pourquoi?personne={text}")
    assert school.come("head").get(page).status_code == 404


def test_a_person_has_one_key(school: School) -> None:
    """Another spelling would be a role that she does not hold, but is told of."""
    client = school.come("manager")
    page = school.page("voyages", "/acteurs")
    before = grants(school)
    for key in (f"user:0{school.people['teacher']}", "user:0", "profile:Teacher", "duty:head"):
        assert send(client, page, page, {"key": key, "role": "writer"}).status_code == 422, key
    assert grants(school) == before


@pytest.mark.parametrize("rest", ["", "/changer", "/retirer", "/heritage"])
def test_roles_ask_for_a_password_given_lately(school: School, rest: str) -> None:
    client = school.come("manager")
    page = school.page("voyages", "/acteurs")
    fields = form_on(client.get(page), page) | {"key": "profile:pupil", "role": "manager"}
    age_session(school.app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    before = grants(school)
    answer = client.post(page + rest, data=fields)
    assert answer.status_code == 403
    assert "profile:pupil" in answer.get_data(as_text=True), "what was chosen is kept"
    assert grants(school) == before
    assert client.get(page).status_code == 200, "who holds what is read without it"
