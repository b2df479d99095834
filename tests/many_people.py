"""Very many people at once: pupils of classes, their parents, and a few who signed in."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.demo.texts import load
from app.models import (
    Group,
    GroupKind,
    Guardian,
    LastLogin,
    Membership,
    Person,
    PersonFunction,
    Source,
)
from app.rules.audience import Function, Guardianship, Part
from app.text.person_keys import person_keys
from app.text.stems import sort_key

FIRST = ("Zoé", "Maël", "Camille", "Yanis", "Élodie", "Noé", "Inès", "Anaïs", "Léo", "Jade")
LAST: tuple[str, ...] = ("Durand", "Le Goff", "N’Diaye", "Nguyễn", "D’Almeida", "Péreira")
LAST += tuple(load("names")["families"]["last_names"])
CLASS_SIZE = 25
LOGGED_IN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def fill(session: Session, total: int) -> None:
    """Add so many people: of three, two are parents of the third, a pupil of some class."""
    first = (session.scalar(select(func.max(Person.id))) or 0) + 1
    first_group = (session.scalar(select(func.max(Group.id))) or 0) + 1
    ids = range(first, first + total)
    pupils = [id_ for id_ in ids if (id_ - first) % 3 == 0]
    classes = {id_: first_group + n // CLASS_SIZE for n, id_ in enumerate(pupils)}
    _add(session, Person, [_person(id_) for id_ in ids])
    _add(session, PersonFunction, [
        {"person_id": id_, "function": Function.ELV if id_ in classes else Function.TUT}
        for id_ in ids
    ])  # fmt: skip
    _add(session, Group, [
        {"id": id_, "kind": GroupKind.CLASS, "name": f"C{id_}", "sort_key": sort_key(f"C{id_}")}
        for id_ in sorted(set(classes.values()))
    ])  # fmt: skip
    _add(session, Membership, [
        {"person_id": id_, "group_id": group_id, "part": Part.PUPIL}
        for id_, group_id in classes.items()
    ])  # fmt: skip
    _add(session, Guardian, [
        {"adult_id": adult, "pupil_id": id_, "kind": Guardianship.LEGAL}
        for id_ in pupils
        for adult in (id_ + 1, id_ + 2)
        if adult in ids
    ])  # fmt: skip
    _add(session, LastLogin, [
        {"person_id": id_, "at": LOGGED_IN + timedelta(minutes=id_ - first)}
        for id_ in ids
        if id_ % 4
    ])  # fmt: skip


def _person(id_: int) -> dict[str, object]:
    first, last = FIRST[id_ % 10], LAST[id_ // 7 % len(LAST)]
    return {
        "id": id_,
        "login": f"someone{id_}",
        "first_name": first,
        "last_name": last,
        **person_keys(first, last),
        "source": Source.ACADEMIC,
    }


def _add(session: Session, table: type[object], rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table), rows)
