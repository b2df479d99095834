"""Who left is erased after three months, announcements go after two years, requests after one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.purge import Moments, purge_announcements, purge_people, purge_traces
from app.models import (
    Announcement,
    AnnouncementReading,
    Article,
    DataRequest,
    DataRequestKind,
    LogEntry,
    Notice,
    NoticeKind,
    Person,
)
from app.rules.announcements import Severity
from tests.factories import NOW, make_article, make_person, make_rubrique

REAL = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MOMENTS = Moments(school=NOW, real=REAL)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
LEFT = datetime(2025, 12, 24, 9, 0, tzinfo=UTC)
"""Three months before the school's moment."""


@pytest.mark.parametrize(
    ("left_at", "moments", "goes"),
    [
        (LEFT, MOMENTS, True),
        (LEFT + SECOND, MOMENTS, False),
        (LEFT, Moments(school=NOW - DAY, real=REAL), False),  # the clock was set back
        (LEFT, Moments(school=REAL, real=NOW - DAY), False),
        (LEFT - 400 * DAY, MOMENTS, True),  # jobs were missed
        (None, MOMENTS, False),
    ],
)
def test_a_departed_account_is_erased_in_time(
    session: Session, left_at: datetime | None, moments: Moments, goes: bool
) -> None:
    person, other = make_person(session), make_person(session)
    person.left_at = left_at
    article = make_article(session, make_rubrique(session), author=person)
    session.flush()
    ids = person.id, other.id, article.id
    assert purge_people(session, moments) == int(goes)
    assert purge_people(session, moments) == 0
    assert (session.get(Person, ids[0]) is None) is goes
    assert session.get(Person, ids[1]) is not None
    assert session.get_one(Article, ids[2]).author_id == (None if goes else ids[0])
    lines = session.scalars(select(LogEntry)).all()
    assert [(one.action, one.actor_id, one.subject_id) for one in lines] == (
        [("erase", None, ids[0])] if goes else []
    )


def test_an_announcement_goes_with_what_was_kept_of_its_readers(session: Session) -> None:
    reader = make_person(session)
    two_years_ago = datetime(2024, 3, 24, 9, 0, tzinfo=UTC)
    for ends_at in (two_years_ago, two_years_ago + SECOND):
        made = Announcement(
            severity=Severity.INFO, title="Sortie", starts_at=ends_at - DAY, ends_at=ends_at,
            created_at=ends_at - DAY,
        )  # fmt: skip
        session.add(made)
        session.flush()
        session.add_all(
            [
                AnnouncementReading(announcement_id=made.id, person_id=reader.id, seen_at=ends_at),
                Notice(person_id=reader.id, kind=NoticeKind.ANNOUNCED, announcement_id=made.id,
                       at=NOW),
            ]
        )  # fmt: skip
    session.flush()
    kept = made.id
    while purge_announcements(session, MOMENTS):
        session.flush()
    assert session.scalars(select(Announcement.id)).all() == [kept]
    assert session.scalars(select(AnnouncementReading.announcement_id)).all() == [kept]
    assert session.scalars(select(Notice.announcement_id)).all() == [kept]


def test_requests_go_a_year_after_their_answer(session: Session) -> None:
    person = make_person(session)
    year_ago = REAL.replace(year=2025)
    for answered_at in (year_ago, year_ago + SECOND, None):
        session.add(
            DataRequest(
                person_id=person.id, kind=DataRequestKind.CORRECTION, text="Mon nom",
                created_at=year_ago - DAY, answered_at=answered_at,
                answer=None if answered_at is None else "Fait.",
            )
        )  # fmt: skip
    session.flush()
    purge_traces(session, MOMENTS)
    left = set(session.scalars(select(DataRequest.answered_at)))
    assert left == {year_ago + SECOND, None}
