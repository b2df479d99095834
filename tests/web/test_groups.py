"""The groups of the directory: which exist for whom, and who is in them."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import Group, Membership, Person, PersonFunction
from app.rules.audience import Function, Part
from tests.factories import NOW, make_group
from tests.filling import new_people
from tests.statements import recorded
from tests.visits import Browser, saved
from tests.web.groups_kit import Directory, make_directory
from tests.web.site_pages import text_of

LIST = "/annuaire/groupes"
ALL = {"4e", "4B", "4LATIN", "Club échecs", "Suivi"}
SHOWN = ALL - {"Suivi"}

SEEN = {
    "head": ALL,
    "admin": ALL,
    "keeper": ALL,
    "manager": SHOWN,
    "teacher": SHOWN,
    "pupil": SHOWN,
    "classmate": {"4e", "4B"},
    "parent": {"4e", "4B", "4LATIN"},
    "companion": {"4e", "4B", "4LATIN"},
    "guest": set(),
}


@pytest.fixture
def school(app: Flask) -> Directory:
    return make_directory(app)


def names(client: Browser, query: str = "") -> set[str]:
    """Return the names of the groups that the list shows."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    page = html.document_fromstring(answer.get_data(as_text=True))
    return {one.text_content().strip() for one in page.cssselect("tbody th")}


