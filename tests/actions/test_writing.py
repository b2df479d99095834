"""Writing: one article a form, one revision a text, dates that their owner may change."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.articles import create_article, save_text, set_dates
from app.actions.exceptions import AlreadyEnded, Outdated, StartMissing
from app.actions.revisions import Text
from app.models import Media, MediaKind, Revision, Slot
from app.queries.used_files import UsedFile
from app.rules.workflow import Stage, State
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW
from tests.media_kit import IN_ORDER


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    return make_newsroom(session)


def test_a_save_over_a_newer_text_is_stopped(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    seen = newsroom.work("writer", article).newest.id
    newsroom.save("moderator", article, "Autre titre")
    work = newsroom.work("writer", article)
    with pytest.raises(Outdated):
        save_text(
            newsroom.session,
            newsroom.now,
            newsroom.people["writer"].id,
            work,
            Text("Mon titre"),
            seen_revision_id=seen,
        )


def test_the_same_form_sent_twice_makes_one_article(newsroom: Newsroom) -> None:
    person = newsroom.people["writer"].id
    first, second = (
        create_article(
            newsroom.session,
            newsroom.now,
            person,
            newsroom.rubrique.id,
            Text("Le cross"),
            creation_key="one form",
        )
        for _ in range(2)
    )
    assert first.id == second.id


def test_saving_the_same_text_makes_no_revision(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.save("writer", article, "Un titre")
    newsroom.save("writer", article, "Un titre")
    texts = select(Revision).where(Revision.article_id == article.id)
    assert len(newsroom.session.scalars(texts).all()) == 2


def test_an_approved_text_waits_for_the_start_that_its_author_chose(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    start = newsroom.now + timedelta(days=1)
    author = newsroom.people["writer"].id
    work = newsroom.work("writer", article)
    set_dates(newsroom.session, newsroom.now, author, work, start, None)
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    assert article.starts_at == article.bumped_at == start
    assert newsroom.work("writer", article).state == State(Stage.SCHEDULED)


def test_dates_of_what_is_online_belong_to_who_puts_online(newsroom: Newsroom) -> None:
    article = newsroom.write("publisher")
    newsroom.make("publisher", article, "publish")
    publisher = newsroom.people["publisher"].id
    end = newsroom.now + timedelta(days=1)
    bumped = article.bumped_at
    set_dates(
        newsroom.session, newsroom.now, publisher, newsroom.work("publisher", article), None, end
    )
    assert (article.starts_at, article.ends_at, article.bumped_at) == (NOW, end, bumped)
    newsroom.later(days=1)
    assert newsroom.work("publisher", article).state == State(Stage.EXPIRED)
    with pytest.raises(AlreadyEnded):
        set_dates(
            newsroom.session,
            newsroom.now,
            publisher,
            newsroom.work("publisher", article),
            None,
            NOW,
        )
    newsroom.make("publisher", article, "unpublish")
    with pytest.raises(AlreadyEnded):
        newsroom.make("publisher", article, "publish")


def test_only_a_first_publication_is_scheduled(newsroom: Newsroom) -> None:
    article = newsroom.write("publisher")
    start = newsroom.now + timedelta(days=2)
    with pytest.raises(StartMissing):
        newsroom.make("publisher", article, "schedule", starts_at=newsroom.now)
    newsroom.make("publisher", article, "schedule", starts_at=start)
    assert newsroom.work("publisher", article).state == State(Stage.SCHEDULED)
    assert newsroom.online_titles() == []
    newsroom.later(days=2)
    assert newsroom.online_titles() == ["La sortie"]
    newsroom.make("publisher", article, "unpublish")
    with pytest.raises(Outdated):
        newsroom.make("publisher", article, "schedule", starts_at=newsroom.now + timedelta(days=1))


def test_one_goes_on_writing_after_a_change_was_discarded(newsroom: Newsroom) -> None:
    article = newsroom.write("publisher")
    newsroom.make("publisher", article, "publish")
    newsroom.save("publisher", article, "Un autre titre")
    newsroom.make("publisher", article, "discard_change")
    newsroom.save("publisher", article, "Encore un autre")
    newest = newsroom.work("publisher", article).newest
    assert (newest.number, newest.title) == (3, "Encore un autre")


def test_lists_know_whether_the_newest_text_has_an_illustration(newsroom: Newsroom) -> None:
    article = newsroom.write("publisher")
    newsroom.make("publisher", article, "publish")
    assert not article.is_illustrated
    photo = Media(
        kind=MediaKind.PICTURE,
        title="Le cross",
        filename="photo.jpg",
        mime_type="image/jpeg",
        size=17,
        width=4,
        height=3,
        created_at=NOW,
        **IN_ORDER,
    )
    newsroom.session.add(photo)
    newsroom.session.flush()
    newsroom.save("publisher", article, "Le cross", files={UsedFile(photo.id, Slot.ATTACHMENT)})
    assert not article.is_illustrated
    newsroom.save("publisher", article, "Le cross", files={UsedFile(photo.id, Slot.ILLUSTRATION)})
    assert article.is_illustrated
    newsroom.make("publisher", article, "discard_change")
    assert not article.is_illustrated
