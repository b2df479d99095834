"""The life of an article: what each transition changes, tells and logs."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.articles import create_article, save_text, set_dates
from app.actions.exceptions import (
    AlreadyEnded,
    NotAllowed,
    Outdated,
    ReasonMissing,
    StartMissing,
)
from app.actions.revisions import Text
from app.models import (
    Article,
    Decision,
    Job,
    LogEntry,
    Notice,
    NoticeKind,
    PersonDuty,
    Revision,
    SearchDocument,
)
from app.queries.articles import current_articles, newest_in
from app.rules.audience import ANONYMOUS, Duty
from app.rules.workflow import Change, Stage, State, Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_person, make_rubrique


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    return make_newsroom(session)


def notices(newsroom: Newsroom, name: str) -> list[tuple[NoticeKind, str]]:
    rows = newsroom.session.execute(
        select(Notice.kind, Notice.text)
        .where(Notice.person_id == newsroom.people[name].id)
        .order_by(Notice.id)
    )
    return [(row.kind, row.text) for row in rows]


def online_titles(newsroom: Newsroom) -> list[str]:
    """Return the titles that a visitor's news show, the first one on top."""
    chosen = newest_in(ANONYMOUS, newsroom.now, [newsroom.rubrique.id], 10)
    return list(
        newsroom.session.scalars(
            chosen.join(Revision, Revision.id == Article.online_revision_id).with_only_columns(
                Revision.title
            )
        )
    )


def test_the_way_of_a_text_through_refusal_to_the_top_of_the_news(newsroom: Newsroom) -> None:
    earlier = newsroom.write("moderator", "Hier")
    newsroom.make("moderator", earlier, "publish")
    newsroom.later(hours=1)
    article = newsroom.write("writer", "Le cross")
    newsroom.make("writer", article, "submit")
    assert article.status is Status.PENDING
    assert article.waiting_since == newsroom.now
    assert notices(newsroom, "moderator") == [(NoticeKind.SUBMITTED, "")]
    assert notices(newsroom, "manager") == [(NoticeKind.SUBMITTED, "")]
    assert notices(newsroom, "publisher") == []

    newsroom.make("manager", article, "refuse", reason=" Retirez les noms. ")
    assert newsroom.work("writer", article).state == State(Stage.REFUSED)
    assert notices(newsroom, "writer") == [(NoticeKind.REFUSED, "Retirez les noms.")]
    assert article.waiting_since is None

    newsroom.save("writer", article, "Le cross, sans les noms")
    newsroom.make("writer", article, "submit")
    newsroom.later(hours=2)
    newsroom.make("moderator", article, "approve")
    assert article.starts_at == article.bumped_at == newsroom.now
    assert article.updated_at is None
    assert online_titles(newsroom) == ["Le cross, sans les noms", "Hier"]
    assert notices(newsroom, "writer")[-1] == (NoticeKind.APPROVED, "")
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
    assert online_titles(newsroom) == ["Tarifs"]
    newsroom.make("moderator", article, "approve_change")
    assert online_titles(newsroom) == ["Nouveaux tarifs"]
    assert article.updated_at == article.bumped_at == newsroom.now
    assert article.starts_at == NOW


def test_a_refused_change_leaves_the_old_text_and_can_be_sent_again(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", "Tarifs")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "approve")
    newsroom.save("writer", article, "Nouveaux tarifs")
    newsroom.make("writer", article, "submit_change")
    newsroom.make("moderator", article, "refuse_change", reason="Pas encore votés.")
    assert online_titles(newsroom) == ["Tarifs"]
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
    assert online_titles(newsroom) == ["Second", "Premier, corrigé"]
    assert first.updated_at is None
    newsroom.save("publisher", first, "Premier, augmenté")
    newsroom.make("publisher", first, "publish_change")
    assert online_titles(newsroom) == ["Premier, augmenté", "Second"]


def test_only_a_first_publication_is_scheduled(newsroom: Newsroom) -> None:
    article = newsroom.write("publisher")
    start = newsroom.now + timedelta(days=2)
    with pytest.raises(StartMissing):
        newsroom.make("publisher", article, "schedule", starts_at=newsroom.now)
    newsroom.make("publisher", article, "schedule", starts_at=start)
    assert newsroom.work("publisher", article).state == State(Stage.SCHEDULED)
    assert online_titles(newsroom) == []
    newsroom.later(days=2)
    assert online_titles(newsroom) == ["La sortie"]
    newsroom.make("publisher", article, "unpublish")
    with pytest.raises(StartMissing):
        newsroom.make("publisher", article, "schedule", starts_at=newsroom.now + timedelta(days=1))


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
    assert notices(newsroom, "moderator")[-1] == (NoticeKind.TRASHED_BY_WRITER, "")
    assert online_titles(newsroom) == []
    newsroom.make(restorer, article, "restore")
    assert article.status is status
    assert article.trashed_at is None
    assert online_titles(newsroom) == (["La sortie"] if status is Status.ONLINE else [])
    assert (newsroom.session.get(SearchDocument, article.id) is None) is (status is Status.DRAFT)


def test_nobody_is_told_of_what_a_moderator_deletes(newsroom: Newsroom) -> None:
    article = newsroom.write("moderator")
    newsroom.make("moderator", article, "publish")
    newsroom.make("moderator", article, "trash")
    assert notices(newsroom, "manager") == []


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
    assert online_titles(newsroom) == ["Bravo !"]
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


def test_a_decision_stays_with_its_text(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    newsroom.make("moderator", article, "refuse", reason="Non.")
    refused = newsroom.work("writer", article).newest
    newsroom.make("writer", article, "submit")
    assert (refused.decision, refused.reason) == (Decision.REFUSED, "Non.")
    assert newsroom.work("writer", article).newest.number == refused.number + 1
