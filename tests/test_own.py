"""What is kept for one person is his alone, and counts no longer than it holds."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.extensions import db
from app.form_token import MARK
from app.models import (
    Guardian,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    Rubrique,
    SiteRight,
    UserSession,
)
from app.rules.audience import Duty, Function, user_key
from app.rules.site_rights import Right
from app.shared import OWN_ROOM, own, own_beside, shared
from tests.factories import make_article, make_person
from tests.statements import recorded
from tests.visits import Browser, browser, saved, signed_in
from tests.web.family_school import HOME, School, announced, make_school, read, said
from tests.web.site_pages import send

SETTINGS = "/site/reglages"
TOKENS = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')
pytestmark = pytest.mark.usefixtures("demo_day")
Change = Callable[[Session, School], Any]


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def head_of(client: Browser, path: str = "/contact") -> str:
    """Return what the head of a page says, which names who is signed in."""
    return said(read(client, path).find(".//header"))


def words_of(client: Browser) -> str:
    return said(read(client).body)


def test_people_with_the_same_keys_see_their_own_name_and_children(app: Flask) -> None:
    names = ("Rui", "Ana", "Ugo")
    with saved(app) as session:
        ids = [make_person(session, Function.TUT, first_name=name).id for name in names]
        for id_, name in zip(ids, names, strict=True):
            child = make_person(session, Function.ELV, first_name=f"Enfant de {name}")
            session.add(Guardian(adult_id=id_, pupil_id=child.id, kind="legal"))
    clients = [signed_in(app, id_) for id_ in ids]
    for _time in "12":
        for name, client in zip(names, clients, strict=True):
            page = words_of(client)
            assert f"Enfant de {name}" in page
            assert name in head_of(client)
            assert [one for one in names if one in page] == [name]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (lambda session, school: session.execute(delete(Guardian)), "Tom"),
        (
            lambda session, school: session.execute(
                delete(Membership).where(Membership.person_id == school.people["tom"])
            ),
            "6A",
        ),
        (
            lambda session, school: session.execute(
                update(Person).where(Person.id == school.people["tom"]).values(first_name="Théo")
            ),
            "Tom",
        ),
        (
            lambda session, school: session.execute(
                update(Person).where(Person.id == school.people["mother"]).values(last_name="Roy")
            ),
            "Valérie Dubosc",
        ),
    ],
)
def test_a_change_counts_at_once_in_each_process(
    school: School, keeping: Flask, change: Change, gone: str
) -> None:
    clients = [signed_in(one, school.people["mother"]) for one in (school.app, keeping)]
    for _time in "12":
        assert [gone in words_of(client) for client in clients] == [True, True]
    with saved(keeping) as session:
        change(session, school)
    assert [gone in words_of(client) for client in clients] == [False, False]


def test_a_right_that_is_given_or_withdrawn_counts_at_once(school: School, keeping: Flask) -> None:
    clients = [signed_in(one, school.people["teacher"]) for one in (school.app, keeping)]
    right = {"right": Right.SETTINGS, "key": user_key(school.people["teacher"])}

    def answers() -> list[int]:
        return [client.get(SETTINGS).status_code for client in clients]

    assert answers() == answers() == [403, 403]
    with saved(school.app) as session:
        session.add(SiteRight(**right))
    assert answers() == [200, 200]
    with saved(keeping) as session:
        session.execute(delete(SiteRight))
    assert answers() == [403, 403]


def test_a_duty_and_a_function_count_at_once(school: School, keeping: Flask) -> None:
    client = signed_in(keeping, school.people["teacher"])
    assert client.get(SETTINGS).status_code == 403
    with saved(school.app) as session:
        session.add(PersonDuty(person_id=school.people["teacher"], duty=Duty.ADMIN))
        session.execute(delete(PersonFunction))
    assert client.get(SETTINGS).status_code == 200


@pytest.mark.parametrize("closed", ["session", "account"])
def test_who_may_come_no_more_is_a_stranger_at_once(
    school: School, keeping: Flask, closed: str
) -> None:
    clients = [signed_in(one, school.people["mother"]) for one in (school.app, keeping)]
    assert all("Lou" in words_of(client) for client in clients)
    with saved(school.app) as session:
        if closed == "session":
            session.execute(delete(UserSession))
        else:
            person = session.get_one(Person, school.people["mother"])
            person.left_at = db.func.now()
    for client in clients:
        answer = client.get(HOME)
        assert (answer.status_code, answer.location) == (302, "/connexion?next=/accueil")
        assert "Dubosc" not in client.get("/contact").text


def test_each_session_gets_its_own_token_into_what_is_kept(school: School) -> None:
    """A button of one page works in the session to which it was sent, and in no other."""
    first, second = school.come("mother"), school.come("mother")
    for _time in "12":
        tokens = [TOKENS.findall(client.get(HOME).text) for client in (first, second)]
        assert all(len(set(found)) == 1 for found in tokens)
    stolen = {"csrf_token": tokens[0][0]}
    assert second.post("/deconnexion", data=stolen).status_code == 400
    assert send(second, HOME, "/deconnexion").status_code == 303
    assert send(first, HOME, "/deconnexion").status_code == 303


def test_each_session_may_act_on_the_list_that_is_kept(school: School) -> None:
    with saved(school.app) as session:
        rubrique = session.get_one(Rubrique, school.rubriques["4B"])
        make_article(session, rubrique, "Programme")
    for client in (school.come("head"), school.come("head"), school.come("head")):
        chosen = {"action": "trash", "all": "y"}
        answer = send(client, "/publication/contributions", "/publication/travaux", chosen)
        assert answer.status_code == 303


def test_pages_and_macros_write_the_mark(app: Flask) -> None:
    page = """{% from "components/button.html" import button_form %}
        {{ csrf_token() }} {{ button_form("/", "Un") }} {% include "components/mark_of_test" %}"""
    loader = DictLoader({"components/mark_of_test": "{{ csrf_token() }}"})
    with app.test_request_context("/contact"):
        app.preprocess_request()
        environment = app.jinja_env.overlay(loader=ChoiceLoader([app.jinja_env.loader, loader]))
        context: dict[str, Any] = {}
        app.update_template_context(context)
        drawn = environment.from_string(page).render(context)
    assert drawn.count(MARK) == 3


@pytest.mark.parametrize("path", [HOME, "/connexion", "/contact", "/mon-compte", "/nulle-part"])
def test_no_answer_holds_the_mark_where_a_token_stands(school: School, path: str) -> None:
    for client in (school.come("head"), browser(school.app)):
        for _time in "12":
            assert MARK not in client.get(path).text


def test_what_is_kept_is_asked_no_more_than_the_session_and_what_was_read(school: School) -> None:
    client = school.come("mother")
    client.get(HOME)
    with school.app.app_context():
        engine = db.engine
    with recorded(engine, sharing=True) as sent:
        assert announced(read(client)) == []
    asked = [one for one in sent if one.startswith(("SELECT", "WITH"))]
    assert len(asked) == 2
    assert "user_session" in asked[0]
    assert "announcement_reading" in asked[1]


def test_what_is_ones_own_drives_out_nothing_of_what_many_share(app: Flask) -> None:
    with app.test_request_context("/contact"):
        app.preprocess_request()
        assert shared(("many",), lambda: "first") == "first"
        for person_id in range(20):
            own(person_id, ("page",), lambda: "own", size=lambda _kept: OWN_ROOM // 10)
        assert shared(("many",), lambda: "again") == "first"
        assert own(0, ("page",), lambda: "again") == "again"


def test_what_is_not_kept_yet_comes_with_what_is_asked_each_time(app: Flask) -> None:
    with app.test_request_context("/contact"):
        app.preprocess_request()

        def look(times: int) -> tuple[str, str]:
            return own_beside(1, ("place",), lambda: (f"kept {times}", "both"), lambda: "alone")

        assert [look(1), look(2)] == [("kept 1", "both"), ("kept 1", "alone")]
        g.pop("shelves")
        assert [look(1), look(2)] == [("kept 1", "both"), ("kept 2", "both")]
