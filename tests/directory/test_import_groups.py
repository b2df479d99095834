"""What an import does to groups, and what that does to rights."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.directory.faults import Refused, Why
from app.directory.layout import File
from app.models import Announcement, AnnouncementTarget, Group, GroupKind, SiteRight
from app.rules.announcements import Severity
from app.rules.audience import Part, group_key, user_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from tests.directory_kit import SMALL, bring_in, group, look, members, person, write
from tests.factories import NOW, make_rubrique

GROUPS, MEMBERSHIPS = SMALL[File.GROUPS], SMALL[File.MEMBERSHIPS]


def test_a_group_that_ends_keeps_its_row(folder: Path, session: Session) -> None:
    latin = group(session, "4LATIN").id
    write(folder, groups=GROUPS[:2], memberships=MEMBERSHIPS[:2])
    assert look(session, folder)["ended_groups"] == ["4LATIN"]
    bring_in(session, folder)
    assert session.get_one(Group, latin).ended_at is not None
    assert members(session, "4LATIN") == set()
    bring_in(session, write(folder))
    assert session.get_one(Group, latin).ended_at is None
    assert members(session, "4LATIN") == {("lou", Part.PUPIL)}


def test_a_group_is_known_by_identifier_name_or_members(folder: Path, session: Session) -> None:
    class_id, latin = group(session, "4B").id, group(session, "4LATIN").id
    write(
        folder,
        groups=[GROUPS[0], "4B;4 Bleue;classe;N4", "LAT2;4LATIN;enseignement;"],
        memberships=[*MEMBERSHIPS[:2], "1;LAT2;eleve"],
    )
    report = look(session, folder)
    assert report["changed_groups"] == [
        {"name": "4B", "fields": [["name", "4B", "4 Bleue"]]},
        {"name": "4LATIN", "fields": [["external_id", "LAT", "LAT2"]]},
    ]
    bring_in(session, folder)
    assert group(session, "4 Bleue").id == class_id
    assert group(session, "4LATIN").id == latin
    write(
        folder,
        groups=[GROUPS[0], "4V;4 Verte;classe;N4", "LAT2;4LATIN;enseignement;"],
        memberships=["1;4V;eleve", "3;4V;professeur", "1;LAT2;eleve"],
    )
    [rename] = look(session, folder)["renames"]
    assert (rename["before"], rename["after"], rename["share"]) == ("4 Bleue", "4 Verte", 100)
    bring_in(session, folder, **{"4V": class_id})
    assert group(session, "4 Verte").id == class_id
    assert members(session, "4 Verte") == {("lou", Part.PUPIL), ("m.estrade", Part.TEACHER)}
    assert look(session, folder)["nothing"]


def test_a_cohort_that_moves_up_is_no_renamed_class(folder: Path, session: Session) -> None:
    write(
        folder,
        groups=[*GROUPS[:1], "N3;Niveau 3e;niveau;", "3B;3B;classe;N3", GROUPS[2]],
        memberships=["1;3B;eleve", "3;3B;professeur", "1;LAT;eleve"],
    )
    report = look(session, folder)
    assert report["renames"] == []
    assert (report["ended_groups"], report["new_groups"]) == (["4B"], ["Niveau 3e", "3B"])


def test_a_free_group_is_not_taken_over(folder: Path, session: Session) -> None:
    session.add(Group(kind=GroupKind.FREE, name="Chorale", sort_key="chorale", external_id="X"))
    session.commit()
    write(folder, groups=[*GROUPS, "X;Chant;enseignement;", "Y;Chorale;enseignement;"])
    with pytest.raises(Refused) as refused:
        look(session, folder)
    assert [fault.why for fault in refused.value.faults] == [Why.NOT_ACADEMIC, Why.NAME_TAKEN]


def test_rights_and_audiences_that_change_are_told(folder: Path, session: Session) -> None:
    teacher, latin = person(session, "3"), group(session, "4LATIN")
    level = group_key(group(session, "Niveau 4e").id, Part.PUPIL)
    make_rubrique(session, grants={user_key(teacher.id): Role.WRITER, level: Role.VISITOR})
    session.add(SiteRight(right=Right.COMPOSE, key=user_key(teacher.id)))
    for ends_at in (NOW + timedelta(days=1), NOW - timedelta(days=1)):
        session.add(
            Announcement(
                severity=Severity.INFO,
                title="Sortie",
                starts_at=NOW - timedelta(days=2),
                ends_at=ends_at,
                created_at=NOW,
                targets=[AnnouncementTarget(key=group_key(latin.id, Part.PARENT))],
            )
        )
    session.commit()
    write(
        folder,
        people=SMALL[File.PEOPLE][:2],
        groups=GROUPS[:2],
        memberships=[MEMBERSHIPS[0]],
    )
    assert look(session, folder)["rights"] == [
        {
            "name": "Marion Estrade",
            "what": "leaves",
            "joining": 0,
            "parting": 1,
            "grants": 1,
            "rights": 1,
        },
        {"name": "Niveau 4e", "what": "changes", "joining": 0, "parting": 1, "grants": 1},
        {"name": "4LATIN", "what": "ends", "joining": 0, "parting": 1, "announcements": 1},
    ]
