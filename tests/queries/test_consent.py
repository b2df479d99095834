"""What ends with a consent, in Python and in SQL."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Media, MediaKind
from app.queries.consent import ended_among, shown_media
from app.rules.consent import day_in_paris, is_over
from tests.factories import NOW
from tests.media_kit import make_file

TODAY = date(2026, 3, 24)
DAYS = [None, date(1999, 12, 31), *(TODAY + timedelta(days=days) for days in range(-2, 3))]


def test_the_rule_and_the_query_agree(app: Flask, session: Session) -> None:
    kinds = [kind for kind in MediaKind if kind is not MediaKind.PICTURE]
    files = [
        make_file(app, session, kind, ends_on=ends_on, shows_people=people, in_collection=shared)
        for kind, ends_on, people, shared in product(
            kinds, DAYS, (None, True, False), (True, False)
        )
    ]
    for today in (TODAY + timedelta(days=days) for days in range(-3, 4)):
        found = set(session.scalars(select(Media.id).where(shown_media(today))))
        assert found == {one.id for one in files if not is_over(one.consent_ends_on, today)}


@pytest.mark.parametrize(
    ("moment", "ended"),
    [
        (datetime(2026, 3, 24, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 24, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 24, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 24, 22, 0, tzinfo=UTC), True),
    ],
)
def test_a_consent_ends_at_midnight_in_paris(
    app: Flask, session: Session, moment: datetime, ended: bool
) -> None:
    last = date(2026, 3, 24) if moment.month == 3 else date(2026, 7, 24)
    media = make_file(app, session, MediaKind.AUDIO, "La chorale", last)
    assert ended_among(session, [media.id], moment) == ({media.id: "La chorale"} if ended else {})
    assert is_over(last, day_in_paris(moment)) is ended


def test_no_file_costs_no_query(session: Session) -> None:
    assert ended_among(session, [], NOW) == {}
