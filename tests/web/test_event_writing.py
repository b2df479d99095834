"""Writing events through their form: one, a series; what is wrong, what is sent twice."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.models import Event, LogEntry, UserSession
from app.rules.workflow import Status
from tests.factories import make_article, make_rubrique
from tests.visits import saved
from tests.web.event_pages import (
    NEW,
    errors,
    event_of,
    events_in,
    id_in,
    make_agenda,
    page_of,
    read,
    send_change,
    send_new,
    stored,
)
from tests.web.newsroom_kit import forms_of

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app):
    return make_agenda(app)


def test_a_whole_day_needs_a_title_and_a_day_only(desk):
    event = stored(desk, id_in(send_new(desk, "writer")))
    assert (event.title, event.all_day, event.status) == ("La sortie", True, Status.DRAFT)
    assert event.starts_at == datetime(2026, 4, 8, 22, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 4, 9, 22, tzinfo=UTC)
    assert (event.place, event.description, event.article_id) == (None, None, None)


def test_times_are_those_of_the_wall(desk):
    event = stored(
        desk,
        id_in(send_new(desk, "writer", starts_time="17:45", ends_time="19:00", place="Salle 12")),
    )
    assert (event.all_day, event.place) == (False, "Salle 12")
    assert event.starts_at == datetime(2026, 4, 9, 15, 45, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 4, 9, 17, tzinfo=UTC)
    evening = stored(desk, id_in(send_new(desk, "writer", starts_time="23:30")))
    assert evening.ends_at == datetime(2026, 4, 9, 22, 30, tzinfo=UTC), "an hour"


def test_several_days_with_a_description_of_several_lines(desk):
    typed = {"ends_on": "2026-04-11", "description": "Un car.\r\n\r\nUn pique-nique."}
    event = stored(desk, id_in(send_new(desk, "writer", **typed)))
    assert event.description == "Un car.\n\nUn pique-nique."
    assert event.ends_at == datetime(2026, 4, 11, 22, tzinfo=UTC)


def test_it_may_be_sent_on_at_once(desk):
    submitted = stored(desk, id_in(send_new(desk, "writer", do="submit")))
    assert submitted.status is Status.PENDING
    published = stored(desk, id_in(send_new(desk, "publisher", do="publish")))
    assert published.status is Status.ONLINE
    kept = stored(desk, id_in(send_new(desk, "writer", do="publish")))
    assert kept.status is Status.DRAFT, "a writer cannot put it online: it is kept"


def test_a_series_is_made_and_sent_on_together(desk):
    typed = {"repeats": "weekly", "until": "2026-05-07", "starts_time": "08:30", "do": "submit"}
    made = id_in(send_new(desk, "writer", **typed))
    with saved(desk.app) as session:
        rows = session.scalars(select(Event).order_by(Event.starts_at)).all()
        assert [one.starts_at.day for one in rows] == [9, 16, 23, 30, 7]
        assert {one.status for one in rows} == {Status.PENDING}
        assert len({one.series_id for one in rows}) == 1
        lines = session.scalars(select(LogEntry.action).where(LogEntry.subject == "event")).all()
        assert lines == ["create", "submit"]
    shown = desk.at("writer", page_of(made))
    assert len(shown.xpath("//section[@aria-labelledby='dates']//li")) == 5


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"title": " \t "}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"place": "x" * 201}, "place"),
        ({"description": "x" * 2_001}, "description"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "demain"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "2026-04-08"}, "ends_on"),
        ({"ends_on": "2027-04-11"}, "ends_on"),
        ({"starts_time": "25:00"}, "starts_time"),
        ({"ends_time": "10:00"}, "starts_time"),
        ({"starts_time": "10:00", "ends_time": "09:59"}, "ends_time"),
        ({"starts_time": "10:00", "ends_time": "10:00"}, "ends_time"),
        ({"starts_time": "10:00", "ends_on": "2026-04-10"}, "ends_time"),
        ({"repeats": "weekly"}, "until"),
        ({"until": "2026-05-01"}, "repeats"),
        ({"repeats": "yearly", "until": "2026-05-01"}, "repeats"),
        ({"repeats": "weekly", "until": "2026-04-01"}, "until"),
        ({"repeats": "weekly", "until": "9999-12-31"}, "until"),
        ({"repeats": "daily", "until": "2026-06-08"}, "until"),
        ({"repeats": "daily", "until": "2026-04-20", "ends_on": "2026-04-10"}, "repeats"),
        ({"link_article": "1"}, "article_words"),
        ({"link_article": "x"}, "link_article"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_is_lost(desk, typed, where):
    answer = send_new(desk, "writer", **({"place": "Salle 12"} | typed))
    assert answer.status_code == 422
    page = read(answer)
    assert errors(page), typed
    if where != "link_article":
        assert page.xpath(f"//*[@name='{where}'][@aria-invalid='true']"), (where, errors(page))
    fields = forms_of(page)[NEW]
    assert fields["place"] == typed.get("place", "Salle 12")
    assert events_in(desk) == 0


def test_sixty_dates_are_the_most(desk):
    typed = {"repeats": "daily", "until": "2026-06-07"}
    assert send_new(desk, "writer", **typed).status_code == 303
    assert events_in(desk) == 60


def test_a_form_sent_twice_makes_one_event(desk):
    blank = forms_of(desk.at("writer", f"{NEW}?rubrique={desk.rubrique_id}"))[NEW]
    typed = blank | {"title": "La sortie", "starts_on": "2026-04-09", "do": "save"}
    first = desk.browsers["writer"].post(NEW, data=typed)
    second = desk.browsers["writer"].post(NEW, data=typed)
    assert first.location == second.location
    assert events_in(desk) == 1
    other = desk.browsers["writer"].post(NEW, data=typed | {"title": "Autre chose"})
    assert other.status_code == 409
    assert "Autre chose" in other.get_data(as_text=True), "another text is not lost"
    assert events_in(desk) == 1


def test_the_key_of_somebody_else_makes_ones_own_event(desk):
    blank = forms_of(desk.at("writer", f"{NEW}?rubrique={desk.rubrique_id}"))[NEW]
    typed = {"title": "La sortie", "starts_on": "2026-04-09", "do": "save"}
    assert desk.browsers["writer"].post(NEW, data=blank | typed).status_code == 303
    answer = desk.post("colleague", NEW, **(blank | typed))
    assert answer.status_code == 400
    for key in ("", "x" * 65, "é"):
        answer = desk.post("writer", NEW, **(blank | typed | {"creation_key": key}))
        assert answer.status_code == 422


def test_an_article_is_looked_for_and_chosen(desk):
    with saved(desk.app) as session:
        rubrique = make_rubrique(session, "Vie")
        article_id = make_article(session, rubrique, "Le cross du collège").id
    found = read(send_new(desk, "writer", do="find-article", article_words="cross"))
    [button] = found.xpath("//button[@name='link']")
    assert button.get("value") == str(article_id)
    fields = forms_of(found)[NEW]
    assert fields["title"] == "La sortie"
    chosen = read(desk.browsers["writer"].post(NEW, data=fields | {"link": article_id}))
    fields = forms_of(chosen)[NEW]
    assert fields["link_article"] == str(article_id)
    answer = desk.browsers["writer"].post(NEW, data=fields | {"do": "save"})
    assert stored(desk, id_in(answer)).article_id == article_id
    removed = read(desk.browsers["writer"].post(NEW, data=fields | {"do": "unlink"}))
    assert "link_article" not in forms_of(removed)[NEW]


def test_a_link_that_its_editor_may_not_read_is_kept_and_not_named(desk):
    event_id = event_of(desk, "writer")
    with saved(desk.app) as session:
        secret = make_article(session, make_rubrique(session, "Vie"), "Le secret")
        secret.status, secret.trashed_at = Status.TRASHED, datetime.now(UTC)
        session.get_one(Event, event_id).article_id = article_id = secret.id
    page = desk.at("writer", page_of(event_id, "modifier"))
    assert "Le secret" not in page.text_content()
    send_change(desk, "writer", event_id, title="Autre chose")
    assert stored(desk, event_id).article_id == article_id


def test_a_past_date_is_taken_with_a_warning(desk):
    answer = send_new(desk, "publisher", starts_on="2026-01-05", do="publish")
    shown = desk.at("publisher", answer.location).text_content()
    assert "Sa date est passée" in shown


def test_what_is_typed_when_the_session_has_ended_is_kept(desk):
    blank = forms_of(desk.at("writer", f"{NEW}?rubrique={desk.rubrique_id}"))[NEW]
    with saved(desk.app) as session:
        for one in session.scalars(select(UserSession)):
            session.delete(one)
    answer = desk.browsers["writer"].post(
        NEW, data=blank | {"title": "La sortie", "starts_on": "2026-04-09", "do": "save"}
    )
    assert answer.status_code in (400, 403)
    kept = read(answer).xpath("//input[@name='typed-title']/@value")
    assert kept == ["La sortie"]
