"""The list of people: who is shown to whom, found how, at what cost (DESIGN, "Personal data")."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.layouts import counted_queries
from tests.many_people import fill
from tests.visits import saved
from tests.web.directory_kit import LIST, YEAR, come, make_school, names, page_of

pytestmark = pytest.mark.usefixtures("demo_day")

STAFF = {"Aide Sam", "Castagné Hélène", "Costes Florence", "Lafforgue Claire", "Nougaro Paul",
         "Sarrazin Odile"}  # fmt: skip
PUPILS_OF_4B = {"Dubosc Lou", "Costes Tom"}
EVERYBODY = STAFF | PUPILS_OF_4B | {"Le Goff Zoé", "Dubosc Valérie", "Le Goff Yann",
                                    "El Amrani Aïcha", "Invité Inspecteur"}  # fmt: skip
KNOWN = {
    "head": EVERYBODY,
    "cpe": EVERYBODY,
    "keeper": EVERYBODY,
    "teacher": STAFF | PUPILS_OF_4B | {"Dubosc Valérie"},
    "mother_teacher": STAFF | {"Costes Tom", "Le Goff Zoé", "Le Goff Yann", "El Amrani Aïcha"},
    "lou": STAFF | PUPILS_OF_4B,
    "zoe": STAFF | {"Le Goff Zoé"},
    "mother": STAFF | {"Dubosc Valérie", "Dubosc Lou", "El Amrani Aïcha"},
    "delegate": STAFF | {"El Amrani Aïcha"},
    "guest": {"Invité Inspecteur"},
}
MOST_QUERIES = 20


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """The people of a small school, by name."""
    return make_school(app)


@pytest.mark.parametrize("name", KNOWN)
def test_each_sees_whom_he_may_know(app: Flask, school: dict[str, int], name: str) -> None:
    visitor = come(app, school, name)
    assert set(names(visitor)) == KNOWN[name]
    numbers = {id_: key for key, id_ in school.items() if key not in ("4B", "6A", "club")}
    for id_, other in numbers.items():
        status = visitor.get(f"/annuaire/personnes/{id_}").status_code
        is_known = full(other) in KNOWN[name] or (
            KNOWN[name] == EVERYBODY and other in ("left", "suspended")
        )
        assert status == (200 if is_known else 404), (name, other)


def full(name: str) -> str:
    """Return the name of somebody as the list writes it."""
    from_kit = {"suspended": "Pendu Sus", "left": "Tie Par"}
    by_key = {
        "head": "Castagné Hélène", "cpe": "Lafforgue Claire", "teacher": "Nougaro Paul",
        "mother_teacher": "Costes Florence", "keeper": "Sarrazin Odile", "lou": "Dubosc Lou",
        "tom": "Costes Tom", "zoe": "Le Goff Zoé", "mother": "Dubosc Valérie",
        "father": "Le Goff Yann", "delegate": "El Amrani Aïcha", "guest": "Invité Inspecteur",
        "aesh": "Aide Sam",
    }  # fmt: skip
    return {**by_key, **from_kit}[name]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("?q=castagne", ["Castagné Hélène"]),
        ("?q=hélène CAS", ["Castagné Hélène"]),
        ("?q=goff zo", ["Le Goff Zoé"]),
        ("?q=%25", []),
        ("?profil=pupil", ["Costes Tom", "Dubosc Lou", "Le Goff Zoé"]),
        ("?profil=parent&groupe={4B}", ["Costes Florence", "Dubosc Valérie"]),
        ("?fonction=EVS", ["Lafforgue Claire"]),
        ("?charge=parent_delegate", ["El Amrani Aïcha"]),
        ("?groupe={6A}", ["Aide Sam", "Costes Florence", "Le Goff Yann", "Le Goff Zoé"]),
        ("?source=etablissement", ["Invité Inspecteur"]),
        ("?etat=suspendus", ["Pendu Sus"]),
        ("?etat=partis", ["Tie Par"]),
        ("?etat=tous&q=t", ["Castagné Hélène", "Costes Florence", "Costes Tom",
                            "Invité Inspecteur", "Tie Par"]),
        ("?depuis={a_year_ago}&profil=other", ["Invité Inspecteur"]),
        ("?jamais=y&profil=other", []),
    ],
)  # fmt: skip
def test_people_are_found_by_what_they_are(
    app: Flask, school: dict[str, int], question: str, expected: list[str]
) -> None:
    keeper = come(app, school, "keeper")
    day = (datetime.now(UTC) - YEAR).date().isoformat()
    assert names(keeper, question.format(**school, a_year_ago=day)) == expected


@pytest.mark.parametrize("name", ["teacher", "lou", "mother"])
def test_a_filter_tells_nothing_that_the_list_hides(
    app: Flask, school: dict[str, int], name: str
) -> None:
    """That a teacher is the mother of a pupil of 4B is for the pupil's teachers only."""
    visitor = come(app, school, name)
    parents = names(visitor, "?profil=parent") if name != "lou" else []
    assert "Costes Florence" not in parents
    in_4b = names(visitor, f"?groupe={school['4B']}")
    assert ("Costes Florence" in in_4b) is (name == "teacher")
    for question in ("fonction=TUT", "source=etablissement", "etat=tous", "jamais=y"):
        assert names(visitor, f"?{question}") == names(visitor)
    for group in ("6A", "club"):
        assert visitor.get(f"{LIST}?groupe={school[group]}").status_code == 422


