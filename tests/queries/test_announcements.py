"""Which announcements reach whom, and in which order."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Announcement, AnnouncementTarget
from app.queries.announcements import (
    announcements_for,
    readable_announcement,
    readable_announcements,
)
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import (
    ANONYMOUS,
    MEMBERS,
    PUBLIC,
    Duty,
    Function,
    Part,
    Profile,
    Viewer,
    Within,
    keys_of,
    reaches,
)
from tests.factories import NOW
from tests.reading_kit import make_announcement

MEMBER = Viewer(7, frozenset({PUBLIC, MEMBERS, "profile:parent", "user:7"}))


def titles(session: Session, viewer: Viewer = MEMBER) -> list[str]:
    """Return what reaches a viewer now, in order."""
    return [one.title for one in session.scalars(announcements_for(viewer, NOW))]


def kept(session: Session, viewer: Viewer = MEMBER) -> list[str]:
    """Return what a viewer may still read, in order."""
    return [one.title for one in session.scalars(readable_announcements(viewer, NOW))]


def test_the_gravest_stands_first_then_the_latest_then_the_first_made(session: Session) -> None:
    early, late = NOW - timedelta(days=2), NOW - timedelta(hours=1)
    make_announcement(session, "ancienne", starts_at=early)
    make_announcement(session, "récente", starts_at=late)
    make_announcement(session, "aussi récente", starts_at=late)
    make_announcement(session, "avertit", severity=Severity.WARNING, starts_at=early)
    make_announcement(session, "alerte", severity=Severity.ALERT, starts_at=early)
    assert titles(session) == ["alerte", "avertit", "récente", "aussi récente", "ancienne"]


@pytest.mark.parametrize("status", AnnouncementStatus)
def test_only_what_is_online_reaches_anybody(session: Session, status: AnnouncementStatus) -> None:
    made = make_announcement(session, "une", status=status)
    expected = ["une"] if status is AnnouncementStatus.ONLINE else []
    assert titles(session) == kept(session) == expected
    assert (session.scalar(readable_announcement(MEMBER, NOW, made.id)) is made) is bool(expected)


def test_it_shows_from_its_start_until_its_end_and_stays_readable_for_two_weeks(
    session: Session,
) -> None:
    one, day = timedelta(microseconds=1), timedelta(days=1)
    make_announcement(session, "commence", starts_at=NOW)
    make_announcement(session, "bientôt", starts_at=NOW + one)
    make_announcement(session, "finit", starts_at=NOW - day, ends_at=NOW + one)
    make_announcement(session, "finie", starts_at=NOW - 2 * day, ends_at=NOW)
    make_announcement(session, "restait", starts_at=NOW - 20 * day, ends_at=NOW - 14 * day + one)
    make_announcement(session, "partie", starts_at=NOW - 20 * day, ends_at=NOW - 14 * day)
    assert titles(session) == ["commence", "finit"]
    assert kept(session) == ["commence", "finit", "finie", "restait"]


def test_it_reaches_no_visitor_whatever_its_targets(session: Session) -> None:
    made = make_announcement(session, "pour tous", PUBLIC, MEMBERS)
    within = Viewer(None, ANONYMOUS.keys, Within(frozenset({MEMBERS}), frozenset({1})))
    for nobody in (ANONYMOUS, within):
        assert titles(session, nobody) == kept(session, nobody) == []
        assert session.scalar(readable_announcement(nobody, NOW, made.id)) is None


def test_two_targets_in_common_show_it_once(session: Session) -> None:
    make_announcement(session, "une", MEMBERS, "profile:parent", "user:7", "profile:pupil")
    assert titles(session) == kept(session) == ["une"]


def test_sql_and_python_agree_on_10_000_pairs(session: Session) -> None:
    """100 people of all kinds and 100 announcements with targets of all kinds, drawn at random."""
    random = Random(6)
    drawn = [_targets(random) for _ in range(100)]
    moments = {"starts_at": NOW - timedelta(days=1), "ends_at": NOW + timedelta(days=1)}
    rows = [
        {"id": id_, "severity": Severity.INFO, "status": AnnouncementStatus.ONLINE}
        | {"title": str(id_), "body": "", "created_at": NOW, **moments}
        for id_ in range(1, 101)
    ]
    session.execute(insert(Announcement), rows)
    session.execute(
        insert(AnnouncementTarget),
        [{"announcement_id": id_, "key": key} for id_, keys in enumerate(drawn, 1) for key in keys],
    )
    reached = 0
    for number in range(1, 101):
        viewer = _viewer(random, number)
        found = set(
            session.scalars(announcements_for(viewer, NOW).with_only_columns(Announcement.id))
        )
        expected = {id_ for id_, keys in enumerate(drawn, 1) if reaches(keys, viewer)}
        assert found == expected, viewer
        reached += len(expected)
    assert 500 < reached < 9_500
    assert len(session.scalars(select(Announcement.id)).all()) == 100


def _viewer(random: Random, number: int) -> Viewer:
    functions = random.sample(list(Function), random.choice((0, 1, 1, 2)))
    duties = random.sample(list(Duty), random.choice((0, 0, 1)))
    parts = [
        (random.randrange(1, 12), random.choice(list(Part))) for _ in range(random.randrange(6))
    ]
    return Viewer(number, keys_of(number, functions, duties, parts, active=random.random() > 0.05))


def _targets(random: Random) -> set[str]:
    """Draw one to four keys, also of groups and people that look alike (1, 11, 111)."""
    kinds = (
        lambda: f"profile:{random.choice(list(Profile))}",
        lambda: f"function:{random.choice(list(Function))}",
        lambda: f"duty:{random.choice(list(Duty))}",
        lambda: f"user:{random.randrange(1, 112)}",
        lambda: f"group:{random.randrange(1, 112)}/{random.choice(list(Part))}",
        lambda: f"group:{random.randrange(1, 12)}/{random.choice(list(Part))}",
        lambda: MEMBERS if random.random() < 0.1 else "user:1",
    )
    return {random.choice(kinds)() for _ in range(random.randrange(1, 5))}