def shown(client: Browser, address: str) -> set[str]:
    """Return the names of the people whom a page lists."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = html.document_fromstring(answer.get_data(as_text=True))
    return {one.text_content().strip() for one in page.cssselect("tbody th")}


@pytest.mark.parametrize("who", SEEN)
def test_which_groups_exist_for_whom(school: Directory, who: str) -> None:
    client = school.come(who)
    assert names(client) == SEEN[who]
    called = {"level": "4e", "class": "4B", "latin": "4LATIN", "club": "Club échecs",
              "secret": "Suivi"}  # fmt: skip
    for key, name in called.items():
        expected = 200 if name in SEEN[who] else 404
        assert client.get(school.page(key)).status_code == expected, name


def test_a_visitor_is_sent_to_the_login(school: Directory) -> None:
    for address in (LIST, school.page("class"), "/annuaire/fonctions"):
        assert school.come("visitor").get(address).status_code == 302


def test_a_hidden_group_exists_for_its_manager(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Group, school.groups["club"]).is_visible = False
    assert "Club échecs" in names(school.come("manager"))
    assert school.come("manager").get(school.page("club")).status_code == 200
    for who in ("teacher", "pupil", "other"):
        assert school.come(who).get(school.page("club")).status_code == 404


@pytest.mark.parametrize(
    ("who", "side", "expected"),
    [
        ("head", "eleves", {"Lou Dubosc", "Nolan Péreira"}),
        ("head", "enseignants", {"Lucía Ferrer"}),
        ("head", "parents", {"Valérie Dubosc"}),
        ("head", "accompagnants", {"Jo Accompagne"}),
        ("keeper", "parents", {"Valérie Dubosc"}),
        ("teacher", "eleves", {"Lou Dubosc", "Nolan Péreira"}),
        ("teacher", "parents", {"Valérie Dubosc"}),
        ("manager", "eleves", set()),
        ("other", "eleves", {"Lou Dubosc"}),  # who is in the club with him
        ("other", "enseignants", {"Lucía Ferrer"}),
        ("other", "parents", set()),
        ("pupil", "eleves", {"Lou Dubosc", "Nolan Péreira"}),
        ("pupil", "parents", set()),
        ("parent", "eleves", {"Lou Dubosc"}),
        ("parent", "enseignants", {"Lucía Ferrer"}),
        ("companion", "eleves", {"Lou Dubosc"}),
    ],
)
@pytest.mark.parametrize("group", ["class", "level"])
def test_who_is_named_to_whom(
    school: Directory, who: str, side: str, expected: set[str], group: str
) -> None:
    """A level shows the people of its classes, by the same rule."""
    assert shown(school.come(who), school.page(group, f"?cote={side}")) == expected


def test_a_manager_knows_who_is_in_his_group(school: Directory) -> None:
    assert shown(school.come("manager"), school.page("club")) == {"Lou Dubosc", "Paul Nougaro"}
    assert shown(school.come("teacher"), school.page("club")) == {"Lou Dubosc", "Paul Nougaro"}
    assert shown(school.come("parent"), school.page("latin")) == {"Lou Dubosc"}, "of his own child"


def test_who_has_left_is_neither_shown_nor_counted(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Person, school.people["classmate"]).left_at = NOW
    client = school.come("head")
    assert shown(client, school.page("class")) == {"Lou Dubosc"}
    for query in ("?q=4b", "?type=niveaux"):
        assert "Élèves : 1 · Enseignants : 1 · Parents : 1 · Accompagnants : 1" in text_of(
            client.get(LIST + query)
        )


def test_a_group_that_has_ended_is_absent(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Group, school.groups["club"]).ended_at = NOW
    for who in ("head", "manager", "pupil"):
        client = school.come(who)
        assert "Club échecs" not in names(client)
        assert client.get(school.page("club")).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=echecs", {"Club échecs"}),
        ("?q=%C3%89CHECS+club", {"Club échecs"}),
        ("?q=4b", {"4B"}),
        ("?type=classes", {"4B"}),
        ("?type=libres", {"Club échecs", "Suivi"}),
        ("?type=niveaux&q=4", {"4e"}),
        ("?q=%25", ALL),
        ("?q=_", ALL),
        ("?q=zzz", set()),
        ("?quels=miens", set()),
        ("?quels=geres", set()),
    ],
)
def test_the_list_is_narrowed(school: Directory, query: str, expected: set[str]) -> None:
    assert names(school.come("head"), query) == expected


def test_ones_own_groups_are_found(school: Directory) -> None:
    assert names(school.come("manager"), "?quels=geres") == {"Club échecs"}
    assert names(school.come("other"), "?quels=miens") == {"Club échecs"}
    assert names(school.come("teacher"), "?quels=miens") == {"4B", "4e"}


@pytest.mark.parametrize("query", ["q=" + "a" * 101, "type=x", "quels=x", "q=a%00b", "type=%00"])
def test_a_filter_that_cannot_be_is_told(school: Directory, query: str) -> None:
    answer = school.come("head").get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert html.document_fromstring(answer.get_data(as_text=True)).cssselect(".error-summary a")


@pytest.mark.parametrize(
    "query", ["apres=x", "apres=~", "apres=a~0", "avant=a~-1", "apres=a~9999999999", "apres=%00~1"]
)
def test_a_place_in_the_list_that_cannot_be_is_absent(school: Directory, query: str) -> None:
    for address in (LIST, school.page("class"), school.page("club", "/ajouter?q=a")):
        joint = "&" if "?" in address else "?"
        assert school.come("head").get(f"{address}{joint}{query}").status_code == 404


@pytest.mark.parametrize("side", ["", "x", "PUPIL", "pupil", "%00", "a" * 5000])
def test_a_side_that_is_none_is_absent(school: Directory, side: str) -> None:
    assert school.come("head").get(school.page("class", f"?cote={side}")).status_code == 404


def test_an_institutional_group_says_why_it_is_not_changed(school: Directory) -> None:
    client = school.come("head")
    assert "au prochain import" in text_of(client.get(school.page("class")))
    assert "ceux de ses classes" in text_of(client.get(school.page("level")))
    page = html.document_fromstring(client.get(school.page("class")).get_data(as_text=True))
    assert not page.cssselect("form.batch, input.check")
    assert "ne se modifie pas" not in text_of(client.get(school.page("club")))


def crowd(session: Session, group: Group, number: int) -> range:
    """Put many new people into a group, and return their ids."""
    ids = new_people(session, number)
    session.execute(
        insert(Person),
        [
            {
                "id": id_,
                "login": f"many{id_}",
                "first_name": "Zoé",
                "last_name": f"Nombreuse {id_ % 7}",
                "sort_key": f"nombreuse {id_ % 7:08} zoe",
            }
            for id_ in ids
        ],
    )
    session.execute(
        insert(PersonFunction), [{"person_id": id_, "function": Function.ELV} for id_ in ids]
    )
    session.execute(
        insert(Membership),
        [{"person_id": id_, "group_id": group.id, "part": Part.MEMBER} for id_ in ids],
    )
    return ids


def test_many_members_cost_no_more_queries_and_are_read_page_by_page(school: Directory) -> None:
    with saved(school.app) as session:
        few, many = make_group(session, "Peu"), make_group(session, "Beaucoup")
        ids = crowd(session, many, 250)
        session.add(Membership(person_id=ids[0], group_id=few.id, part=Part.MEMBER))
        groups = few.id, many.id
    client = school.come("head")
    numbers = []
    for address in (*(f"{LIST}/{id_}" for id_ in groups), f"{LIST}?q=peu", LIST):
        with recorded(db.engine) as sent:
            assert client.get(address).status_code == 200
        numbers.append(len([one for one in sent if one.startswith("SELECT")]))
    assert numbers[0] == numbers[1], "a group of few, or of many"
    assert numbers[2] == numbers[3], "one group, or all"
    address, seen = f"{LIST}/{groups[1]}", 0
    while address:
        page = html.document_fromstring(client.get(address).get_data(as_text=True))
        seen += len(page.cssselect("tbody tr"))
        address = next((one.get("href") for one in page.cssselect("a[rel=next]")), "")
    assert seen == 250
