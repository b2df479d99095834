"""Guests: invited with a last day, listed by their last use, pruned in bulk and brought back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import LogEntry, Person, SiteRight, Source
from app.rules.audience import Function, user_key
from app.rules.site_rights import Right
from tests.factories import make_person
from tests.layouts import counted_queries
from tests.visits import saved
from tests.web.directory_kit import GUESTS, come, make_school, names, page_of, person, send

pytestmark = pytest.mark.usefixtures("demo_day")

NEW = f"{GUESTS}/nouveau"
PRUNE = f"{GUESTS}/suspendre"
ASKED = {"first_name": "Éva", "last_name": "D’Almeida", "function": "ACA", "ends_on": "2026-06-30"}


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """The people of a small school, and two more guests of whom one never came."""
    found = make_school(app)
    with saved(app) as session:
        for login, function in (("new", Function.ACA), ("agent", Function.COL)):
            made = make_person(session, function, login=login, first_name=login, last_name="Local")
            made.source = Source.LOCAL
            found[login] = made.id
    return found


def test_guests_are_listed_by_their_last_use(app: Flask, school: dict[str, int]) -> None:
    keeper = come(app, school, "keeper")
    assert names(keeper, at=GUESTS) == ["Local new", "Invité Inspecteur"]
    assert names(keeper, "?vue=inutilises", at=GUESTS) == ["Local new", "Invité Inspecteur"]
    assert names(keeper, "?vue=suspendus", at=GUESTS) == []
    assert keeper.get(f"{GUESTS}?vue=autre").status_code == 404
    assert keeper.get(f"{GUESTS}?apres=x").status_code == 404


def test_a_guest_is_invited_with_a_login_and_a_last_day(app: Flask, school: dict[str, int]) -> None:
    keeper = come(app, school, "keeper")
    answer = send(keeper, NEW, **ASKED, email="Eva@Example.fr")
    assert answer.status_code == 303
    with saved(app) as session:
        [guest] = session.scalars(select(Person).where(Person.login == "e.d-almeida"))
        assert (guest.source, guest.access_ends_on) == (Source.LOCAL, date(2026, 6, 30))
        assert [one.function for one in guest.functions] == [Function.ACA]
        assert guest.email == "Eva@example.fr"
        assert (guest.sort_key, guest.naming_word) == ("d almeida eva", "almeida")
        assert guest.password_hash is None
    assert "e.d-almeida" in page_of(keeper.get(answer.location)).text_content()


def test_the_same_name_is_made_twice_only_when_that_is_meant(
    app: Flask, school: dict[str, int]
) -> None:
    keeper = come(app, school, "keeper")
    answers = [send(keeper, NEW, **ASKED) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 422]
    assert "D’Almeida" in answers[1].text
    assert send(keeper, NEW, **ASKED, is_another="y").status_code == 303
    with saved(app) as session:
        logins = session.scalars(select(Person.login).where(Person.login.like("e.d-%")))
        assert sorted(logins) == ["e.d-almeida", "e.d-almeida2"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("first_name", "  "),
        ("last_name", "123"),
        ("last_name", "a" * 101),
        ("last_name", "a\0b"),
        ("function", "DIR"),
        ("email", "x"),
        ("ends_on", ""),
        ("ends_on", "2026-03-23"),
        ("ends_on", "2027-03-26"),
        ("ends_on", "0001-01-01"),
    ],
)
def test_a_refused_guest_is_shown_again(
    app: Flask, school: dict[str, int], field: str, value: str
) -> None:
    answer = send(come(app, school, "keeper"), NEW, **(ASKED | {field: value}))
    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    assert ("Éva" if field == "last_name" else "Almeida") in answer.text
    with saved(app) as session:
        assert session.scalars(select(LogEntry)).all() == []


def test_pruning_names_them_first_and_can_be_undone(app: Flask, school: dict[str, int]) -> None:
    keeper = come(app, school, "keeper")
    chosen = [school["guest"], school["new"]]
    sure = page_of(send(keeper, PRUNE, person=chosen))
    assert "Suspendre 2 invités" in sure.text_content()
    assert person(app, school, "guest").is_active
    done = send(keeper, PRUNE, person=chosen, confirmed="y")
    assert done.status_code == 303
    after = page_of(keeper.get(done.location))
    [undo] = [one.get("action") for one in after.cssselect(".toast form")]
    assert not person(app, school, "guest").is_active
    assert send(keeper, undo).status_code == 303
    assert person(app, school, "guest").is_active
    with saved(app) as session:
        told = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert told == ["suspend", "suspend", "reactivate", "reactivate"]


def test_each_that_stays_is_named_with_its_reason(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=user_key(school["new"])))
    keeper = come(app, school, "keeper")
    chosen = [school[name] for name in ("guest", "new", "agent", "teacher")] + ["x", 999_999]
    sure = send(keeper, PRUNE, person=chosen).text
    assert "new Local – a un droit" in sure
    after = keeper.get(send(keeper, PRUNE, person=chosen, confirmed="y").location).text
    assert "new Local – a un droit" in after
    assert "3 comptes ne sont pas ceux d’invités" in after
    assert "1 invité est suspendu" in after
    for name in ("new", "agent", "teacher"):
        assert person(app, school, name).is_active, name
    again = keeper.get(send(keeper, PRUNE, person=school["guest"], confirmed="y").location).text
    assert "Inspecteur Invité – l’était déjà" in again


def test_odd_forms_prune_nobody(app: Flask, school: dict[str, int]) -> None:
    keeper = come(app, school, "keeper")
    assert send(keeper, PRUNE).status_code == 303
    assert send(keeper, PRUNE, person=list(range(1, 60)), confirmed="y").status_code == 404
    assert send(keeper, f"{GUESTS}/retablir").status_code == 404
    assert send(keeper, f"{GUESTS}/retablir?qui=x.1e3").status_code == 404
    send(keeper, f"{GUESTS}/retablir?qui={school['suspended']}")
    assert not person(app, school, "suspended").is_active


def test_the_list_asks_the_same_for_few_and_for_many(app: Flask, school: dict[str, int]) -> None:
    asked = []
    for more in (0, 40):
        with saved(app) as session:
            for _ in range(more):
                make_person(session, Function.ACA).source = Source.LOCAL
        keeper = come(app, school, "keeper")
        with counted_queries() as statements:
            shown = names(keeper, at=GUESTS)
        asked.append(len([one for one in statements if one.startswith("SELECT")]))
    assert len(shown) == 42
    assert asked[0] == asked[1] <= 16
