"""An import is no way past what protects the head, the administrators and what they hold."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.directory.faults import Fault, Refused, Why
from app.directory.layout import File
from app.models import PersonDuty, SiteRight
from app.queries.directory_comparison import compared
from app.queries.viewers import viewer_of
from app.rules.audience import Duty, Function, Part, group_key, user_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.directory_kit import SMALL, bring_in, group, look, person, read, write
from tests.factories import NOW, make_person, make_rubrique

HEAD, KEEPER = "4;h.castagne;Castagné;Hélène;DIR;;", "5;p.nougaro;Nougaro;Paul;EVS;;"
PEOPLE = [*SMALL[File.PEOPLE], HEAD, KEEPER]
MEMBERSHIPS, GUARDIANS = SMALL[File.MEMBERSHIPS], SMALL[File.GUARDIANS]
ESTRADE = PEOPLE[2]


@pytest.fixture
def school(session: Session, tmp_path: Path) -> Path:
    """A directory with a head, and with somebody who has the right on the directory alone."""
    bring_in(session, write(tmp_path, people=PEOPLE))
    session.add(PersonDuty(person_id=person(session, "4").id, duty=Duty.HEAD))
    keeper = user_key(person(session, "5").id)
    session.add(SiteRight(right=Right.DIRECTORY, key=keeper))
    session.commit()
    return tmp_path


def without(*left_out: str) -> list[str]:
    return [line for line in PEOPLE if line not in left_out]


def changed(line: str, before: str, after: str) -> list[str]:
    assert before in line
    return [one.replace(before, after) if one == line else one for one in PEOPLE]


def faults(session: Session, folder: Path, external_id: str = "5") -> list[Fault]:
    """Return why somebody may not bring the files in; none when he may."""
    importer = viewer_of(session, person(session, external_id).id)
    try:
        compared(session, read(folder), importer, {})
    except Refused as refused:
        return refused.faults
    return []


def whys(found: Iterable[Fault]) -> list[tuple[Why, int | None, str]]:
    return [(one.why, one.line, one.column) for one in found]


@pytest.mark.parametrize(
    ("duty", "why"), [(Duty.HEAD, Why.LAST_HEAD), (Duty.ADMIN, Why.LAST_ADMIN)]
)
def test_the_last_of_the_highest_stays_whoever_imports(
    school: Path, session: Session, duty: Duty, why: Why
) -> None:
    """Also when the machine's administrator imports, and when another one has no way in."""
    other = make_person(session)
    other.suspended_at = NOW
    session.add(PersonDuty(person_id=other.id, duty=duty))
    if duty is Duty.ADMIN:
        session.add(PersonDuty(person_id=person(session, "4").id, duty=duty))
        session.add(PersonDuty(person_id=make_person(session).id, duty=Duty.HEAD))
    session.flush()
    write(school, people=without(HEAD))
    with pytest.raises(Refused) as refused:
        look(session, school)
    assert [(one.why, one.value) for one in refused.value.faults] == [(why, "Hélène Castagné")]
    other.suspended_at = None
    session.flush()
    assert look(session, school)["counts"]["leaving"] == 1


def test_who_may_do_more_neither_leaves_nor_changes(school: Path, session: Session) -> None:
    session.add(PersonDuty(person_id=make_person(session).id, duty=Duty.HEAD))
    session.flush()
    write(school, people=without(HEAD))
    assert whys(faults(session, school)) == [(Why.GUARDED_LEAVES, None, "")]
    assert look(session, school)["counts"]["leaving"] == 1
    write(school, people=changed(HEAD, "h.castagne", "mine"))
    assert whys(faults(session, school)) == [(Why.GUARDED_CHANGES, 5, "connexion")]
    write(school, people=changed(HEAD, "DIR", "ETA"))
    assert whys(faults(session, school)) == [(Why.GUARDED_CHANGES, 5, "fonctions")]
    assert faults(session, school, "4") == []
    write(school, people=changed(HEAD, "Castagné", "Castagné-Pey"))
    assert faults(session, school) == []


