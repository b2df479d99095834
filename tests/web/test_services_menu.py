"""The menu of services: who keeps it, who sees what of it, what it asks of the database."""

import pytest
from flask import Flask

from app.models import SiteRight
from app.rules.site_rights import Right
from tests.factories import make_group
from tests.layouts import counted_queries
from tests.visits import Browser, saved
from tests.web.services_kit import LIST, NEW, TYPED, fill, menu_of, order, stock
from tests.web.site_pages import token_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")

STEPS = ("monter", "descendre", "monter-le-groupe", "descendre-le-groupe", "supprimer",
         "retablir")  # fmt: skip


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


@pytest.mark.parametrize(
    ("who", "expected"),
    [("visitor", 302), ("parent", 403), ("pupil", 403), ("manager", 403), ("teacher", 403),
     ("head", 200), ("deputy", 200), ("admin", 200)],
)  # fmt: skip
def test_each_page_by_role(school: School, who: str, expected: int) -> None:
    ids = stock(school, ("Pronote", "", ("members",)))
    client = school.come(who)
    one = f"{LIST}/{ids['Pronote']}"
    for address in (LIST, NEW, one):
        assert client.get(address).status_code == expected, address
    absent = client.get(f"{LIST}/99999").status_code
    assert absent == (404 if expected == 200 else expected)
    if expected != 200:
        token = token_of(school.come("head")) if who == "visitor" else token_of(client)
        for address in (NEW, one, *(f"{one}/{step}" for step in STEPS)):
            answer = client.post(address, data={"csrf_token": token, **TYPED})
            assert answer.status_code in (400, 403), address
        assert order(school) == ["Pronote"]


def test_the_right_can_be_delegated(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SERVICES, key="profile:teacher"))
    assert fill(school.come("teacher"), NEW, TYPED).status_code == 303
    assert order(school) == ["Pronote"]


def test_each_sees_what_is_for_him_and_a_visitor_nothing(school: School) -> None:
    with saved(school.app) as session:
        group = make_group(session, "Club")
        key = f"group:{group.id}/member"
    stock(school, ("Tous", "", ("members",)), ("Eleves", "A", ("profile:pupil",)),
          ("Parents", "A", ("profile:parent", key)), ("Direction", "B", ("function:DIR",)),
          ("Personne", "B", ()))  # fmt: skip
    before = school.come("visitor").get("/contact").text
    assert menu_of(school.come("pupil")) == ["Tous", "Eleves"]
    assert menu_of(school.come("parent")) == ["Tous", "Parents"]
    assert menu_of(school.come("head"), "/site/") == ["Tous", "Direction"]
    assert menu_of(school.come("head"), "/") == ["Tous", "Direction"]
    assert 'popovertarget="services"' not in before
    assert menu_of(school.come("visitor"), "/") == []


def test_a_page_asks_one_question_more_for_members_and_none_for_visitors(school: School) -> None:
    def asked(client: Browser, page: str) -> list[str]:
        with counted_queries() as statements:
            assert client.get(page).status_code == 200
        return [one for one in statements if "service_" in one]

    few = [len(asked(school.come(who), "/contact")) for who in ("visitor", "pupil", "head")]
    stock(school, *((f"Lien{n}", f"G{n % 5}", ("members", f"user:{n}")) for n in range(40)))
    many = [len(asked(school.come(who), "/contact")) for who in ("visitor", "pupil", "head")]
    assert few == many == [0, 1, 1]
    head = school.come("head")
    assert len(asked(head, LIST)) == 3, "the list, its audiences, the menu above it"
    assert len(asked(head, f"{LIST}?profil=pupil")) == 3


def test_a_visitor_s_page_does_not_change(school: School) -> None:
    visitor = school.come("visitor")
    before = visitor.get("/").text
    assert fill(school.come("head"), NEW, TYPED).status_code == 303
    assert visitor.get("/").text == before
