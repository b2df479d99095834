"""Invent the 1,849 people of the demo school and store them."""

from collections.abc import Iterator, Mapping
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.demo.families import add_families
from app.demo.names import Names
from app.demo.roster import Roster, Someone
from app.demo.texts import load
from app.models import Guardian, Person, PersonDuty, PersonFunction, Source
from app.passwords import hash_password
from app.rules.audience import Duty, Function
from app.text.person_keys import person_keys


def invent_people(random: Random) -> Roster:
    """Return everybody: the named people, then as many others as the school counts."""
    data = load("people")
    names = Names(random)
    roster = Roster([_named(about) for about in data["person"]])
    names.taken.update(someone.login for someone in roster.people)
    for kind in ("subject", "staff", "agent", "guest"):
        for about in data[kind]:
            roster.people.extend(_adults(names, about, kind))
    add_families(roster, names, data)
    return roster


def store_people(session: Session, roster: Roster) -> None:
    """Store everybody with functions, duties and children, and give each his id."""
    password = hash_password(load("people")["password"])
    for number, someone in enumerate(roster.people, 1):
        someone.id = number
    ids = _external_ids(roster)
    session.execute(
        insert(Person), [_row(someone, password, ids.get(someone)) for someone in roster.people]
    )
    session.execute(
        insert(PersonFunction),
        [
            {"person_id": someone.id, "function": function}
            for someone in roster.people
            for function in someone.functions
        ],
    )
    session.execute(
        insert(PersonDuty),
        [
            {"person_id": someone.id, "duty": duty}
            for someone in roster.people
            for duty in someone.duties
        ],
    )
    session.execute(
        insert(Guardian),
        [
            {"adult_id": adult.id, "pupil_id": pupil.id, "kind": kind}
            for adult, pupil, kind in roster.ties
        ],
    )


def _named(about: Mapping[str, Any]) -> Someone:
    return Someone(
        login=about["login"],
        first_name=about["first_name"],
        last_name=about["last_name"],
        functions=tuple(Function(code) for code in about["functions"]),
        title=about.get("title"),
        duties=tuple(Duty(code) for code in about["duties"]),
        source=Source(about["source"]),
        class_name=about.get("class"),
        subject=about.get("subject"),
        teaches=tuple(about.get("teaches", ())),
        is_named=True,
    )


def _adults(names: Names, about: Mapping[str, Any], kind: str) -> Iterator[Someone]:
    for _ in range(about["generate"]):
        gender = about.get("gender") or names.gender()
        first, last = names.of_adult(gender), names.of_family()
        yield Someone(
            login=names.login(first, last, is_pupil=False),
            first_name=first,
            last_name=last,
            functions=tuple(Function(code) for code in about["functions"]),
            title=about["feminine" if gender == "f" else "masculine"],
            source=Source.LOCAL if kind in ("agent", "guest") else Source.ACADEMIC,
            subject=about.get("key"),
        )


def _external_ids(roster: Roster) -> dict[Someone, str]:
    """Return the join keys that the académie gives (domain, §6.8); local accounts have none."""
    counters = {Function.ELV: count(3_100_001), Function.TUT: count(3_200_001)}
    staff = count(3_300_001)
    return {
        someone: str(next(counters.get(someone.functions[0], staff)))
        for someone in roster.people
        if someone.source is Source.ACADEMIC and someone.functions
    }


def _row(someone: Someone, password: str, external_id: str | None) -> dict[str, Any]:
    return {
        "id": someone.id,
        "login": someone.login,
        "password_hash": password if someone.is_named else None,
        "first_name": someone.first_name,
        "last_name": someone.last_name,
        **person_keys(someone.first_name, someone.last_name),
        "title": someone.title,
        "external_id": external_id,
        "source": someone.source,
    }