def test_who_has_a_right_that_the_importer_lacks_is_guarded(school: Path, session: Session) -> None:
    key = user_key(person(session, "3").id)
    write(school, people=changed(ESTRADE, "m.estrade", "mine"))
    assert faults(session, school) == []
    session.add(SiteRight(right=Right.COMPOSE, key=key))
    session.flush()
    assert whys(faults(session, school)) == [(Why.GUARDED_CHANGES, 4, "connexion")]
    write(school, people=without(ESTRADE), memberships=["1;4B;eleve", "1;LAT;eleve"])
    assert whys(faults(session, school)) == [(Why.GUARDED_LEAVES, None, "")]


def test_who_had_left_comes_back_with_what_waits_for_him_by_the_highest_only(
    school: Path, session: Session
) -> None:
    at_work = ["1;4B;eleve", "1;LAT;eleve"]
    bring_in(session, write(school, people=without(ESTRADE), memberships=at_work))
    write(school, people=PEOPLE)
    assert faults(session, school) == []
    session.add(SiteRight(right=Right.COMPOSE, key=user_key(person(session, "3").id)))
    session.flush()
    assert whys(faults(session, school)) == [(Why.GUARDED_CHANGES, 4, "identifiant")]


def test_nobody_gives_himself_a_function(school: Path, session: Session) -> None:
    write(school, people=changed(KEEPER, "EVS", "EVS DIR ETA"))
    assert whys(faults(session, school)) == [(Why.YOURSELF_MORE, 6, "fonctions")]
    assert faults(session, school, "4") == []


@pytest.mark.parametrize("key", ["function:DOC", "profile:teacher"])
def test_nobody_gets_a_function_that_opens_more(school: Path, session: Session, key: str) -> None:
    mother = PEOPLE[1]
    write(school, people=changed(mother, "TUT", "TUT DOC"))
    assert faults(session, school) == []
    make_rubrique(session, visibility=Visibility.PUBLIC, grants={key: Role.VISITOR})
    session.flush()
    assert faults(session, school) == []
    private = make_rubrique(session, visibility=Visibility.PRIVATE, grants={key: Role.VISITOR})
    session.flush()
    assert whys(faults(session, school)) == [(Why.GIVES_MORE, 3, "fonctions")]
    new = [*PEOPLE, "6;;Ferrer;Lucía;DOC;;"]
    write(school, people=new)
    assert faults(session, school) == []
    private.grants[0].role = Role.MODERATOR
    session.flush()
    assert whys(faults(session, school)) == [(Why.GIVES_MORE, 7, "fonctions")]
    private.grants[0].role = Role.WRITER
    session.add(SiteRight(right=Right.ANNOUNCE, key=key))
    session.flush()
    assert whys(faults(session, school)) == [(Why.GIVES_MORE, 7, "fonctions")]
    assert faults(session, school, "4") == []


def test_nobody_comes_by_groups_to_what_the_importer_lacks(school: Path, session: Session) -> None:
    level = group_key(group(session, "Niveau 4e").id, Part.TEACHER)
    own = write(school, people=PEOPLE, memberships=[*MEMBERSHIPS, "5;4B;professeur"])
    assert faults(session, own) == []
    make_rubrique(session, visibility=Visibility.PRIVATE, grants={level: Role.VISITOR})
    session.flush()
    assert whys(faults(session, own)) == [(Why.YOURSELF_JOINS, None, "groupe")]
    another = write(school, people=PEOPLE, memberships=[*MEMBERSHIPS, "4;4B;professeur"])
    assert faults(session, another) == []
    session.add(SiteRight(right=Right.COMPOSE, key=level))
    session.flush()
    assert Why.GROUP_GIVES_MORE in {one.why for one in faults(session, another)}
    assert faults(session, another, "4") == []


def test_nobody_makes_himself_a_guardian(school: Path, session: Session) -> None:
    write(school, people=PEOPLE, guardians=[*GUARDIANS, "5;1;accompagnant"])
    assert whys(faults(session, school)) == [(Why.YOURSELF_TIED, None, "eleve")]
    assert faults(session, school, "4") == []


def test_who_has_no_account_any_more_does_nothing_special(school: Path, session: Session) -> None:
    importer = make_person(session, Function.DIR)
    assert viewer_of(session, importer.id).person_id
    write(school, people=changed(HEAD, "h.castagne", "mine"))
    with pytest.raises(Refused):
        compared(session, read(school), viewer_of(session, 999_999), {})
