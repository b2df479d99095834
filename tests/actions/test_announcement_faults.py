"""A fault at any statement of what is done to an announcement leaves all as it was."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.announcements import (
    create_announcement,
    delete_announcement,
    reuse_announcement,
)
from app.models import Announcement, LogEntry, Media, MediaUse, Slot
from app.queries.used_files import UsedFile
from tests.announcement_kit import School, make_school
from tests.faults import statements_survived
from tests.web.files_kit import make_media

FEWEST = 3
"""An UPDATE or INSERT, a line in the journal, the commit."""


def teacher(school: School) -> int:
    return school.people["teacher"].id


def newest(school: School) -> Announcement:
    return school.session.scalars(select(Announcement).order_by(Announcement.id.desc())).first()  # type: ignore[return-value]


def moves(*names: str) -> Callable[[School], None]:
    """Return the moves that some people make one after the other, as "person move"."""

    def make(school: School) -> None:
        for name in names:
            person, move = name.split()
            school.move(person, newest(school), move, "Trop long.")

    return make


def create(school: School) -> None:
    files = frozenset({UsedFile(school.session.scalars(select(Media.id)).one(), Slot.ATTACHMENT)})
    text = school.text(title="Avec un plan", files=files)
    create_announcement(school.session, school.now, teacher(school), text)


def change(school: School) -> None:
    school.change("teacher", newest(school), title="Autrement dit")


def reuse(school: School) -> None:
    work = school.work("teacher", newest(school))
    assert work is not None
    reuse_announcement(school.session, school.now, teacher(school), work)


def delete(school: School) -> None:
    found = newest(school)
    work = school.work("teacher", found)
    assert work is not None
    delete_announcement(
        school.session, school.now, teacher(school), work, seen_version=found.version
    )


@pytest.mark.parametrize(
    ("before", "action"),
    [
        (moves(), create),
        (moves(), change),
        (moves(), delete),
        (moves(), reuse),
        (moves(), moves("teacher submit")),
        (moves("teacher submit"), moves("teacher withdraw")),
        (moves("teacher submit"), moves("head approve")),
        (moves("teacher submit"), moves("head refuse")),
        (moves("teacher submit", "head approve"), moves("teacher end")),
    ],
)
def test_a_fault_leaves_nothing_half_done(
    session: Session, before: Callable[[School], None], action: Callable[[School], None]
) -> None:
    school = make_school(session)
    school.draft("teacher", "members")
    make_media(session)
    before(school)
    session.commit()
    logged = session.scalar(select(func.count()).select_from(LogEntry))
    assert statements_survived(session, lambda: action(school)) >= FEWEST
    assert session.scalar(select(func.count()).select_from(LogEntry)) == (logged or 0) + 1
    if action is create:
        assert session.scalar(select(func.count()).select_from(MediaUse)) == 1
