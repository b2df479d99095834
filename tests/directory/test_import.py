"""What an import does to people, groups and ties, and what it leaves alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.faults import Refused, Why
from app.directory.layout import File
from app.models import (
    Group,
    GroupKind,
    Guardian,
    LogEntry,
    Membership,
    PersonDuty,
    PersonFunction,
    Source,
    UserSession,
)
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Duty, Function, Guardianship, Part
from tests.directory_kit import SMALL, bring_in, carry_out, group, look, members, person, write
from tests.factories import make_person
from tests.faults import statements_survived

PEOPLE, GROUPS = SMALL[File.PEOPLE], SMALL[File.GROUPS]
MEMBERSHIPS = SMALL[File.MEMBERSHIPS]
WITHOUT_ESTRADE = {"people": PEOPLE[:2], "memberships": [MEMBERSHIPS[0], MEMBERSHIPS[2]]}


def test_brings_the_small_directory_in(folder: Path, session: Session) -> None:
    lou = person(session, "1")
    assert (lou.login, lou.full_name, lou.sort_key) == ("lou", "Lou Dubosc", "dubosc lou")
    assert lou.naming_word == "dubosc"
    assert lou.password_hash is None
    assert lou.source is Source.ACADEMIC
    assert [one.function for one in lou.functions] == [Function.ELV]
    assert group(session, "4B").level_id == group(session, "Niveau 4e").id
    assert members(session, "4B") == {("lou", Part.PUPIL), ("m.estrade", Part.TEACHER)}
    assert session.scalars(select(Guardian.kind)).all() == [Guardianship.LEGAL]
    [entry] = session.scalars(select(LogEntry)).all()
    assert (entry.action, entry.subject) == ("import", "directory")
    assert entry.details == {"added": 3, "changed": 0, "leaving": 0, "returning": 0}
    assert look(session, folder)["nothing"]


def test_who_is_no_longer_there_leaves_and_may_come_back(folder: Path, session: Session) -> None:
    left = person(session, "3")
    moment = datetime.now(UTC)
    session.add(
        UserSession(
            token_hash="x",
            person_id=left.id,
            created_at=moment,
            seen_at=moment,
            expires_at=moment + timedelta(hours=1),
        )
    )
    free = Group(kind=GroupKind.FREE, name="Chorale", sort_key="chorale")
    session.add(free)
    session.flush()
    session.add(Membership(person_id=left.id, group_id=free.id, part=Part.MEMBER))
    session.commit()
    report = look(session, write(folder, **WITHOUT_ESTRADE))
    assert [one["name"] for one in report["leaving"]] == ["Marion Estrade"]
    assert report["profiles"] == {"teacher": {"known": 1, "leaving": 1}}
    bring_in(session, folder)
    left = person(session, "3")
    assert left.left_at is not None
    assert viewer_of(session, left.id) == ANONYMOUS
    assert not session.scalars(select(UserSession)).all()
    assert members(session, "4B") == {("lou", Part.PUPIL)}
    assert members(session, "Chorale") == set()
    assert look(session, folder)["nothing"]
    assert look(session, write(folder))["counts"]["returning"] == 1
    bring_in(session, folder)
    assert person(session, "3").left_at is None
    assert members(session, "4B") == {("lou", Part.PUPIL), ("m.estrade", Part.TEACHER)}


def test_changes_field_by_field(folder: Path, session: Session) -> None:
    write(folder, people=["1;lou2;Dubosc-Castel;Lou;ELV;;lou@exemple.example", *PEOPLE[1:]])
    [changed] = look(session, folder)["changed"]
    assert changed["fields"] == [
        ["login", "lou", "lou2"],
        ["last_name", "Dubosc", "Dubosc-Castel"],
        ["email", "", "lou@exemple.example"],
    ]
    bring_in(session, folder)
    lou = person(session, "1")
    assert (lou.login, lou.sort_key) == ("lou2", "dubosc castel lou")
    assert lou.naming_word == "castel"
    write(folder, people=["1;;Dubosc-Castel;Lou;ELV ETA;;autre@exemple.example", *PEOPLE[1:]])
    assert look(session, folder)["changed"][0]["fields"] == [["functions", "ELV", "ELV ETA"]]
    bring_in(session, folder)
    lou = person(session, "1")
    assert (lou.login, lou.email) == ("lou2", "lou@exemple.example")
    assert {one.function for one in lou.functions} == {Function.ELV, Function.ETA}


def test_nobody_gets_the_mail_of_an_open_account_or_of_who_has_a_duty(
    folder: Path, session: Session
) -> None:
    """By it the password is asked for: whoever manages the directory would be head."""
    person(session, "1").password_hash = "known"
    session.add(PersonDuty(person_id=person(session, "3").id, duty=Duty.HEAD))
    session.commit()
    write(folder, people=[f"{one.rpartition(';')[0]};x@exemple.example" for one in PEOPLE])
    assert look(session, folder)["nothing"]


def test_two_people_and_two_groups_exchange_what_is_unique(folder: Path, session: Session) -> None:
    ids = group(session, "4B").id, group(session, "4LATIN").id
    write(
        folder,
        people=[
            PEOPLE[0].replace("lou;", "m.estrade;"),
            PEOPLE[1],
            PEOPLE[2].replace("m.e", "l.e"),
        ],
        groups=[GROUPS[0], "4B;4LATIN;classe;N4", "LAT;4B;enseignement;"],
    )
    bring_in(session, folder)
    assert person(session, "1").login == "m.estrade"
    assert (session.get_one(Group, ids[0]).name, session.get_one(Group, ids[1]).name) == (
        "4LATIN",
        "4B",
    )


def test_what_the_school_manages_stays(folder: Path, session: Session) -> None:
    guest = make_person(session, Function.ACA, login="guest")
    guest.source = Source.LOCAL
    unknown = make_person(session, Function.ENS, login="sans-identifiant")
    pupil, teacher = person(session, "1"), person(session, "3")
    session.add(Guardian(adult_id=guest.id, pupil_id=pupil.id, kind=Guardianship.COMPANION))
    class_id = group(session, "4B").id
    session.add(Membership(person_id=guest.id, group_id=class_id, part=Part.TEACHER))
    free = Group(kind=GroupKind.FREE, name="Chorale", sort_key="chorale")
    session.add(free)
    session.flush()
    session.add(Membership(person_id=teacher.id, group_id=free.id, part=Part.MEMBER))
    session.add(PersonDuty(person_id=teacher.id, duty=Duty.CPE))
    session.commit()
    assert look(session, folder)["nothing"]
    bring_in(session, write(folder, memberships=MEMBERSHIPS[:1], guardians=[]))
    session.refresh(unknown)
    assert unknown.left_at is None
    assert session.scalars(select(Guardian.adult_id)).all() == [guest.id]
    assert members(session, "4B") == {("lou", Part.PUPIL), ("guest", Part.TEACHER)}
    assert members(session, "Chorale") == {("m.estrade", Part.MEMBER)}
    assert session.scalars(select(PersonDuty.person_id)).all() == [teacher.id]


def test_logins_are_made_where_the_files_give_none(session: Session, tmp_path: Path) -> None:
    make_person(session, login="v.dubosc")
    session.commit()
    write(tmp_path, people=["1;;Dubosc;Lou;ELV;;", "2;;Dubosc;Valérie;TUT;;", PEOPLE[2]])
    bring_in(session, tmp_path)
    assert (person(session, "1").login, person(session, "2").login) == ("lou.dubosc", "v.dubosc2")


def test_an_account_without_identifier_is_known_by_its_login(
    session: Session, tmp_path: Path
) -> None:
    known = make_person(session, Function.ENS, login="m.estrade", last_name="Estrade")
    session.commit()
    bring_in(session, write(tmp_path))
    session.refresh(known)
    assert (known.external_id, known.first_name) == ("3", "Marion")


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (["9;guest;Nom;Prénom;ENS;;"], Why.LOGIN_TAKEN),
        (["GUEST;;Nom;Prénom;ENS;;"], Why.NOT_ACADEMIC),
        (["9;m.estrade;Nom;Prénom;ENS;;"], Why.LOGIN_TAKEN),
    ],
)
def test_an_account_that_an_import_leaves_alone_is_not_taken_over(
    folder: Path, session: Session, people: list[str], why: Why
) -> None:
    guest = make_person(session, login="guest")
    guest.source, guest.external_id = Source.LOCAL, "GUEST"
    session.commit()
    write(folder, people=[*PEOPLE[:2], *people], memberships=MEMBERSHIPS[:1])
    with pytest.raises(Refused) as refused:
        look(session, folder)
    assert why in {fault.why for fault in refused.value.faults}


def test_duplicate_guardians_are_told_and_not_merged(folder: Path, session: Session) -> None:
    write(
        folder,
        people=[*PEOPLE, "4;;DUBOSC;Valerie;TUT;;", "5;;Dubosc;Valérie;TUT;;"],
        guardians=["2;1;legal", "4;1;en_charge"],
    )
    report = look(session, folder)
    assert report["duplicates"] == [
        {"name": "Valérie Dubosc", "ids": ["2", "4"], "children": ["Lou Dubosc"]}
    ]
    bring_in(session, folder)
    found = select(PersonFunction.person_id).where(PersonFunction.function == Function.TUT)
    assert len(session.scalars(found).all()) == 3


def test_a_fault_at_any_statement_leaves_the_directory_as_it_was(
    folder: Path, session: Session
) -> None:
    write(
        folder,
        people=["1;lou2;Castel;Lou;ELV ETA;;", PEOPLE[1], "4;;Ferrer;Lucía;ENS;;"],
        groups=[GROUPS[0], "4B;4 Bleue;classe;N4", "5B;5B;classe;"],
        memberships=["1;5B;eleve", "4;4B;professeur"],
        guardians=["2;1;en_charge"],
    )
    assert statements_survived(session, lambda: carry_out(session, folder)) > 25
    assert look(session, folder)["nothing"]
