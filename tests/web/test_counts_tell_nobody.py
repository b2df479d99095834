"""How many people are reached tells nobody who is a parent, or who is in which group."""

import pytest
from flask import Flask
from sqlalchemy import update

from app.models import Announcement, AnnouncementReading, GroupManager, Person
from app.rules.audience import Part
from tests.factories import NOW, make_group, make_person
from tests.layouts import counted_queries
from tests.reading_kit import make_announcement
from tests.visits import saved
from tests.web.directory_kit import come, make_school, page_of, send

pytestmark = pytest.mark.usefixtures("demo_day")

REACH = "/communication/annonces/portee"


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """The school of the directory; Florence Costes, a teacher and a parent of 4B, is in a choir."""
    school = make_school(app)
    with saved(app) as session:
        florence = session.get_one(Person, school["mother_teacher"])
        choir = make_group(session, "Chorale", (florence, Part.MEMBER))
        session.add(GroupManager(group_id=choir.id, person_id=school["teacher"]))
        return school | {"choir": choir.id}


def told(app: Flask, school: dict[str, int], who: str, *keys: str) -> str:
    """Return what somebody is told of whom these keys reach."""
    sent = [key.format(**school) for key in keys]
    page = page_of(send(come(app, school, who), REACH, target=sent))
    [part] = page.cssselect("[data-targets-reach]")
    return " ".join(part.text_content().split())


@pytest.mark.parametrize(
    ("who", "keys", "expected"),
    [
        ("teacher", ["group:{4B}/parent"], "2 personnes concernées Parents : 2"),
        (
            "teacher",
            ["group:{4B}/parent", "user:{mother_teacher}"],
            "2 personnes concernées et 1 personne nommée Parents : 2",
        ),
        (
            "teacher",
            ["group:{4B}/parent", "user:{cpe}"],
            "2 personnes concernées et 1 personne nommée Parents : 2",
        ),
        ("teacher", ["user:{mother_teacher}"], "1 personne nommée"),
        ("teacher", ["user:{cpe}", "user:{head}"], "2 personnes nommées"),
        ("teacher", ["group:{choir}/member"], "1 personne concernée Enseignants : 1"),
        (
            "teacher",
            ["group:{choir}/member", "group:{4B}/parent"],
            "3 personnes concernées Parents : 2Enseignants : 1",
        ),
        ("teacher", ["group:{6A}/teacher", "profile:parent"], "5 personnes concernées"),
        ("head", ["group:{4B}/parent", "user:{mother_teacher}"], "2 personnes concernées"),
        ("head", ["user:{mother_teacher}"], "Parents : 1Enseignants : 1"),
    ],
)
def test_named_people_and_parents_are_counted_apart(
    app: Flask, school: dict[str, int], who: str, keys: list[str], expected: str
) -> None:
    found = told(app, school, who, *keys)
    assert expected.replace("\u00a0", " ") in found.replace("\u00a0", " ")
    assert (
        who == "head"
        or "Enseignants" in expected
        or "profile:parent" in keys
        or "Enseignants" not in found
    )


def test_the_page_and_its_progress_count_in_the_same_way(
    app: Flask, school: dict[str, int]
) -> None:
    pages = []
    for name in ("mother_teacher", "cpe"):
        keys = f"group:{school['4B']}/parent", f"user:{school[name]}"
        with saved(app) as session:
            found = make_announcement(session, "Sortie", *keys)
            found.author_id, id_ = school["teacher"], found.id
            session.execute(update(Announcement).values(asks_acknowledgement=True))
            done = {"announcement_id": id_, "person_id": school[name]}
            session.add(AnnouncementReading(**done, seen_at=NOW, acknowledged_at=NOW))
        page = page_of(come(app, school, "teacher").get(f"/communication/annonces/{id_}"))
        [reach] = page.cssselect(".targets__reach")
        pages.append(" ".join(reach.text_content().split()))
        assert "sur 3 personnes" in page.text_content()
    assert pages[0] == pages[1]
    assert "2 personnes concernées et 1 personne nommée" in pages[0]


def test_counting_apart_takes_as_many_queries_for_many_keys(
    app: Flask, school: dict[str, int]
) -> None:
    numbers = []
    few = ["group:{4B}/parent", "duty:head", "user:{cpe}"]
    for keys in (few, [*few, "group:{6A}/parent", "group:{4B}/pupil", "user:{head}"]):
        with counted_queries() as statements:
            told(app, school, "teacher", *keys)
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(("who", "is_named"), [("third", False), ("teacher", True), ("cpe", True)])
def test_who_has_not_acknowledged_is_named_to_who_may_know_the_tie(
    app: Flask, school: dict[str, int], who: str, is_named: bool
) -> None:
    with saved(app) as session:
        third = make_person(session)
        found = make_announcement(session, "Sortie", f"group:{school['4B']}/parent")
        found.author_id = third.id if who == "third" else school[who]
        found.asks_acknowledgement = True
        id_, people = found.id, school | {"third": third.id}
    page = come(app, people, who).get(f"/communication/annonces/{id_}").get_data(as_text=True)
    assert ("Florence Costes" in page) is is_named
