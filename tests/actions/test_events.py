"""An event on its way to the agenda: what changes, who is told, what the journal keeps."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.actions.event_text import newest_text, stored_text
from app.actions.events import change_event
from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.models import Event, NoticeKind
from app.queries.event_work import count_waiting_work, event_deeds
from app.queries.notices import latest_notices, notices_to_mail
from app.rules.repeating import Span
from app.rules.workflow import Change, Stage, Status
from tests.actions_kit import make_newsroom
from tests.event_kit import DAY, Agenda
from tests.factories import make_article


@pytest.fixture
def agenda(session):
    return Agenda(make_newsroom(session))


def told(agenda, name):
    return agenda.room.notices(name)


def test_what_a_writer_submits_is_in_the_agenda_once_it_is_approved(agenda):
    event = agenda.write("writer")
    assert agenda.public() == []
    agenda.make("writer", event, "submit")
    assert (event.status, agenda.public()) == (Status.PENDING, [])
    assert told(agenda, "moderator") == [(NoticeKind.EVENT_SUBMITTED, "")]
    agenda.make("moderator", event, "approve")
    assert agenda.public() == ["La sortie"]
    assert told(agenda, "writer") == [(NoticeKind.EVENT_APPROVED, "")]
    assert event.decided_by_id == agenda.room.people["moderator"].id
    assert agenda.logged() == ["create", "submit", "approve"]


def test_a_refusal_needs_a_reason_which_its_author_receives(agenda):
    event = agenda.write("writer")
    agenda.make("writer", event, "submit")
    with pytest.raises(ReasonMissing):
        agenda.make("moderator", event, "refuse", reason="  ")
    agenda.make("moderator", event, "refuse", reason=" Quelle salle ? ")
    assert agenda.work("writer", event).state.stage is Stage.REFUSED
    assert told(agenda, "writer") == [(NoticeKind.EVENT_REFUSED, "Quelle salle ?")]
    agenda.change("writer", event, place="Salle 3")
    assert event.refusal == "Quelle salle ?", "it stands until the event is submitted again"
    agenda.make("writer", event, "submit")
    assert event.refusal is None


def test_who_may_not_is_refused_and_who_came_too_late_is_told(agenda):
    event = agenda.write("writer")
    with pytest.raises(NotAllowed):
        agenda.make("writer", event, "publish")
    with pytest.raises(NotAllowed):
        agenda.make("writer", event, "nothing")
    agenda.make("writer", event, "submit")
    with pytest.raises(NotAllowed):
        agenda.make("moderator", event, "withdraw")
    with pytest.raises(Outdated):
        agenda.make("moderator", event, "approve", seen_version=event.version - 1)
    agenda.make("writer", event, "withdraw")
    with pytest.raises(Outdated):
        agenda.make("moderator", event, "approve")


def test_a_publisher_puts_his_own_online_at_once_and_changes_it_there(agenda):
    event = agenda.write("publisher")
    agenda.make("publisher", event, "publish")
    agenda.change("publisher", event, title="Autre chose")
    assert agenda.public() == ["Autre chose"]
    assert event.proposed is None
    agenda.make("publisher", event, "unpublish")
    assert (agenda.public(), event.status) == ([], Status.DRAFT)


def test_a_writers_change_of_what_is_online_waits_beside_it(agenda):
    event = agenda.write("writer")
    agenda.make("moderator", event, "publish")
    agenda.change("writer", event, title="Autre chose", span=Span(DAY, DAY))
    assert agenda.public() == ["La sortie"]
    assert agenda.work("writer", event).state.change is Change.PENDING
    assert told(agenda, "moderator") == [(NoticeKind.EVENT_SUBMITTED, "")]
    agenda.make("moderator", event, "refuse_change", reason="Non.")
    assert agenda.work("writer", event).state.change is Change.DRAFTED
    assert newest_text(event).title == "Autre chose", "what was typed is not lost"
    agenda.make("writer", event, "submit_change")
    agenda.make("moderator", event, "approve_change")
    assert (agenda.public(), event.all_day) == (["Autre chose"], True)
    assert (event.proposed, event.waiting_since, event.refusal) == (None, None, None)


def test_a_change_that_says_what_is_there_already_is_no_change(agenda):
    event = agenda.write("writer")
    agenda.make("moderator", event, "publish")
    agenda.change("writer", event, title="Autre chose")
    agenda.change("writer", event, title="La sortie")
    assert agenda.work("writer", event).state.change is Change.NONE
    agenda.change("writer", event, title="Autre chose")
    agenda.make("writer", event, "withdraw_change")
    agenda.make("writer", event, "discard_change")
    assert agenda.work("writer", event).state.change is Change.NONE


def test_a_moderator_who_saves_over_a_change_approves_it(agenda):
    event = agenda.write("writer")
    agenda.make("moderator", event, "publish")
    agenda.change("writer", event, title="Autre chose")
    agenda.change("moderator", event, place="Salle 1")
    assert (event.title, event.place, event.proposed) == ("Autre chose", "Salle 1", None)
    assert (NoticeKind.EVENT_APPROVED, "") in told(agenda, "writer")


def test_of_two_who_change_the_second_is_told(agenda):
    event = agenda.write("writer")
    seen = event.version
    agenda.change("moderator", event, title="Du modérateur")
    with pytest.raises(Outdated):
        agenda.change("writer", event, seen_version=seen, title="Du rédacteur")
    assert event.title == "Du modérateur"


def test_what_another_transaction_changed_is_not_written_over(agenda):
    event = agenda.write("writer")
    table = Event.__table__
    changed = update(table).where(table.c.id == event.id).values(version=table.c.version + 1)
    work = agenda.work("writer", event)
    agenda.room.session.connection().execute(changed)
    with pytest.raises(Outdated):
        change_event(
            agenda.room.session,
            agenda.room.now,
            agenda.room.people["writer"].id,
            [work],
            newest_text(event),
            seen_version=work.event.version,
        )


def test_the_trash_keeps_an_event_with_its_change_and_gives_it_back(agenda):
    event = agenda.write("writer")
    agenda.make("moderator", event, "publish")
    agenda.change("writer", event, title="Autre chose")
    agenda.make("writer", event, "trash")
    assert agenda.public() == []
    assert (NoticeKind.TRASHED_BY_WRITER, "") in told(agenda, "moderator")
    assert count_waiting_work(agenda.room.session, agenda.room.worker("moderator").roles) == (0, 0)
    agenda.make("moderator", event, "restore")
    assert agenda.public() == ["La sortie"]
    assert agenda.work("writer", event).state.change is Change.PENDING
    agenda.make("writer", event, "trash")
    agenda.make("writer", event, "restore")
    assert (event.status, event.title, event.proposed) == (Status.DRAFT, "Autre chose", None)


def test_an_agenda_that_is_switched_off_takes_nothing_new(agenda):
    event = agenda.write("publisher")
    agenda.room.rubrique.has_agenda = False
    agenda.room.session.flush()
    assert [one.name for one in agenda.work("publisher", event).moves] == ["trash"]
    with pytest.raises(Outdated):
        agenda.change("publisher", event, title="Autre chose")
    with pytest.raises(Outdated):
        agenda.make("publisher", event, "publish")


def test_a_linked_article_that_is_gone_does_not_stop_the_approval(agenda, session):
    article = make_article(session, agenda.room.rubrique)
    event = agenda.write("writer")
    agenda.make("moderator", event, "publish")
    agenda.change("writer", event, article_id=article.id)
    event.proposed = {**event.proposed, "article_id": 999_999}
    session.flush()
    agenda.make("moderator", event, "approve_change")
    assert event.article_id is None


def test_who_works_on_it_no_more_is_told_nothing(agenda, session):
    event = agenda.write("writer")
    agenda.make("writer", event, "submit")
    moderator = agenda.room.worker("moderator")
    [line] = latest_notices(session, moderator.viewer, moderator.roles)
    assert (line.title, line.rubrique, line.event_id) == ("La sortie", "Actualités", event.id)
    assert len(notices_to_mail(session, moderator.viewer.person_id)) == 1
    agenda.make("moderator", event, "approve")
    assert notices_to_mail(session, moderator.viewer.person_id) == []
    assert latest_notices(session, moderator.viewer, {}) == []


def test_the_history_tells_what_was_done(agenda):
    event = agenda.write("writer")
    agenda.room.later(minutes=1)
    agenda.make("writer", event, "submit")
    assert [one.action for one in event_deeds(agenda.room.session, event)] == ["submit", "create"]


def test_stored_and_newest_text_are_the_same_without_a_change(agenda):
    event = agenda.write("writer", span=Span(date(2026, 3, 28), date(2026, 3, 30)))
    assert newest_text(event) == stored_text(event)
    assert event.ends_at - event.starts_at == timedelta(hours=71), "summer time begins on the 29th"
    assert agenda.room.session.scalars(select(Event.id)).all() == [event.id]