def test_a_hidden_group_is_known_to_who_sees_all_only(app: Flask, school: dict[str, int]) -> None:
    club = f"?groupe={school['club']}"
    assert names(come(app, school, "cpe"), club) == ["Dubosc Lou", "Le Goff Zoé"]
    assert come(app, school, "lou").get(LIST + club).status_code == 422


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("q=%00", 422),
        (f"q={'a' * 101}", 422),
        ("groupe=x", 422),
        ("groupe=-1", 422),
        ("profil=x", 422),
        ("etat=x", 422),
        ("depuis=hier", 422),
        ("depuis=0001-01-01", 422),
        ("apres=x", 404),
        ("apres=%00~1", 404),
        ("avant=a~0", 404),
        ("apres=zzzz~1", 200),
    ],
)
def test_odd_questions(app: Flask, school: dict[str, int], question: str, status: int) -> None:
    assert come(app, school, "keeper").get(f"{LIST}?{question}").status_code == status


def test_logins_and_addresses_are_for_who_manages_the_directory(
    app: Flask, school: dict[str, int]
) -> None:
    path = f"/annuaire/personnes/{school['mother']}"
    for name, sees in (("keeper", True), ("head", True), ("cpe", False), ("teacher", False)):
        text = come(app, school, name).get(path).get_data(as_text=True)
        assert ("mother@example.fr" in text) is sees, name
        assert ("Source" in text) is (name != "teacher"), name


def test_the_page_of_somebody_tells_what_its_reader_may_know(
    app: Flask, school: dict[str, int]
) -> None:
    told = {
        ("teacher", "lou"): {"4B", "Valérie Dubosc"},
        ("zoe", "mother_teacher"): {"6A"},
        ("lou", "tom"): {"4B"},
        ("lou", "lou"): {"4B", "Valérie Dubosc"},
        ("mother", "lou"): {"4B", "Valérie Dubosc"},
        ("mother", "delegate"): set(),
        ("lou", "mother_teacher"): set(),
        ("teacher", "mother_teacher"): {"Tom Costes", "4B"},
        ("cpe", "mother_teacher"): {"Tom Costes", "4B", "6A"},
    }
    words = {"4B", "6A", "La Gazette", "Valérie Dubosc", "Tom Costes"}
    for (name, other), expected in told.items():
        page = page_of(come(app, school, name).get(f"/annuaire/personnes/{school[other]}"))
        text = " ".join(one.text_content() for one in page.cssselect("main .panel"))
        assert {one for one in words if one in text} == expected, (name, other)


def test_pages_follow_each_other_by_name(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        fill(session, 120)
    keeper = come(app, school, "keeper")
    seen, called, address = [], [], LIST
    while address:
        page = page_of(keeper.get(address))
        seen += [link.get("href") for link in page.cssselect(".list__title a")]
        called += names(keeper, address.removeprefix(LIST))
        address = next((one.get("href") for one in page.cssselect("a[rel=next]")), "")
    assert len(seen) == len(set(seen)) == 133
    surnames = [name.split()[0] for name in called if len(name.split()) == 2]  # no "De Luca"
    [(usual, count)] = Counter(surnames).most_common(1)
    found = [name for name in called if usual in name]
    assert count > 4
    assert names(keeper, f"?q={usual.lower()}") == found


def test_the_list_asks_the_same_for_few_and_for_many(app: Flask, school: dict[str, int]) -> None:
    asked = []
    for more in (0, 300):
        with saved(app) as session:
            fill(session, more)
        counts = []
        for name in ("keeper", "teacher", "lou", "mother", "guest"):
            with counted_queries() as statements:
                names(come(app, school, name), "?q=o")
            counts.append(len([one for one in statements if one.startswith("SELECT")]))
        asked.append(counts)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= MOST_QUERIES
