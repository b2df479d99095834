"""What the law names stays out of the public until it is mended, or confirmed with a reason."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.articles import save_text
from app.actions.exceptions import Faulty, NotAllowed, ReasonMissing
from app.actions.revisions import Text
from app.actions.waivers import waive, withdraw_waiver
from app.models import Article, LogEntry, Waiver
from app.queries.checked import Report, checked_revision, judge
from app.rules.audience import Function
from app.rules.batches import BatchAction
from app.rules.consent import day_in_paris
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from app.text.kinds import Finding, Kind
from tests.actions_kit import Newsroom, make_newsroom
from tests.batch_kit import do, do_undo, outcomes
from tests.factories import NOW, make_person, make_rubrique
from tests.statements import recorded

NAMED = "<p>Bravo à Zoé Le Goff (5B) !</p>"
MENDED = "<p>Bravo à Zoé (5B) !</p>"


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff")
    return make_newsroom(session)


def report(newsroom: Newsroom, article: Article, name: str = "writer") -> Report:
    """Return what the check finds in the newest text."""
    newest = newsroom.work(name, article).newest
    text = checked_revision(
        newsroom.session, newest, is_public=True, today=day_in_paris(newsroom.now)
    )
    return judge(newsroom.session, text, article.id)


def confirm(
    newsroom: Newsroom, name: str, article: Article, finding: Finding, reason: str = "Accord écrit."
) -> None:
    """Let one of the people confirm a finding."""
    person_id = newsroom.people[name].id
    work = newsroom.work(name, article)
    waive(newsroom.session, newsroom.now, person_id, work, finding, reason)


def rewrite(newsroom: Newsroom, name: str, article: Article, body: str) -> None:
    """Let one of the people save another body."""
    work = newsroom.work(name, article)
    save_text(
        newsroom.session,
        newsroom.now,
        newsroom.people[name].id,
        work,
        Text("La sortie", "", body),
        seen_revision_id=work.newest.id,
    )


@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_a_faulty_text_does_not_go_public(newsroom: Newsroom, name: str) -> None:
    article = newsroom.write("moderator", body=NAMED)
    before = article.changed_at
    with pytest.raises(Faulty) as refusal:
        newsroom.make("moderator", article, name, starts_at=NOW.replace(year=2027))
    [finding] = refusal.value.report.blocking
    assert (finding.kind, finding.place) == (Kind.PERSON_NAMED, "Zoé Le Goff")
    assert (article.status, article.changed_at) == (Status.DRAFT, before)
    rewrite(newsroom, "moderator", article, MENDED)
    newsroom.make("moderator", article, name, starts_at=NOW.replace(year=2027))
    assert article.status is Status.ONLINE


def test_it_may_be_submitted_but_not_approved(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=NAMED)
    newsroom.make("writer", article, "submit")
    with pytest.raises(Faulty):
        newsroom.make("moderator", article, "approve")
    confirm(newsroom, "moderator", article, report(newsroom, article).blocking[0])
    newsroom.make("moderator", article, "approve")
    assert article.status is Status.ONLINE


def test_neither_does_a_change_nor_what_comes_back_from_the_trash(newsroom: Newsroom) -> None:
    article = newsroom.write("writer")
    newsroom.make("moderator", article, "publish")
    rewrite(newsroom, "writer", article, NAMED)
    with pytest.raises(Faulty):
        newsroom.make("moderator", article, "publish_change")
    newsroom.make("writer", article, "submit_change")
    with pytest.raises(Faulty):
        newsroom.make("moderator", article, "approve_change")
    newsroom.make("moderator", article, "trash")
    # What was online has no fault.
    newsroom.make("moderator", article, "restore")
    finding = report(newsroom, article).blocking[0]
    confirm(newsroom, "moderator", article, finding)
    newsroom.make("moderator", article, "approve_change")
    newsroom.make("moderator", article, "trash")
    newsroom.session.execute(select(Waiver)).scalar_one()
    newsroom.session.delete(newsroom.session.scalars(select(Waiver)).one())
    with pytest.raises(Faulty):
        newsroom.make("moderator", article, "restore")


def test_in_a_private_rubrique_nothing_is_asked(newsroom: Newsroom) -> None:
    newsroom.rubrique.visibility = Visibility.PRIVATE
    newsroom.session.flush()
    article = newsroom.write("moderator", body=NAMED)
    with recorded(newsroom.session.get_bind()) as statements:
        newsroom.make("moderator", article, "publish")
    assert not [one for one in statements if "media_use" in one]
    assert article.status is Status.ONLINE


def test_a_confirmation_holds_while_the_same_words_stand(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=NAMED)
    confirm(newsroom, "writer", article, report(newsroom, article).findings[0], " Accord signé. ")
    found = report(newsroom, article)
    assert found.findings == ()
    [one] = found.confirmed
    assert (one.reason, one.by) == ("Accord signé.", newsroom.people["writer"].full_name)
    rewrite(newsroom, "writer", article, f"{MENDED}<ul><li>LE GOFF Zoé</li></ul>")
    assert report(newsroom, article).blocking == []
    rewrite(newsroom, "writer", article, "<p>06 12 34 56 78</p>")
    assert [one.kind for one in report(newsroom, article).blocking] == [Kind.PHONE_NUMBER]


def test_it_is_logged_and_can_be_taken_back(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=NAMED)
    finding = report(newsroom, article).findings[0]
    confirm(newsroom, "writer", article, finding)
    confirm(newsroom, "moderator", article, finding, "Vu avec la famille.")
    assert report(newsroom, article).confirmed[0].reason == "Vu avec la famille."
    session, work = newsroom.session, newsroom.work("moderator", article)
    for _ in range(2):
        withdraw_waiver(
            session, NOW, newsroom.people["moderator"].id, work, finding.kind, finding.key
        )
    assert report(newsroom, article).blocking == [finding]
    rows = session.execute(select(LogEntry.action, LogEntry.details).order_by(LogEntry.id)).all()
    assert [action for action, _ in rows] == ["create", "waive", "waive", "withdraw_waiver"]
    assert rows[1].details == {
        "fault": "person_named",
        "place": "Zoé Le Goff",
        "reason": "Accord écrit.",
    }


def test_it_needs_a_reason_a_right_and_a_kind_that_may_pass(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=f'{NAMED}<p><a href="/x"></a></p>')
    name, link = report(newsroom, article).blocking
    with pytest.raises(ReasonMissing):
        confirm(newsroom, "writer", article, name, "  ")
    with pytest.raises(NotAllowed):
        confirm(newsroom, "writer", article, link)
    newsroom.make("writer", article, "trash")
    with pytest.raises(NotAllowed):
        confirm(newsroom, "writer", article, name)
    work, person_id = newsroom.work("writer", article), newsroom.people["writer"].id
    with pytest.raises(NotAllowed):
        withdraw_waiver(newsroom.session, NOW, person_id, work, "x", "y")


def test_who_works_at_the_school_signs_with_the_full_name(newsroom: Newsroom) -> None:
    session = newsroom.session
    teacher = make_person(session, Function.TUT, first_name="Rui", last_name="D’Almeida")
    teacher.functions.append(type(teacher.functions[0])(function=Function.ENS))
    gone = make_person(session, Function.ELV, first_name="Maël", last_name="N’Diaye")
    gone.left_at = NOW
    session.flush()
    article = newsroom.write("moderator", body="<p>Rui D’Almeida et Maël N’Diaye</p>")
    assert report(newsroom, article, "moderator").findings == ()


def test_a_batch_leaves_faulty_texts_and_says_why(newsroom: Newsroom) -> None:
    faulty = newsroom.write("writer", body=NAMED)
    good = newsroom.write("writer", body=MENDED)
    batch = do(newsroom, "moderator", BatchAction.PUBLISH, [faulty.id, good.id])
    assert sorted(outcomes(newsroom.session, batch)) == [("done", ""), ("refused", "faulty")]
    assert (faulty.status, good.status) == (Status.DRAFT, Status.ONLINE)


def test_a_batch_moves_no_faulty_text_into_the_public(newsroom: Newsroom) -> None:
    session = newsroom.session
    key = f"user:{newsroom.people['manager'].id}"
    private = make_rubrique(
        session, "Conseil", visibility=Visibility.PRIVATE, grants={key: Role.MANAGER}
    )
    public = newsroom.rubrique
    faulty, good = newsroom.write("manager", body=NAMED), newsroom.write("manager", body=MENDED)
    draft = newsroom.write("manager", body=NAMED)
    for article in (faulty, good, draft):
        article.rubrique_id = private.id
    session.flush()
    for article in (faulty, good):
        newsroom.make("manager", article, "publish")
    ids = [faulty.id, good.id, draft.id]
    batch = do(newsroom, "manager", BatchAction.MOVE, ids, rubrique_id=public.id)
    session.expire_all()
    assert [article.rubrique_id for article in (faulty, good, draft)] == [
        private.id,
        public.id,
        public.id,
    ]
    assert ("refused", "faulty") in outcomes(session, batch)


def test_an_undone_batch_gives_back_what_was_online(newsroom: Newsroom) -> None:
    article = newsroom.write("writer", body=NAMED)
    confirm(newsroom, "writer", article, report(newsroom, article).findings[0])
    newsroom.make("moderator", article, "publish")
    newsroom.session.delete(newsroom.session.scalars(select(Waiver)).one())
    batch = do(newsroom, "moderator", BatchAction.UNPUBLISH, [article.id])
    do_undo(newsroom, batch)
    assert article.status is Status.ONLINE
