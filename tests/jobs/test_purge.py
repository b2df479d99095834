"""What has been kept for as long as it may goes, neither early nor twice, and nothing else does."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.jobs import enqueue
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import (
    Article,
    Event,
    EventSeries,
    Grant,
    LogEntry,
    NewestText,
    Notice,
    NoticeKind,
    Revision,
    Rubrique,
    SearchDocument,
)
from app.rules.repeating import Repeats
from app.rules.roles import Role
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.jobs.conftest import Purge, trashed

DAY = timedelta(days=1)


def count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_trash_is_kept_for_90_days(session: Session, purge: Purge) -> None:
    rubrique = make_rubrique(session)
    article = trashed(session, rubrique, NOW - 90 * DAY)
    make_article(session, rubrique, "Autre")
    notice = Notice(
        person_id=make_person(session).id, kind=NoticeKind.REFUSED, article_id=article.id, at=NOW
    )
    session.add(notice)
    article_id = article.id
    session.commit()
    purge(NOW - timedelta(seconds=1))
    assert count(session, Article) == 2, "not early"
    purge(NOW)
    purge(NOW)
    assert count(session, Article) == 1
    for table in (Revision, SearchDocument, NewestText):
        assert count(session, table) == 1, table
    assert count(session, Notice) == 0
    lines = session.scalars(select(LogEntry)).all()
    assert [(one.action, one.subject, one.subject_id) for one in lines] == [
        ("purge", "article", article_id)
    ], "once, and without its title"


def test_nothing_new_takes_the_place_of_what_was_purged(session: Session, purge: Purge) -> None:
    """Addresses and the journal know things by their ids: the old would be told of the new."""
    rubrique = make_rubrique(session, "Club")
    article = trashed(session, rubrique, NOW - 95 * DAY)
    rubrique.trashed_at = NOW - 95 * DAY
    gone = rubrique.id, article.id
    session.commit()
    purge(NOW)
    assert (count(session, Rubrique), count(session, Article)) == (0, 0)
    other = make_rubrique(session, "Conseil")
    assert other.id > gone[0]
    assert make_article(session, other).id > gone[1]


def test_what_was_restored_is_not_purged(session: Session, purge: Purge) -> None:
    article = trashed(session, make_rubrique(session), NOW - 100 * DAY)
    article.status, article.trashed_at, article.former_status = Status.DRAFT, None, None
    session.commit()
    purge(NOW)
    assert count(session, Article) == 1


def test_a_clock_set_back_and_a_missed_day_change_nothing(session: Session, purge: Purge) -> None:
    rubrique = make_rubrique(session)
    trashed(session, rubrique, NOW - 95 * DAY, "Cinq jours de retard")
    trashed(session, rubrique, NOW - 80 * DAY, "Encore dix jours")
    trashed(session, rubrique, NOW + 300 * DAY, "Mis à la corbeille par une horloge en avance")
    session.commit()
    purge(NOW - 400 * DAY)
    assert count(session, Article) == 3
    purge(NOW)
    assert count(session, Article) == 2
    purge(NOW + 5 * DAY)
    assert count(session, Article) == 2
    purge(NOW + 10 * DAY)
    assert count(session, Article) == 1


def test_a_rubrique_goes_with_all_that_is_below_it(session: Session, purge: Purge) -> None:
    top = make_rubrique(session, "Projet", grants={"profile:teacher": Role.WRITER})
    middle = make_rubrique(session, "Étape", parent=top)
    leaf = make_rubrique(session, "Détail", parent=middle)
    other = make_rubrique(session, "Autre")
    top.trashed_at = NOW - 90 * DAY
    leaf.trashed_at = NOW - 10 * DAY
    other.trashed_at = NOW - 89 * DAY
    for rubrique, status in ((top, Status.ONLINE), (leaf, Status.DRAFT), (other, Status.PENDING)):
        make_article(session, rubrique, status=status)
    for rubrique in (middle, other):
        session.add(
            Event(
                rubrique_id=rubrique.id,
                title="Sortie",
                starts_at=NOW,
                ends_at=NOW + DAY,
                changed_at=NOW,
            )
        )
    other_id = other.id
    session.commit()
    purge(NOW - DAY)
    assert count(session, Rubrique) == 4
    purge(NOW)
    assert session.scalars(select(Rubrique.id)).all() == [other_id]
    assert session.scalars(select(Article.rubrique_id)).all() == [other_id]
    assert session.scalars(select(Event.rubrique_id)).all() == [other_id]
    assert count(session, Grant) == 0


def test_an_event_goes_after_its_time_in_the_trash_and_an_empty_series_with_it(
    session: Session, purge: Purge
) -> None:
    rubrique = make_rubrique(session)
    series = EventSeries(repeats=Repeats.WEEKLY, until=NOW.date())
    session.add(series)
    session.flush()
    for days in (89, 90):
        session.add(
            Event(
                rubrique_id=rubrique.id,
                series_id=series.id,
                title=f"{days} jours",
                status=Status.TRASHED,
                trashed_at=NOW - days * DAY,
                starts_at=NOW,
                ends_at=NOW + DAY,
                changed_at=NOW,
            )
        )
    session.commit()
    purge(NOW)
    assert session.scalars(select(Event.title)).all() == ["89 jours"]
    assert count(session, EventSeries) == 1
    purge(NOW + DAY)
    assert (count(session, Event), count(session, EventSeries)) == (0, 0)
    logged = select(LogEntry.action).where(LogEntry.subject == "event")
    assert session.scalars(logged).all() == ["purge", "purge"]


def test_a_purge_cut_short_goes_on(app: Flask, session: Session, purge: Purge) -> None:
    rubrique = make_rubrique(session)
    for _ in range(90):
        trashed(session, rubrique, NOW - 91 * DAY)
    enqueue(session, "purge", day="today")
    session.commit()
    with app.app_context():
        assert run_due(HANDLERS, lambda: True)
    left = count(session, Article)
    assert 0 < left < 90, "one chunk is done"
    db.session.rollback()
    purge(NOW)
    assert count(session, Article) == 0
    assert count(session, LogEntry) == 90
