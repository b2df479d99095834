"""Whose child somebody is: told by no list of people to who may not know it."""

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.models import GroupManager, Guardian
from app.rules.audience import Guardianship
from tests.factories import make_group, make_person
from tests.visits import saved
from tests.web.directory_kit import come, make_school, page_of, send

FLORENCE, VALERIE, YANN = "Florence Costes", "Valérie Dubosc", "Yann Le Goff"
"""Who teaches 6A and whose son is in 4B; Lou's parents, the father of whom has Zoé in 6A too."""


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """The school of the directory, with a group that teachers lead, one of whom teaches nobody."""
    school = make_school(app)
    with saved(app) as session:
        choir = make_group(session, "Chorale")
        third = make_person(session, first_name="Marc", last_name="Tiers")
        for person_id in (school["teacher"], school["mother_teacher"], third.id):
            session.add(GroupManager(group_id=choir.id, person_id=person_id))
        for adult, pupil, kind in (
            ("father", "lou", Guardianship.LEGAL),
            ("mother_teacher", "zoe", Guardianship.COMPANION),
            ("mother_teacher", "lou", Guardianship.COMPANION),
        ):
            tie = Guardian(adult_id=school[adult], pupil_id=school[pupil], kind=kind)
            session.add(tie)
        return school | {"choir": choir.id, "third": third.id}


def lines(answer: TestResponse) -> dict[str, str]:
    """Return the names that a list of people shows, each with what stands beside."""
    page: html.HtmlElement = page_of(answer)
    return {
        row.cssselect("th")[0].text_content().strip(): " ".join(row.text_content().split())
        for row in page.cssselect("tbody tr")
    }


@pytest.mark.parametrize(
    ("who", "parents", "companions"),
    [
        ("head", {FLORENCE, VALERIE, YANN}, {FLORENCE}),
        ("cpe", {FLORENCE, VALERIE, YANN}, {FLORENCE}),
        ("teacher", {FLORENCE, VALERIE, YANN}, {FLORENCE}),
        ("third", set(), set()),
        ("mother_teacher", {FLORENCE}, {FLORENCE}),
        ("mother", {VALERIE}, set()),
        ("father", {YANN}, set()),
        ("lou", set(), {FLORENCE}),
        ("tom", {FLORENCE}, set()),
    ],
)
def test_parents_of_a_class_are_named_to_who_may_know_the_tie(
    app: Flask, school: dict[str, int], who: str, parents: set[str], companions: set[str]
) -> None:
    client = come(app, school, who)
    page = f"/annuaire/groupes/{school['4B']}"
    assert set(lines(client.get(f"{page}?cote=parents"))) == parents
    assert set(lines(client.get(f"{page}?cote=accompagnants"))) == companions


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("head", True),
        ("mother_teacher", True),
        ("teacher", False),
        ("third", False),
        ("zoe", False),
    ],
)
def test_of_who_works_here_only_the_work_is_told(
    app: Flask, school: dict[str, int], who: str, told: bool
) -> None:
    answer = come(app, school, who).get(f"/annuaire/groupes/{school['6A']}?cote=enseignants")
    line = lines(answer)[FLORENCE]
    assert "Enseignant" in line
    assert ("Parent" in line) is told, line


@pytest.mark.parametrize(
    ("who", "search", "found"),
    [
        ("head", "groupe=group:{4B}/parent", {FLORENCE, VALERIE, YANN}),
        ("teacher", "groupe=group:{4B}/parent", {FLORENCE, VALERIE, YANN}),
        ("third", "groupe=group:{4B}/parent", set()),
        ("mother_teacher", "groupe=group:{4B}/parent", {FLORENCE}),
        ("head", "q=costes&profil=parent", {FLORENCE}),
        ("teacher", "q=costes&profil=parent", set()),
        ("third", "q=costes&profil=parent", set()),
        ("teacher", "q=dubosc&profil=parent", {VALERIE}),
        ("third", "q=costes", {FLORENCE}),
    ],
)
def test_a_search_for_members_finds_nobody_by_a_tie_that_is_not_to_be_known(
    app: Flask, school: dict[str, int], who: str, search: str, found: set[str]
) -> None:
    client = come(app, school, who)
    address = f"/annuaire/groupes/{school['choir']}/ajouter?{search.format(**school)}"
    assert set(lines(client.get(address))) == found
    assert send(client, address, all="y").status_code == 303
    page = client.get(f"/annuaire/groupes/{school['choir']}")
    assert {name for name in (FLORENCE, VALERIE, YANN) if name in page.get_data(True)} >= found
    assert set(lines(page)) == found
