"""Each endpoint says who may use it, and answers each role as the table here says."""

import pytest
from flask import Flask, url_for

from app.access import Need, for_members, open_to_all
from app.guard import UndeclaredAccess, check_declarations, init_guard
from app.models import Person, PersonDuty
from app.rules.audience import Duty, Function
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.conventions import (
    endpoints_of_announcements,
    endpoints_of_composing,
    endpoints_of_people,
    endpoints_of_site,
)
from tests.conventions.endpoints import (
    ACTIONS,
    BY_LINK,
    BY_PUBLIC_RIGHTS,
    BY_RIGHTS,
    BY_ROLE,
    EVERYBODY,
    FOR_FEW,
    FOR_MEMBERS,
    FOR_VISITORS,
)
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import Browser, browser, same_for_all, saved, signed_in

ROLES = ("anonymous", "pupil", "parent", "teacher", "head", "suspended")
READS_PRIVATE = frozenset({"teacher", "head"})


def test_each_endpoint_declares_its_need(worker_app: Flask) -> None:
    check_declarations(worker_app)
    needs = {getattr(view, "need", None) for view in worker_app.view_functions.values()}
    assert needs <= set(Need)


def test_the_tables_above_are_whole(worker_app: Flask) -> None:
    """A new endpoint goes into one of them, and is tried with each role from then on."""
    known = EVERYBODY | BY_RIGHTS | BY_PUBLIC_RIGHTS | BY_LINK | BY_ROLE
    known |= FOR_FEW.keys() | FOR_MEMBERS | FOR_VISITORS | ACTIONS
    known |= endpoints_of_site.OF_MANAGED | endpoints_of_site.SERVICE | endpoints_of_site.CHANGES
    known |= endpoints_of_site.SETTINGS
    known |= endpoints_of_announcements.OF_ANNOUNCEMENTS | endpoints_of_announcements.CHANGES
    known |= endpoints_of_people.OF_PEOPLE | endpoints_of_people.CHANGES
    known |= endpoints_of_composing.OF_PAGES | endpoints_of_composing.CHANGES
    assert set(worker_app.view_functions) == known


@pytest.mark.parametrize("declares", [open_to_all, for_members, None])
def test_a_view_that_declares_nothing_stops_the_start(declares: object) -> None:
    app = Flask("undeclared")
    init_guard(app)

    def forgotten() -> str:
        return "secret"

    app.add_url_rule("/oubliee", view_func=declares(forgotten) if callable(declares) else forgotten)
    app.view_functions.pop("static")
    if declares is None:
        with pytest.raises(UndeclaredAccess, match="forgotten"):
            check_declarations(app)
    else:
        check_declarations(app)


@pytest.fixture
def school(app: Flask) -> dict[str, Person | None]:
    """One person of each role, by role; nobody for a visitor."""
    with saved(app) as session:
        people: dict[str, Person | None] = {
            "anonymous": None,
            "pupil": make_person(session, Function.ELV),
            "parent": make_person(session, Function.TUT),
            "teacher": make_person(session, Function.ENS),
            "head": make_person(session, Function.DIR),
            "suspended": make_person(session, Function.DIR),
        }
        for name in ("head", "suspended"):
            person = people[name]
            assert person is not None
            person.duties.append(PersonDuty(duty=Duty.HEAD))
        session.flush()
        session.expunge_all()
    return people


def come(app: Flask, school: dict[str, Person | None], role: str) -> Browser:
    """Return the browser of somebody with this role; the suspended one was signed in before."""
    person = school[role]
    client = browser(app) if person is None else signed_in(app, person.id)
    if role == "suspended":
        with saved(app) as session:
            found = session.get_one(Person, person.id if person else 0)
            found.suspended_at = NOW
    return client


@pytest.mark.parametrize("role", ROLES)
def test_what_answers_everybody_answers_each_role(
    app: Flask, school: dict[str, Person | None], role: str
) -> None:
    client = come(app, school, role)
    for rule in app.url_map.iter_rules():
        if rule.endpoint in EVERYBODY and not rule.arguments:
            answer = client.get(rule.rule)
            assert answer.status_code == 200, rule.rule
        elif rule.endpoint in FOR_MEMBERS and not rule.arguments:
            is_nobody = role in ("anonymous", "suspended")
            assert client.get(rule.rule).status_code == (302 if is_nobody else 200), rule.rule
        elif rule.endpoint in FOR_FEW and not rule.arguments:
            expected = 302 if role in ("anonymous", "suspended") else 403
            expected = 200 if role in FOR_FEW[rule.endpoint] else expected
            assert client.get(rule.rule).status_code == expected, rule.rule
        elif rule.endpoint in FOR_VISITORS:
            is_nobody = role in ("anonymous", "suspended")
            assert client.get(rule.rule).status_code == (200 if is_nobody else 303)


@pytest.mark.parametrize("role", ROLES)
def test_a_private_thing_exists_for_its_readers_only(
    app: Flask, school: dict[str, Person | None], role: str
) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(
            session, visibility=Visibility.PRIVATE, grants={"profile:teacher": Role.WRITER}
        )
        article = make_article(session, rubrique)
        ids = (rubrique.id, article.id)
    client = come(app, school, role)
    expected = 200 if role in READS_PRIVATE else 404
    with app.test_request_context():
        addresses = [
            url_for("public.rubrique", rubrique_id=ids[0], slug="actualites"),
            url_for("public.article", article_id=ids[1], slug="un-article"),
        ]
        feeds = [
            url_for(endpoint, rubrique_id=ids[0], slug="actualites")
            for endpoint in sorted(BY_PUBLIC_RIGHTS)
        ]
    assert {client.get(feed).status_code for feed in feeds} == {404}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == expected, address
        wrong_slug = client.get(address + "-ancien")
        assert wrong_slug.status_code == (301 if expected == 200 else 404)


@pytest.mark.parametrize("role", ["anonymous", "pupil"])
def test_what_is_hidden_looks_like_what_does_not_exist(
    app: Flask, school: dict[str, Person | None], role: str
) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE)
        article = make_article(session, rubrique, "Ordre du jour")
        pairs = [
            (f"/rubriques/{rubrique.id}", f"/rubriques/{rubrique.id + 77}"),
            (f"/articles/{article.id}", f"/articles/{article.id + 77}"),
        ]
    client = come(app, school, role)
    for hidden, absent in pairs:
        pages = [
            same_for_all(client.get(address + "-conseil").get_data(as_text=True))
            for address in (hidden, absent)
        ]
        assert pages[0].replace(hidden, absent) == pages[1]
