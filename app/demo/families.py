"""Invent the pupils of each class and the adults who watch over them.

578 pupils have two legal guardians and 34 have one; 26 pairs and one trio of siblings share both
parents; 14 more adults are in charge of a pupil (domain, §6).
"""

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Any

from app.demo.names import Names
from app.demo.roster import Roster, Someone
from app.demo.texts import load
from app.rules.audience import Function, Guardianship

TRIP_CLASSES = ("4C", "4D")
"""Their pupils all have two guardians, since the 49 who travel to Barcelona have 93 parents."""


def add_families(roster: Roster, names: Names, data: Mapping[str, Any]) -> None:
    """Fill the classes with pupils and give each family its guardians."""
    _fill_classes(roster, names)
    numbers = data["families"]
    pupils = roster.having(Function.ELV)
    mothers = _named_families(roster, data)
    taken = {child for children in mothers.values() for child in children}
    free = [pupil for pupil in pupils if not pupil.is_named and pupil not in taken]
    names.random.shuffle(free)
    free.sort(key=lambda pupil: pupil.class_name in TRIP_CLASSES)
    rest = iter(free)
    siblings = [list(islice(rest, 3)) for _ in range(numbers["sibling_trios"])]
    siblings += [list(islice(rest, 2)) for _ in range(numbers["sibling_pairs"] - len(mothers))]
    one_parent = list(islice(rest, numbers["pupils_with_one_guardian"]))
    others = [pupil for pupil in pupils if pupil.is_named and pupil not in taken]
    two_parents = [[pupil] for pupil in chain(others, rest)]

    for mother, children in mothers.items():
        _tie(roster, children, [mother, _guardian(names, mother.last_name, "m")])
    for children in chain(siblings, two_parents):
        _become_siblings(names, children)
        _tie(roster, children, _couple(names, children[0].last_name))
    for pupil in one_parent:
        _tie(roster, [pupil], [_guardian(names, pupil.last_name, names.gender())])
    for pupil in names.random.sample(free, numbers["persons_in_charge"]):
        keeper = _guardian(names, names.of_family(), names.gender())
        _tie(roster, [pupil], [keeper], Guardianship.IN_CHARGE)


def _fill_classes(roster: Roster, names: Names) -> None:
    for class_name, size in load("groups")["class_sizes"].items():
        there = sum(someone.class_name == class_name for someone in roster.people)
        for _ in range(size - there):
            gender = names.gender()
            first, last = names.of_pupil(gender), names.of_family()
            roster.people.append(
                Someone(
                    login=names.login(first, last, is_pupil=True),
                    first_name=first,
                    last_name=last,
                    functions=(Function.ELV,),
                    class_name=class_name,
                )
            )


def _named_families(roster: Roster, data: Mapping[str, Any]) -> dict[Someone, list[Someone]]:
    return {
        roster.named(about["login"]): [roster.named(login) for login in about["children"]]
        for about in data["person"]
        if "children" in about
    }


def _become_siblings(names: Names, children: Sequence[Someone]) -> None:
    for child in children[1:]:
        names.taken.discard(child.login)
        child.last_name = children[0].last_name
        child.login = names.login(child.first_name, child.last_name, is_pupil=True)


def _couple(names: Names, last_name: str) -> list[Someone]:
    other = last_name if names.random.random() < 0.5 else names.of_family()
    return [_guardian(names, last_name, "f"), _guardian(names, other, "m")]


def _guardian(names: Names, last_name: str, gender: str) -> Someone:
    first = names.of_adult(gender)
    return Someone(
        login=names.login(first, last_name, is_pupil=False),
        first_name=first,
        last_name=last_name,
        functions=(Function.TUT,),
    )


def _tie(
    roster: Roster,
    children: Sequence[Someone],
    adults: Sequence[Someone],
    kind: Guardianship = Guardianship.LEGAL,
) -> None:
    for adult in adults:
        if adult not in roster.people:
            roster.people.append(adult)
        roster.ties.extend((adult, child, kind) for child in children)
