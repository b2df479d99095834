"""An announcement on its way to its readers: what changes, who is told, what the journal keeps."""

from datetime import timedelta

import pytest

from app.actions.announcement_moves import make_move
from app.actions.exceptions import AlreadyEnded, NotAllowed, Outdated, ReasonMissing
from app.models import (
    NoticeKind,
    Origin,
    SiteRight,
)
from app.queries.notices import count_unread, latest_notices, notices_to_mail
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus, Stage
from app.rules.site_rights import Right
from tests.announcement_kit import make_school


@pytest.fixture
def school(session):
    return make_school(session)


def test_a_teacher_sends_to_the_parents_of_his_class(school):
    sent = school.draft()
    assert school.read_by("parent") == []
    school.move("teacher", sent, "send")
    assert school.read_by("parent") == [sent.title]
    assert school.read_by("pupil") == school.read_by("stranger") == []
    assert sent.starts_at == school.now, "nobody could read it before"
    assert school.logged() == ["create", "send"]


def test_for_another_class_he_proposes_and_the_head_approves(school):
    asked = school.draft("teacher", school.key("4C"), school.key("4B"))
    with pytest.raises(NotAllowed):
        school.move("teacher", asked, "send")
    school.move("teacher", asked, "submit")
    assert asked.submitted_at == school.now
    assert school.told(NoticeKind.ANNOUNCEMENT_SUBMITTED) == ["deputy", "head"]
    assert school.read_by("parent") == []
    school.move("deputy", asked, "approve")
    assert school.read_by("parent") == [asked.title]
    assert (asked.submitted_at, asked.decided_by_id) == (None, school.people["deputy"].id)
    assert school.told(NoticeKind.ANNOUNCEMENT_APPROVED) == ["teacher"]
    assert school.logged() == ["create", "submit", "approve"]


def test_a_refusal_needs_a_reason_which_its_author_reads(school):
    asked = school.draft("bursar", "members")
    school.move("bursar", asked, "submit")
    for reason in ("", "  \n"):
        with pytest.raises(ReasonMissing):
            school.move("head", asked, "refuse", reason)
    assert asked.status is AnnouncementStatus.PENDING
    school.move("head", asked, "refuse", " Trop long. ")
    assert (asked.status, asked.refusal) == (AnnouncementStatus.DRAFT, "Trop long.")
    assert school.work("bursar", asked).stage is Stage.REFUSED
    viewer = viewer_of(school.session, school.people["bursar"].id)
    [told] = latest_notices(school.session, viewer, {})
    assert (told.kind, told.text) == (NoticeKind.ANNOUNCEMENT_REFUSED, "Trop long.")
    assert (told.announcement_id, told.title, told.article_id) == (asked.id, asked.title, None)
    school.move("bursar", asked, "submit")
    assert asked.refusal is None


def test_whoever_was_given_the_right_approves_and_is_told(school):
    key = f"user:{school.people['colleague'].id}"
    school.session.add(SiteRight(right=Right.APPROVE_ANNOUNCEMENTS, key=key))
    asked = school.draft("bursar", "members")
    school.session.flush()
    assert school.work("colleague", asked) is None, "a draft is its author's alone"
    school.move("bursar", asked, "submit")
    assert school.told(NoticeKind.ANNOUNCEMENT_SUBMITTED) == ["colleague", "deputy", "head"]
    school.move("colleague", asked, "approve")
    assert asked.status is AnnouncementStatus.ONLINE


def test_what_is_decided_is_mailed_to_nobody_else(school):
    asked = school.draft("bursar", "members")
    school.move("bursar", asked, "submit")
    deputy = school.people["deputy"].id
    assert [one.kind for one in notices_to_mail(school.session, deputy)] == [
        NoticeKind.ANNOUNCEMENT_SUBMITTED
    ]
    assert count_unread(school.session, deputy) == 1
    school.move("head", asked, "approve")
    assert notices_to_mail(school.session, deputy) == []


def test_whoever_is_late_is_told_and_nothing_is_done_twice(school):
    asked = school.draft("bursar", "members")
    school.move("bursar", asked, "submit")
    work = school.work("head", asked)
    late = school.work("deputy", asked)
    seen = asked.version
    actor_id = school.people["head"].id
    make_move(school.session, school.now, actor_id, work, "approve", seen_version=seen)
    with pytest.raises(Outdated):
        make_move(
            school.session,
            school.now,
            school.people["deputy"].id,
            late,
            "refuse",
            seen_version=seen,
            reason="Non.",
        )
    assert asked.status is AnnouncementStatus.ONLINE
    assert school.told(NoticeKind.ANNOUNCEMENT_REFUSED) == []


def test_an_approval_is_given_to_what_was_looked_at(school):
    asked = school.draft("bursar", "members")
    school.move("bursar", asked, "submit")
    seen = asked.version
    school.move("bursar", asked, "withdraw")
    school.change("bursar", asked, title="Autre chose")
    school.move("bursar", asked, "submit")
    with pytest.raises(Outdated):
        make_move(
            school.session,
            school.now,
            school.people["head"].id,
            school.work("head", asked),
            "approve",
            seen_version=seen,
        )


def test_what_would_go_out_after_its_end_does_not(school):
    late = school.draft(ends_at=school.now + timedelta(minutes=1))
    asked = school.draft("bursar", "members", ends_at=school.now + timedelta(minutes=1))
    school.move("bursar", asked, "submit")
    school.now += timedelta(minutes=1)
    with pytest.raises(AlreadyEnded):
        school.move("teacher", late, "send")
    with pytest.raises(AlreadyEnded):
        school.move("head", asked, "approve")


def test_what_is_scheduled_waits_and_may_be_called_back(school):
    planned = school.draft(starts_at=school.now + timedelta(hours=1))
    school.move("teacher", planned, "send")
    assert school.work("teacher", planned).stage is Stage.SCHEDULED
    assert school.read_by("parent") == []
    school.move("teacher", planned, "recall")
    assert planned.status is AnnouncementStatus.DRAFT


def test_what_is_ended_in_its_first_moment_is_gone_at_once(school):
    sent = school.draft(starts_at=school.now)
    school.move("teacher", sent, "send")
    assert school.read_by("parent") == [sent.title]
    school.move("teacher", sent, "end")
    assert school.work("teacher", sent).stage is Stage.ENDED
    assert school.read_by("parent") == []


def test_the_school_declines_what_came_from_above_also_after_it_began(school):
    above = school.draft("head", "members")
    above.origin, above.author_id = Origin.LOCAL_AUTHORITY, None
    above.status = AnnouncementStatus.ONLINE
    school.session.flush()
    assert school.read_by("parent") == [above.title]
    school.move("head", above, "decline")
    assert school.read_by("parent") == []
    with pytest.raises(NotAllowed):
        school.change("head", above, title="Réécrit")
    school.move("head", above, "pass_on")
    assert school.read_by("parent") == [above.title]


def test_nobody_works_on_what_others_wrote(school):
    sent = school.draft()
    school.move("teacher", sent, "send")
    for name in ("colleague", "cpe", "bursar", "parent", "pupil"):
        assert school.work(name, sent) is None, name
