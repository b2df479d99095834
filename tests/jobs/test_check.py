"""What is online is checked soon after, and everything again each night."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.actions.checks import CHECK_ALL_JOB, ask_for_all, ask_for_check
from app.actions.jobs import enqueue
from app.actions.library import describe_media
from app.actions.rubriques import change_rubrique, settings_of
from app.jobs import check
from app.models import Article, CheckedText, Grant, Job, Media, Person, Revision, Slot
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.text.kinds import Kind
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_article, make_rubrique
from tests.jobs.conftest import Drain
from tests.media_kit import make_picture, use_file

FAULTY = '<h3>Loin</h3><p><a href="/x">cliquez ici</a> <a href="/y">ici</a></p>'


@pytest.fixture
def newsroom(session: Session, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_newsroom(session)


def found(session: Session, article: Article) -> CheckedText | None:
    session.rollback()
    one = session.get_one(Article, article.id, populate_existing=True)
    return session.get(CheckedText, one.online_revision_id, populate_existing=True)


def number_of_jobs(session: Session, kind: str = "check") -> int:
    return session.scalar(select(func.count()).where(Job.kind == kind, Job.state == "waiting")) or 0


def test_a_text_that_goes_online_is_checked_after(newsroom: Newsroom, drain: Drain) -> None:
    article = newsroom.write("publisher", "Le cross", FAULTY)
    newsroom.make("publisher", article, "publish")
    assert number_of_jobs(newsroom.session) == 1
    drain()
    row = found(newsroom.session, article)
    assert row is not None
    assert (row.blocks, row.warns, row.advises) == (0, 3, 0)
    assert row.checked_at == NOW
    [vague] = [one for one in row.findings if one["kind"] == Kind.VAGUE_LINK]
    assert vague == {
        "kind": "vague_link",
        "gravity": "warns",
        "count": 2,
        "places": ["cliquez ici", "ici"],
    }


def test_what_is_said_of_a_file_is_looked_at_where_it_is_online(
    app: Flask, newsroom: Newsroom, drain: Drain
) -> None:
    session, moderator = newsroom.session, newsroom.people["moderator"].id
    media = make_picture(app, session)
    article, draft = newsroom.write("moderator"), newsroom.write("moderator")
    for one in (article, draft):
        use_file(session, media, Slot.BODY, revision_id=one.newest_revision_id)
    newsroom.make("moderator", article, "publish")
    drain()
    row = found(session, article)
    assert row is not None
    assert row.blocks == 0
    media = session.get_one(Media, media.id)
    describe_media(session, NOW, moderator, media, {"shows_people": True})
    session.commit()
    assert number_of_jobs(session) == 1
    drain()
    row = found(session, article)
    assert row is not None
    assert (row.blocks, row.findings[0]["kind"]) == (1, Kind.CONSENT_MISSING)
    newsroom.make("moderator", session.get_one(Article, article.id), "unpublish")
    session.commit()
    drain()
    describe_media(session, NOW, moderator, session.get_one(Media, media.id), {"credit": "x"})
    session.commit()
    assert number_of_jobs(session) == 0


def test_a_transaction_that_fails_leaves_no_job(newsroom: Newsroom) -> None:
    newsroom.session.commit()
    article = newsroom.write("publisher", "Le cross", FAULTY)
    newsroom.make("publisher", article, "publish")
    newsroom.session.rollback()
    assert number_of_jobs(newsroom.session) == 0


def test_many_that_go_online_share_a_job(newsroom: Newsroom, drain: Drain) -> None:
    articles = [newsroom.write("publisher", f"Le cross {n}", FAULTY) for n in range(3)]
    for article in articles:
        newsroom.make("publisher", article, "publish")
    assert number_of_jobs(newsroom.session) == 1
    drain()
    assert all(found(newsroom.session, article) for article in articles)


def test_a_rubrique_that_turns_private_is_looked_at_again(
    app: Flask, newsroom: Newsroom, drain: Drain
) -> None:
    session = newsroom.session
    article = make_article(session, newsroom.rubrique, body="<p>Du texte.</p>")
    picture = make_picture(app, session)
    use_file(session, picture, Slot.GALLERY, alt=None, revision_id=article.online_revision_id)
    ask_for_check(session, [article.id])
    drain()
    row = found(session, article)
    assert row is not None
    assert row.blocks > 0
    rubrique = session.merge(newsroom.rubrique)
    settings = settings_of(rubrique)
    person = session.scalars(select(Person.id)).first()
    changed = type(settings)(**{**settings.__dict__, "visibility": Visibility.PRIVATE})
    change_rubrique(session, NOW, person or 0, rubrique, changed)
    assert found_now(session, article) is None
    drain()
    row = found(session, article)
    assert row is not None
    assert row.blocks == 0
    assert row.warns > 0


def found_now(session: Session, article: Article) -> CheckedText | None:
    session.flush()
    session.expire_all()
    return session.get(CheckedText, article.online_revision_id)


def test_the_night_checks_everything_again(
    newsroom: Newsroom, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = newsroom.session
    online = [make_article(session, newsroom.rubrique, f"Article {n}") for n in range(5)]
    monkeypatch.setattr(check, "CHUNK", 2)
    ask_for_check(session, [online[0].id])
    drain()
    later = NOW + timedelta(days=1)
    session.execute(update(Revision).values(body=FAULTY))
    unchecked = online[4].online_revision_id
    session.execute(delete(CheckedText).where(CheckedText.revision_id == unchecked))
    session.commit()
    monkeypatch.setattr("app.clock.frozen", later)
    enqueue(session, CHECK_ALL_JOB, day="2026-03-25")
    drain()
    for article in online:
        row = found(session, article)
        assert row is not None
        assert row.checked_at == later
        assert row.warns == 3


def test_a_night_that_is_too_short_begins_with_the_oldest(
    newsroom: Newsroom, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = newsroom.session
    for number in range(4):
        make_article(session, newsroom.rubrique, f"Article {number}")
    ask_for_check(session, [])
    drain()
    monkeypatch.setattr(check, "LONGEST", -1.0)
    monkeypatch.setattr("app.clock.frozen", NOW + timedelta(days=1))
    enqueue(session, CHECK_ALL_JOB)
    drain()
    assert set(session.scalars(select(CheckedText.checked_at))) == {NOW}


def test_what_has_left_is_forgotten(newsroom: Newsroom, drain: Drain) -> None:
    session = newsroom.session
    article = newsroom.write("publisher", "Le cross", FAULTY)
    newsroom.make("publisher", article, "publish")
    drain()
    session.refresh(article)
    newsroom.make("publisher", article, "unpublish")
    enqueue(session, CHECK_ALL_JOB)
    drain()
    assert session.scalars(select(CheckedText)).all() == []


def test_the_button_reaches_what_one_looks_after(newsroom: Newsroom, drain: Drain) -> None:
    session = newsroom.session
    other = make_rubrique(session, "Ailleurs")
    session.add(Grant(rubrique_id=other.id, key="profile:teacher", role=Role.MANAGER))
    here, there = make_article(session, newsroom.rubrique), make_article(session, other)
    ask_for_check(session, [here.id])
    drain()
    session.execute(update(CheckedText).values(checked_at=NOW - timedelta(days=1)))
    session.commit()
    assert ask_for_all(session, [newsroom.rubrique.id])
    assert not ask_for_all(session, [newsroom.rubrique.id])
    assert number_of_jobs(session, CHECK_ALL_JOB) == 1
    drain()
    moments = [row.checked_at for row in (found(session, here), found(session, there)) if row]
    assert moments == [NOW, NOW - timedelta(days=1)]
