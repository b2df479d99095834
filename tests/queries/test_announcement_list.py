"""Where announcements stand, in Python and in SQL; who sees which at work, narrowed and sorted."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Announcement, Person, PersonDuty
from app.queries.announcement_list import (
    AnnouncementFilter,
    Sort,
    count_by_stage,
    read_announcements,
    stages,
)
from app.queries.keyset import Cursor
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus, Severity, Stage, stage_of
from app.rules.audience import Duty, Function, Viewer
from tests.factories import NOW, make_person
from tests.reading_kit import make_announcement

HEAD = Viewer(9_999, frozenset({"duty:head", "members"}))
AROUND = [NOW + timedelta(seconds=seconds) for seconds in (-7200, -1, 0, 1, 7200)]


def test_python_and_sql_agree_on_the_stage(session: Session) -> None:
    for status, start, end, refusal in product(AnnouncementStatus, AROUND, AROUND, (None, "non")):
        if start < end:
            make_announcement(session, status=status, starts_at=start, ends_at=end, refusal=refusal)
    found = session.scalars(select(Announcement)).all()
    expected = {
        one.id: stage_of(one.status, one.starts_at, one.ends_at, one.refusal, NOW) for one in found
    }
    in_sql = {
        id_: stage
        for stage, where in stages(NOW).items()
        for id_ in session.scalars(select(Announcement.id).where(where))
    }
    assert in_sql == expected
    assert set(expected.values()) == set(Stage)
    sent = [stage for stage in expected.values() if stage is not Stage.DRAFT]
    counts = count_by_stage(session, HEAD, AnnouncementFilter(), NOW)
    assert counts == {stage: sent.count(stage) for stage in Stage}


@pytest.fixture
def school(session: Session) -> dict[str, Person]:
    """A head and a teacher, with three announcements."""
    head = make_person(session, Function.DIR, last_name="Castagné")
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    teacher = make_person(session, last_name="Estrade")
    make_announcement(session, "neige", author=head, severity=Severity.ALERT)
    make_announcement(
        session,
        "sortie",
        "group:12/parent",
        "group:12/pupil",
        author=teacher,
        starts_at=NOW + timedelta(days=3),
        ends_at=NOW + timedelta(days=4),
    )
    make_announcement(session, "panne", "profile:teacher", severity=Severity.WARNING)
    return {"head": head, "teacher": teacher}


def titles(session: Session, person: Person, **wanted: object) -> list[str]:
    """Return the titles of the list, the latest start first."""
    page = read_announcements(
        session,
        viewer_of(session, person.id),
        AnnouncementFilter(**wanted),  # type: ignore[arg-type]
        Sort.PERIOD,
        NOW,
        descending=True,
    )
    return [row.title for row in page.rows]


def test_an_author_sees_his_own(session: Session, school: dict[str, Person]) -> None:
    assert titles(session, school["teacher"]) == ["sortie"]
    assert titles(session, school["head"]) == ["sortie", "panne", "neige"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"stage": Stage.SCHEDULED}, ["sortie"]),
        ({"severity": Severity.ALERT}, ["neige"]),
        ({"mine": True}, ["neige"]),
        ({"author": "estrade"}, ["sortie"]),
        ({"targets": frozenset({"group:12/pupil", "group:12/parent"})}, ["sortie"]),
        ({"targets": frozenset()}, []),
    ],
)
def test_the_list_is_narrowed(
    session: Session, school: dict[str, Person], wanted: dict[str, object], expected: list[str]
) -> None:
    assert titles(session, school["head"], **wanted) == expected


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_by_key_follow_each_other(session: Session, sort: Sort, descending: bool) -> None:
    people = [make_person(session, last_name=name) for name in ("Aït", "Vidal")]
    for number in range(120):
        make_announcement(
            session,
            str(number),
            author=(*people, None)[number % 3],
            severity=list(Severity)[number % 3],
            starts_at=NOW + timedelta(hours=number % 7 - 3),
            ends_at=NOW + timedelta(hours=number % 7 - 3, minutes=number + 1),
        )
    found: list[str] = []
    cursor: Cursor | None = None
    while True:
        page = read_announcements(
            session,
            HEAD,
            AnnouncementFilter(),
            sort,
            NOW,
            descending=descending,
            cursor=cursor,
        )
        found += [row.title for row in page.rows]
        if not page.has_next:
            break
        cursor = Cursor(page.rows[-1].key, page.rows[-1].id)
    assert sorted(found, key=int) == [str(number) for number in range(120)]
