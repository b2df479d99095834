"""Announcements are changed, taken up again and deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions.announcements import (
    create_announcement,
    delete_announcement,
    reuse_announcement,
)
from app.actions.exceptions import AlreadyEnded, NotAllowed, Outdated
from app.models import (
    Announcement,
    AnnouncementTarget,
)
from app.queries.announcements import readable_announcement
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus
from tests.announcement_kit import make_school


@pytest.fixture
def school(session):
    return make_school(session)


def test_what_is_online_changes_for_those_whom_its_author_may_address(school):
    sent = school.draft()
    school.move("teacher", sent, "send")
    start = sent.starts_at
    school.change("teacher", sent, school.key("4B", "pupil"), title="À 10 h")
    assert school.read_by("pupil") == ["À 10 h"]
    assert school.read_by("parent") == []
    assert sent.starts_at == start
    with pytest.raises(NotAllowed):
        school.change("teacher", sent, school.key("4C"))
    with pytest.raises(AlreadyEnded):
        school.change("teacher", sent, ends_at=school.now)


def test_whose_word_needs_an_approval_does_not_change_what_was_approved(school):
    asked = school.draft("bursar", "members")
    school.move("bursar", asked, "submit")
    school.move("head", asked, "approve")
    with pytest.raises(NotAllowed):
        school.change("bursar", asked, title="Tout autre chose")
    school.change("head", asked, title="Mieux dit")
    school.now += timedelta(minutes=1)
    school.move("bursar", asked, "end")
    assert school.read_by("parent") == []


def test_a_change_over_another_one_is_not_made(school):
    draft = school.draft()
    seen = draft.version
    school.change("teacher", draft, title="Premier")
    with pytest.raises(Outdated):
        school.change("teacher", draft, title="Second", seen=seen)
    school.session.refresh(draft)
    assert draft.title == "Premier"


def test_a_model_becomes_a_draft_of_who_takes_it_up(school):
    sent = school.draft()
    school.move("teacher", sent, "send")
    work = school.work("head", sent)
    actor_id = school.people["head"].id
    made = reuse_announcement(school.session, school.now, actor_id, work)
    assert (made.title, made.author_id, made.status) == (
        sent.title,
        actor_id,
        AnnouncementStatus.DRAFT,
    )
    assert made.id != sent.id
    assert made.ends_at - made.starts_at == sent.ends_at - sent.starts_at
    again = reuse_announcement(school.session, school.now, actor_id, work)
    assert again.id == made.id, "a second click"


def test_a_draft_is_deleted_and_nothing_else_is(school):
    draft, sent = school.draft(), school.draft()
    school.move("teacher", sent, "send")
    actor_id = school.people["teacher"].id
    for found in (draft, sent):
        work = school.work("teacher", found)
        try:
            delete_announcement(
                school.session, school.now, actor_id, work, seen_version=found.version
            )
        except Outdated:
            assert found is sent
    assert school.session.scalars(select(Announcement.id)).all() == [sent.id]
    assert set(school.session.scalars(select(AnnouncementTarget.announcement_id))) == {sent.id}
    assert school.logged()[-1] == "delete"


def test_the_same_form_twice_is_one_announcement(school):
    text = school.text()
    actor_id = school.people["teacher"].id
    made = create_announcement(school.session, school.now, actor_id, text)
    school.move("teacher", made, "send")
    again = create_announcement(school.session, school.now, actor_id, text)
    assert again.id == made.id
    viewer = viewer_of(school.session, school.people["parent"].id)
    assert school.session.scalar(readable_announcement(viewer, school.now, made.id)) is made
