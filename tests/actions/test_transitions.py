"""The life of an article: what each transition changes, tells and logs."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.exceptions import (
    NotAllowed,
    Outdated,
    ReasonMissing,
)
from app.models import (
    Decision,
    LogEntry,
    NoticeKind,
    SearchDocument,
)
from app.queries.articles import current_articles
from app.rules.audience import ANONYMOUS
from app.rules.workflow import Change, Stage, State, Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    return make_newsroom(session)


def test_the_way_of_a_text_through_refusal_to_the_top_of_the_news(newsroom: Newsroom) -> None:
    earlier = newsroom.write("moderator", "Hier")
    newsroom.make("moderator", earlier, "publish")
    newsroom.later(hours=1)
    article = newsroom.write("writer", "Le cross")
    newsroom.make("writer", article, "submit")
    assert article.status is Status.PENDING
    assert article.waiting_since == newsroom.now
    assert newsroom.notices("moderator") == [(NoticeKind.SUBMITTED, "")]
    assert newsroom.notices("manager") == [(NoticeKind.SUBMITTED, "")]
    assert newsroom.notices("publisher") == []

    newsroom.make("manager", article, "refuse", reason=" Retirez les noms. ")
    assert newsroom.work("writer", article).state == State(Stage.REFUSED)
    assert newsroom.notices("writer") == [(NoticeKind.REFUSED, "Retirez les noms.")]
    assert article.waiting_since is None

    newsroom.save("writer", article, "Le cross, sans les noms")
    newsroom.make("writer", article, "submit")
    newsroom.later(hours=2)
    newsroom.make("moderator", article, "approve")
    assert article.starts_at == article.bumped_at == newsroom.now
    assert article.updated_at is None
    assert newsroom.online_titles() == ["Le cross, sans les noms", "Hier"]
    assert newsroom.notices("writer")[-1] == (NoticeKind.APPROVED, "")
    actions = newsroom.session.scalars(
        select(LogEntry.action).where(LogEntry.subject_id == article.id).order_by(LogEntry.id)
    ).all()
    assert actions == ["create", "submit", "refuse", "save", "submit", "approve"]


def test_a_change_waits_while_readers_keep_the_old_text(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", "Tarifs")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    newsroom.later(days=3)
    newsroom.save("writer", article, "Nouveaux tarifs")
    assert newsroom.work("writer", article).state == State(Stage.ONLINE, Change.DRAFTED)
    newsroom.make("writer", article, "submit_change")
    assert newsroom.work("moderator", article).state == State(Stage.ONLINE, Change.PENDING)
    assert newsroom.online_titles() == ["Tarifs"]
    newsroom.make("moderator", article, "approve_change")
    assert newsroom.online_titles() == ["Nouveaux tarifs"]
    assert article.updated_at == article.bumped_at == newsroom.now
    assert article.starts_at == NOW


def test_a_refused_change_leaves_the_old_text_and_can_be_sent_again(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", "Tarifs")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    newsroom.save("writer", article, "Nouveaux tarifs")
    newsroom.make("writer", article, "submit_change")
    newsroom.make("moderator", article, "refuse_change", reason="Pas encore votés.")
    assert newsroom.online_titles() == ["Tarifs"]
    assert newsroom.work("writer", article).state == State(Stage.ONLINE, Change.DRAFTED)
    newsroom.make("writer", article, "submit_change")
    work = newsroom.work("moderator", article)
    assert work.newest.decision is None
    assert work.newest.title == "Nouveaux tarifs"
    newsroom.make("writer", article, "withdraw_change")
    newsroom.make("writer", article, "discard_change")
    assert newsroom.work("writer", article).state == State(Stage.ONLINE)
    assert newsroom.work("writer", article).newest.title == "Tarifs"


def test_a_minor_edit_leaves_the_place_in_the_news(newsroom: Newsroom) -> None:
    first = newsroom.write("publisher", "Premier")
    newsroom.make("publisher", first, "publish")
    newsroom.later(hours=1)
    second = newsroom.write("publisher", "Second")
    newsroom.make("publisher", second, "publish")
    newsroom.later(hours=1)
    newsroom.save("publisher", first, "Premier, corrigé", is_minor=True)
    newsroom.make("publisher", first, "publish_change")
    assert newsroom.online_titles() == ["Second", "Premier, corrigé"]
    assert first.updated_at is None
    newsroom.save("publisher", first, "Premier, augmenté")
    newsroom.make("publisher", first, "publish_change")
    assert newsroom.online_titles() == ["Premier, augmenté", "Second"]


def test_taking_offline_forgets_the_text_for_readers_and_keeps_it_for_writers(
    newsroom: Newsroom,
) -> None:
    article = newsroom.write("publisher")
    newsroom.make("publisher", article, "publish")
    newsroom.later(days=1)
    newsroom.make("publisher", article, "unpublish")
    assert newsroom.session.get(SearchDocument, article.id) is None
    assert newsroom.session.scalars(current_articles(ANONYMOUS, newsroom.now)).all() == []
    newsroom.later(days=1)
    newsroom.make("publisher", article, "publish")
    assert (article.starts_at, article.bumped_at) == (NOW, newsroom.now)
    assert newsroom.session.get(SearchDocument, article.id) is not None


@pytest.mark.parametrize(
    ("restorer", "status"), [("writer", Status.DRAFT), ("moderator", Status.ONLINE)]
)
def test_the_trash_gives_back_what_the_restorer_may_put_online(
    newsroom: Newsroom, restorer: str, status: Status
) -> None:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    newsroom.make("writer", article, "trash")
    assert article.trashed_by_id == newsroom.people["writer"].id
    assert newsroom.notices("moderator")[-1] == (NoticeKind.TRASHED_BY_WRITER, "")
    assert newsroom.online_titles() == []
    newsroom.make(restorer, article, "restore")
    assert article.status is status
    assert article.trashed_at is None
    assert newsroom.online_titles() == (["La sortie"] if status is Status.ONLINE else [])
    assert (newsroom.session.get(SearchDocument, article.id) is None) is (status is Status.DRAFT)


def test_a_moderator_who_corrects_a_waiting_text_approves_his_own_correction(
    newsroom: Newsroom,
) -> None:
    article = newsroom.write("writer", "Bravo !!!")
    newsroom.make("writer", article, "submit")
    seen = newsroom.work("moderator", article).newest.id
    newsroom.save("moderator", article, "Bravo !")
    assert newsroom.work("moderator", article).state == State(Stage.PENDING)
    with pytest.raises(Outdated):
        newsroom.make("manager", article, "approve", seen_revision_id=seen)
    newsroom.make("moderator", article, "approve")
    assert newsroom.online_titles() == ["Bravo !"]
    assert article.author_id == newsroom.people["writer"].id


def test_the_second_of_two_validators_is_told(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "refuse", reason="Trop court.")
    with pytest.raises(Outdated):
        newsroom.make("manager", article, "approve")
    with pytest.raises(NotAllowed):
        newsroom.make("writer", article, "approve")
    with pytest.raises(NotAllowed):
        newsroom.make("manager", article, "withdraw")


def test_a_refusal_without_reason_changes_nothing(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    with pytest.raises(ReasonMissing):
        newsroom.make("moderator", article, "refuse", reason="  ")
    assert article.status is Status.PENDING


def test_a_decision_stays_with_its_text(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "refuse", reason="Non.")
    refused = newsroom.work("writer", article).newest
    newsroom.make("writer", article, "submit")
    assert (refused.decision, refused.reason) == (Decision.REFUSED, "Non.")
    assert newsroom.work("writer", article).newest.number == refused.number + 1
