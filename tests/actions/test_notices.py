"""Who is told of what happens to an article."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Job, Notice, PersonDuty
from app.rules.audience import Duty
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_person, make_rubrique


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    return make_newsroom(session)


def test_moderators_are_the_nearest_and_never_administrators(session: Session) -> None:
    head = make_person(session, last_name="Castagné")
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    above = make_rubrique(session, "CDI")
    newsroom = make_newsroom(session, parent=above)
    for name in ("moderator", "manager"):
        newsroom.people[name].left_at = NOW
    admin = newsroom.people["publisher"]
    admin.duties.append(PersonDuty(duty=Duty.ADMIN))
    session.flush()
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    told = session.scalars(select(Notice.person_id)).all()
    assert told == [head.id]


def test_mail_is_left_to_jobs_for_who_wants_it_at_once(newsroom: Newsroom) -> None:
    newsroom.people["moderator"].email = "moderation@example.org"
    newsroom.session.flush()
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    [job] = newsroom.session.scalars(select(Job)).all()
    notice = newsroom.session.get_one(Notice, job.arguments["notice_id"])
    assert notice.person_id == newsroom.people["moderator"].id


def test_nobody_is_told_of_what_a_moderator_deletes(newsroom: Newsroom) -> None:
    article = newsroom.write("moderator")
    newsroom.make("moderator", article, "publish")
    newsroom.make("moderator", article, "trash")
    assert newsroom.notices("manager") == []
