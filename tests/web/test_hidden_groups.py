"""A group that is hidden is named by no page to those in it: only its managers know it."""

import pytest
from flask import Flask
from sqlalchemy import insert, update

from app.models import Group, GroupManager, Membership
from app.rules.audience import Part, group_key
from app.rules.roles import Role
from tests.factories import make_rubrique
from tests.reading_kit import make_announcement
from tests.visits import saved
from tests.web.groups_kit import Directory, make_directory

pytestmark = pytest.mark.usefixtures("demo_day")

PAGES = ("/annuaire/groupes", "/mon-compte", "/accueil", "/annonces")
NAME = "Suivi"


@pytest.fixture
def school(app: Flask) -> Directory:
    """A school with a hidden group of all sorts of people, who read and write by it."""
    school = make_directory(app)
    with saved(app) as session:
        secret = school.groups["secret"]
        for who in ("teacher", "keeper", "manager"):
            member = {"person_id": school.people[who], "group_id": secret, "part": Part.MEMBER}
            session.execute(insert(Membership).values(member))
        session.add(GroupManager(group_id=secret, person_id=school.people["manager"]))
        key = group_key(secret, Part.MEMBER)
        make_announcement(session, "Réunion", key)
        make_rubrique(session, "Notes", grants={key: Role.WRITER})
    return school


def named(school: Directory, who: str) -> list[bool]:
    """Tell for each page whether it names the group to somebody."""
    client = school.come(who)
    pages = [client.get(path) for path in PAGES]
    assert [page.status_code for page in pages] == [200] * len(PAGES)
    return [NAME in page.get_data(as_text=True) for page in pages]


@pytest.mark.parametrize(
    ("who", "knows"), [("parent", False), ("teacher", False), ("keeper", True), ("manager", True)]
)
def test_all_pages_agree_on_who_may_know_its_name(school: Directory, who: str, knows: bool) -> None:
    assert named(school, who) == [knows] * len(PAGES)


def test_those_in_it_are_still_reached_and_told_why(school: Directory) -> None:
    page = school.come("parent").get("/accueil").get_data(as_text=True)
    assert "Réunion" in page
    assert "Parce qu’elle est adressée à un groupe qui vous concerne" in page
    page = school.come("parent").get("/mon-compte").get_data(as_text=True)
    assert "Un groupe dont vous faites partie" in page


def test_one_that_is_shown_is_named_to_them_everywhere(school: Directory) -> None:
    with saved(school.app) as session:
        session.execute(update(Group).values(is_visible=True))
    for who in ("parent", "teacher", "keeper", "manager"):
        assert named(school, who) == [True] * len(PAGES), who
