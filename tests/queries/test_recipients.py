"""How many people a choice reaches: as many as a look at each of them finds."""

from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group, GroupKind, Guardian, Person, PersonDuty, PersonFunction
from app.queries.key_holders import count_each, count_outsiders, named_holders
from app.queries.recipients import Reached, count_reached
from app.queries.viewers import viewer_of
from app.rules.audience import Duty, Function, Guardianship, Part, Profile, group_key, reaches
from tests.factories import NOW, make_group, make_person
from tests.layouts import counted_queries

PEOPLE, DRAWS = 60, 120


@pytest.fixture
def world(session: Session) -> list[str]:
    """A small school drawn by chance; returns all keys that its people may be reached by."""
    random = Random(2026)
    people = [_person(session, random) for _ in range(PEOPLE)]
    level = make_group(session, "6e", kind=GroupKind.LEVEL)
    groups = [level] + [_group(session, random, name, level, people) for name in ("6A", "6B", "AS")]
    pupils = [one for one in people if Function.ELV in {held.function for held in one.functions}]
    for adult in people:
        for pupil in random.sample(pupils, 2):
            if adult is not pupil and random.random() < 0.4:
                kind = random.choice(list(Guardianship))
                session.add(Guardian(adult_id=adult.id, pupil_id=pupil.id, kind=kind))
    session.flush()
    return [
        "members",
        "public",
        *(f"profile:{one}" for one in Profile),
        *(f"function:{one}" for one in Function),
        *(f"duty:{one}" for one in Duty),
        *(group_key(group.id, part) for group in groups for part in Part),
        *(f"user:{one.id}" for one in people[:9]),
        "group:999/pupil",
        "user:99999",
    ]


def _person(session: Session, random: Random) -> Person:
    first, *others = random.sample(list(Function), random.choice((1, 1, 1, 2, 3)))
    person = make_person(session, first)
    person.functions += [PersonFunction(function=one) for one in others]
    if random.random() < 0.2:
        person.functions = []
    if random.random() < 0.2:
        person.duties.append(PersonDuty(duty=random.choice(list(Duty))))
    person.suspended_at = NOW if random.random() < 0.1 else None
    person.left_at = NOW if random.random() < 0.1 else None
    return person


def _group(
    session: Session, random: Random, name: str, level: Group, people: list[Person]
) -> Group:
    parts = (Part.PUPIL, Part.TEACHER, Part.MEMBER)
    inside = [(one, random.choice(parts)) for one in random.sample(people, 14)]
    group = make_group(
        session, name, *inside, kind=GroupKind.FREE if name == "AS" else GroupKind.CLASS
    )
    group.level_id = None if name == "AS" else level.id
    return group


def test_any_choice_reaches_as_many_as_are_found_one_by_one(
    session: Session, world: list[str]
) -> None:
    random = Random(5)
    viewers = {id_: viewer_of(session, id_) for id_ in session.scalars(select(Person.id))}
    active = {id_: one for id_, one in viewers.items() if not one.is_anonymous}
    for _ in range(DRAWS):
        keys = random.sample(world, random.choice((0, 1, 1, 2, 3, 8)))
        held = [one for one in active.values() if reaches(set(keys) - {"public"}, one)]
        by_profile = {
            profile: sum(f"profile:{profile}" in one.keys for one in held) for profile in Profile
        }
        expected = {profile: number for profile, number in by_profile.items() if number}
        found = count_reached(session, keys)
        assert found == Reached(len(held), expected, len(active)), keys
        none = sum(not any(key.startswith("profile:") for key in one.keys) for one in held)
        assert found.total <= none + sum(found.by_profile.values())


@pytest.mark.parametrize("most_parts", [3, 400])
def test_each_key_is_held_by_those_who_are_found_one_by_one(
    session: Session, world: list[str], most_parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.queries.key_holders.MOST_PARTS", most_parts)
    random = Random(6)
    viewers = [viewer_of(session, id_) for id_ in session.scalars(select(Person.id))]
    held_by = {
        key: {one.person_id for one in viewers if key in one.keys and not one.is_anonymous}
        for key in set(world) - {"public"}
    } | {"public": set()}
    assert count_each(session, world) == {key: len(held_by[key]) for key in world}
    named = named_holders(session, select(Person), world)
    assert {key: set(some) for key, some in named.items()} == held_by
    choices = {number: random.sample(world, number % 5) for number in range(20)}
    inside = random.sample(world, 4)
    insiders = set().union(*(held_by[key] for key in inside))
    assert count_outsiders(session, choices, inside) == {
        number: len(set().union(*(held_by[key] for key in keys)) - insiders)
        for number, keys in choices.items()
    }


def test_very_many_keys_are_one_query(session: Session, world: list[str]) -> None:
    """SQLite joins no more than 500 selections at once."""
    nobody = (f"nobody:{number}" for number in range(600))
    keys = ["members", *(f"user:{number}" for number in range(1_000, 2_200)), *nobody]
    with counted_queries() as statements:
        counts = count_each(session, keys)
        count_outsiders(session, {1: keys}, ["duty:head"])
    assert len(statements) == 2
    assert counts["members"] == count_reached(session, ["members"]).everybody


def test_it_takes_two_queries_however_many_keys(session: Session, world: list[str]) -> None:
    with counted_queries() as statements:
        count_reached(session, world[:60])
    assert len(statements) == 2


@pytest.mark.parametrize(("total", "is_unusual"), [(0, False), (50, False), (51, True)])
def test_more_than_half_of_the_school_is_unusual(total: int, is_unusual: bool) -> None:
    assert Reached(total, {}, 100).is_unusual is is_unusual
