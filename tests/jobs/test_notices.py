"""Who is told what by mail, at once or once a day; whom it no longer concerns is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.actions.notices import mark_read, notify
from app.extensions import db
from app.models import Article, Job, JobState, MailChoice, Notice, NoticeKind, Person, Rubrique
from app.queries.notices import count_unread, latest_notices
from app.queries.viewers import viewer_of
from app.rules.roles import Role
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.jobs.conftest import Drain, make_due, the_job
from tests.mail_server import MailServer


@dataclass
class Newsroom:
    """A writer, a moderator and what the one has submitted to the other."""

    rubrique: Rubrique
    writer: Person
    moderator: Person
    article: Article


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    writer = make_person(session, first_name="Lou", last_name="Dubosc")
    moderator = make_person(session, first_name="Inès", last_name="Courtade")
    writer.email, moderator.email = "lou@a.example", "ines@a.example"
    grants = {f"user:{writer.id}": Role.WRITER, f"user:{moderator.id}": Role.MODERATOR}
    rubrique = make_rubrique(session, "La Gazette", grants=grants)
    article = make_article(session, rubrique, "Le potager", author=writer, status=Status.PENDING)
    session.commit()
    return Newsroom(rubrique, writer, moderator, article)


def tell(session: Session, newsroom: Newsroom, kind: NoticeKind, text: str = "") -> None:
    reader, actor = newsroom.moderator, newsroom.writer
    if kind in (NoticeKind.APPROVED, NoticeKind.REFUSED):
        reader, actor = actor, reader
    article_id = newsroom.article.id
    notify(session, NOW, kind, [reader.id], article_id=article_id, actor_id=actor.id, text=text)
    session.commit()


@pytest.mark.parametrize(
    ("kind", "reader", "subject", "words", "link"),
    [
        (
            NoticeKind.SUBMITTED,
            "ines@a.example",
            "À valider : « Le potager »",
            "Lou Dubosc soumet « Le potager » dans la rubrique « La Gazette ».",
            "https://college.example/publication/a-valider",
        ),
        (
            NoticeKind.APPROVED,
            "lou@a.example",
            "Validé : « Le potager »",
            "Inès Courtade a validé « Le potager »",
            "https://college.example/publication/articles/{id}",
        ),
        (
            NoticeKind.REFUSED,
            "lou@a.example",
            "À reprendre : « Le potager »",
            "Il manque la date.",
            "https://college.example/publication/articles/{id}",
        ),
        (
            NoticeKind.TRASHED_BY_WRITER,
            "ines@a.example",
            "Mis à la corbeille par son auteur : « Le potager »",
            "Lou Dubosc",
            "https://college.example/publication/articles/{id}",
        ),
    ],
)
def test_a_notice_comes_by_mail(
    session: Session,
    newsroom: Newsroom,
    mails: MailServer,
    drain: Drain,
    kind: NoticeKind,
    reader: str,
    subject: str,
    words: str,
    link: str,
) -> None:
    tell(session, newsroom, kind, text="Il manque la date.")
    drain()
    [(readers, message)] = mails.received
    text = " ".join(message.get_content().split())
    assert readers == [reader]
    assert message["Subject"].replace("\xa0", " ") == subject
    assert words in text.replace("\xa0", " ")
    assert link.format(id=newsroom.article.id) in text
    assert session.scalars(select(Notice.mailed_at)).one() is not None
    assert drain() == 0


def read_it(session: Session, newsroom: Newsroom) -> None:
    mark_read(session, newsroom.moderator.id, NOW)


def leave_school(session: Session, newsroom: Newsroom) -> None:
    newsroom.moderator.left_at = NOW


def want_none(session: Session, newsroom: Newsroom) -> None:
    newsroom.moderator.mail_choice = MailChoice.NONE


def lose_the_role(session: Session, newsroom: Newsroom) -> None:
    newsroom.rubrique.grants = [
        one for one in newsroom.rubrique.grants if one.role is not Role.MODERATOR
    ]


def be_decided(session: Session, newsroom: Newsroom) -> None:
    newsroom.article.waiting_since = None


def go_out(session: Session, newsroom: Newsroom) -> None:
    session.scalars(select(Notice)).one().mailed_at = NOW


def disappear(session: Session, newsroom: Newsroom) -> None:
    session.delete(session.scalars(select(Notice)).one())


@pytest.mark.parametrize(
    "happens",
    [
        read_it,
        leave_school,
        want_none,
        lose_the_role,
        be_decided,
        go_out,
        disappear,
    ],
)
def test_a_mail_that_has_become_pointless_is_not_sent(
    session: Session,
    newsroom: Newsroom,
    mails: MailServer,
    drain: Drain,
    happens: Callable[[Session, Newsroom], None],
) -> None:
    tell(session, newsroom, NoticeKind.SUBMITTED)
    happens(session, newsroom)
    session.commit()
    assert drain() == 1
    assert mails.received == []
    assert the_job("mail_notice").state is JobState.DONE


def test_a_notice_waits_for_a_server_in_trouble(
    session: Session, newsroom: Newsroom, mails: MailServer, drain: Drain
) -> None:
    mails.behaviour = "later"
    tell(session, newsroom, NoticeKind.SUBMITTED)
    drain()
    session.rollback()
    assert session.scalars(select(Notice.mailed_at)).one() is None
    mails.behaviour = "accept"
    make_due(the_job("mail_notice").id)
    drain()
    assert len(mails.received) == 1


def test_who_chose_none_is_told_in_the_application_only(
    session: Session, newsroom: Newsroom, mails: MailServer, drain: Drain
) -> None:
    newsroom.moderator.mail_choice = MailChoice.NONE
    tell(session, newsroom, NoticeKind.SUBMITTED)
    enqueue(session, "digest", day="2026-03-24")
    drain()
    assert mails.received == []
    assert count_unread(session, newsroom.moderator.id) == 1


def test_the_mail_of_the_day_holds_all_that_is_unread(
    session: Session, newsroom: Newsroom, mails: MailServer, drain: Drain
) -> None:
    newsroom.moderator.mail_choice = MailChoice.DAILY
    for _ in range(3):
        tell(session, newsroom, NoticeKind.SUBMITTED)
    first = session.scalars(select(Notice).order_by(Notice.id)).first()
    assert first is not None
    mark_read(session, newsroom.moderator.id, NOW, [first.id])
    session.commit()
    assert drain() == 0
    for _ in range(2):
        enqueue(session, "digest", unique_key="digest 2026-03-24", day="2026-03-24")
        drain()
    [(readers, message)] = mails.received
    assert readers == ["ines@a.example"]
    assert message.get_content().count("Le potager") == 2
    enqueue(session, "digest", unique_key="digest 2026-03-25", day="2026-03-25")
    drain()
    assert len(mails.received) == 1, "nothing new, no mail"


def test_two_people_with_one_mail_a_day_have_a_job_each(
    session: Session, newsroom: Newsroom, mails: MailServer, drain: Drain
) -> None:
    """A mail that the server refuses keeps nobody else's back."""
    newsroom.moderator.mail_choice = newsroom.writer.mail_choice = MailChoice.DAILY
    newsroom.moderator.email = "not an address"
    tell(session, newsroom, NoticeKind.SUBMITTED)
    tell(session, newsroom, NoticeKind.APPROVED)
    enqueue(session, "digest", day="2026-03-24")
    drain()
    assert [readers for readers, _ in mails.received] == [["lou@a.example"]]
    kinds = db.session.execute(select(Job.state).where(Job.kind == "digest_person")).scalars()
    assert sorted(kinds) == [JobState.DONE, JobState.FAILED]


def test_notices_are_listed_and_read(session: Session, newsroom: Newsroom) -> None:
    for hours in range(25):
        notify(
            session,
            NOW - timedelta(hours=hours),
            NoticeKind.SUBMITTED,
            [newsroom.moderator.id, newsroom.writer.id],
            article_id=newsroom.article.id,
            actor_id=newsroom.writer.id,
        )
    viewer = viewer_of(session, newsroom.moderator.id)
    latest = latest_notices(session, viewer, {newsroom.rubrique.id: Role.MODERATOR})
    assert len(latest) == 20
    assert (latest[0].at, latest[0].title, latest[0].actor) == (NOW, "Le potager", "Lou Dubosc")
    assert count_unread(session, newsroom.writer.id) == 0, "nobody is told what he did himself"
    mark_read(session, newsroom.writer.id, NOW, [line.id for line in latest])
    assert count_unread(session, newsroom.moderator.id) == 25, "those of others stay unread"
    mark_read(session, newsroom.moderator.id, NOW, [line.id for line in latest])
    assert count_unread(session, newsroom.moderator.id) == 5
    mark_read(session, newsroom.moderator.id, datetime.now(UTC))
    assert count_unread(session, newsroom.moderator.id) == 0
