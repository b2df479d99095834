"""The list of events, the page of one, its moves, and the ways that lead there."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.models import Event, LogEntry, Rubrique
from app.rules.workflow import Status
from tests.factories import make_article
from tests.layouts import counted_queries
from tests.visits import browser, saved
from tests.web.event_pages import (
    LIST,
    event_of,
    make_agenda,
    page_of,
    read,
    send_change,
    stored,
    titles,
)
from tests.web.newsroom_kit import forms_of

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def desk(app):
    return make_agenda(app)


def text(document):
    return " ".join(document.text_content().split())


def test_each_sees_his_own_and_who_approves_all(desk):
    event_of(desk, "writer")
    event_of(desk, "colleague", ("chief", "publish"))
    assert titles(desk.at("writer", LIST)) == ["La sortie"]
    assert len(titles(desk.at("moderator", LIST))) == 2
    assert titles(desk.at("stranger", LIST)) == []


def test_tabs_and_dates_narrow_the_list(desk):
    event_of(desk, "writer", ("writer", "submit"))
    event_of(desk, "writer", ("chief", "publish"), ("writer", "change"))
    event_of(desk, "writer", ("writer", "trash"))
    past = event_of(desk, "writer")
    with saved(desk.app) as session:
        event = session.get_one(Event, past)
        event.starts_at -= timedelta(days=300)
        event.ends_at -= timedelta(days=300)
    found = {
        query: len(titles(desk.at("writer", f"{LIST}?{query}")))
        for query in (
            "", "quand=passes", "quand=tous", "vue=a-valider", "vue=en-ligne", "vue=corbeille",
            "vue=brouillons", "vue=refuses", f"rubrique={desk.rubrique_id}",
        )
    }  # fmt: skip
    assert list(found.values()) == [2, 1, 3, 2, 1, 1, 0, 0, 2]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("vue=rien", 404),
        ("quand=jamais", 422),
        ("rubrique=999999", 422),
        ("rubrique=x", 422),
        ("apres=x~1", 404),
        ("apres=2026-04-09T00:00:00%2B00:00~0", 404),
    ],
)
def test_odd_questions(desk, query, status):
    assert desk.browsers["writer"].get(f"{LIST}?{query}").status_code == status


def test_pages_are_read_by_key_in_as_many_queries_whatever_there_is(desk, app):
    first = event_of(desk, "writer")
    with counted_queries() as few:
        desk.at("moderator", LIST)
    with saved(app) as session:
        model = session.get_one(Event, first)
        columns = {
            name: getattr(model, name)
            for name in ("rubrique_id", "author_id", "status", "title", "ends_at", "changed_at")
        }
        session.add_all(
            Event(starts_at=model.starts_at + timedelta(minutes=number), **columns)
            for number in range(120)
        )
    with counted_queries() as many:
        page = desk.at("moderator", LIST)
    assert len(many) == len(few)
    seen = len(titles(page))
    while following := page.xpath("//a[contains(@href, 'apres=')]/@href"):
        page = desk.at("moderator", following[0])
        seen += len(titles(page))
    assert seen == 121
    assert page.xpath("//a[contains(@href, 'avant=')]")


def test_an_event_is_approved_and_refused_on_its_page(desk):
    event_id = event_of(desk, "writer", ("writer", "submit"))
    refuse = page_of(event_id, "refuser")
    version = forms_of(desk.at("moderator", page_of(event_id)))[refuse]["version"]
    answer = desk.post("moderator", refuse, version=version, reason=" ")
    assert answer.status_code == 422
    assert read(answer).cssselect("dialog[open]")
    assert desk.post("moderator", refuse, version=version, reason="Trop.").status_code == 303
    assert "Trop." in text(desk.at("writer", page_of(event_id)))
    assert desk.post("writer", page_of(event_id, "soumettre")).status_code == 303
    assert desk.post("moderator", page_of(event_id, "valider")).status_code == 303
    assert stored(desk, event_id).status is Status.ONLINE


def test_a_double_click_counts_once_and_a_late_one_is_told(desk):
    event_id = event_of(desk, "writer", ("writer", "submit"))
    approve, version = page_of(event_id, "valider"), stored(desk, event_id).version
    for _click in range(2):
        assert desk.post("moderator", approve, version=version).status_code == 303
    with saved(desk.app) as session:
        told = select(func.count()).where(LogEntry.action == "approve")
        assert session.scalar(told) == 1
    late = desk.post("manager", page_of(event_id, "refuser"), version=version, reason="Trop tard.")
    assert late.status_code == 409
    assert "Trop tard." in late.get_data(as_text=True), "what was typed is kept"


def test_the_trash_is_undone_for_as_many_as_it_took(desk):
    event_id = event_of(desk, "writer", weekly=True)
    trash = page_of(event_id, "mettre-a-la-corbeille")
    answer = desk.post("writer", trash, scope="following")
    assert answer.location == LIST
    undo = desk.at("writer", LIST).xpath("//div[@class='toast']//form/@action")
    assert undo == [page_of(event_id, "restaurer?scope=following")]
    assert len(titles(desk.at("writer", f"{LIST}?vue=corbeille"))) == 4
    assert desk.post("writer", undo[0]).status_code == 303
    assert len(titles(desk.at("writer", LIST))) == 4


def test_ways_from_the_agenda_and_the_rubrique(desk, app):
    event_id = event_of(desk, "writer", ("chief", "publish"))
    agenda, rubrique = f"/agenda?rubrique={desk.rubrique_id}", f"/rubriques/{desk.rubrique_id}"
    add = f"/publication/evenements/nouveau?rubrique={desk.rubrique_id}"
    rubrique += "-actualites"
    for name, adds, works in (
        ("writer", True, True), ("colleague", True, False), ("moderator", True, True),
        ("visitor", False, False), ("stranger", False, False),
    ):  # fmt: skip
        for path in (agenda, rubrique):
            assert bool(desk.at(name, path).xpath(f"//a[@href='{add}']")) is adds, (name, path)
        links = desk.at(name, agenda).xpath(f"//a[@href='{page_of(event_id)}']")
        assert bool(links) is works, name
    assert "/publication/" not in browser(app).get(agenda).get_data(as_text=True)


def test_what_is_not_online_is_nowhere(desk, app):
    for moves in ((), (("writer", "submit"),), (("writer", "trash"),)):
        event_of(desk, "writer", *moves)
    event_of(desk, "writer", ("writer", "submit"), ("chief", "refuse"))
    visitor = browser(app)
    for path in ("/agenda", f"/rubriques/{desk.rubrique_id}-actualites", "/agenda.ics", "/"):
        assert "La sortie" not in visitor.get(path).get_data(as_text=True), path
        assert "La sortie" not in desk.browsers["manager"].get(path).get_data(as_text=True)


def test_what_waits_is_counted_in_the_menu(desk, app):
    event_of(desk, "writer", ("writer", "submit"), weekly=True)
    with saved(app) as session:
        make_article(session, session.get_one(Rubrique, desk.rubrique_id), status=Status.PENDING)
    menu = text(desk.at("moderator", LIST))
    assert "À valider 1" in menu
    assert "Événements 1" in menu, "a series is one decision"
    assert "Publication 2" in menu


def test_a_series_waits_as_one_line(desk):
    event_id = event_of(desk, "writer", weekly=True)
    assert desk.post("writer", page_of(event_id, "soumettre"), scope="all").status_code == 303
    page = desk.at("moderator", f"{LIST}?vue=a-valider")
    assert titles(page) == ["La sortie"]
    dash = text(desk.at("moderator", "/publication/"))
    assert "1 événement attend votre validation" in dash
    assert "1 événement attend" in text(desk.at("moderator", "/publication/a-valider"))


def test_nothing_of_a_series_is_approved_unseen(desk):
    event_id = event_of(desk, "writer", weekly=True)
    assert desk.post("writer", page_of(event_id, "soumettre"), scope="all").status_code == 303
    approve = page_of(event_id, "valider")
    fields = forms_of(desk.at("moderator", page_of(event_id)))[approve] | {"scope": "all"}
    with saved(desk.app) as session:
        last = session.scalars(select(Event.id).order_by(Event.starts_at.desc())).first()
    assert send_change(desk, "writer", last, place="Chez moi").status_code == 303
    late = desk.browsers["moderator"].post(approve, data=fields)
    assert late.status_code == 409
    assert "Lieu : Chez moi" in text(read(late))
    assert (
        desk.browsers["moderator"].post(approve, data=fields | {"scope": "one"}).status_code == 303
    )
    address = page_of(last, "modifier")
    typed = forms_of(desk.at("writer", address))[address]
    assert send_change(desk, "writer", last, place="Salle 9").status_code == 303
    typed |= {"scope": "all", "do": "save", "version": stored(desk, last).version}
    assert desk.browsers["writer"].post(address, data=typed).status_code == 409


def test_notices_lead_to_the_event(desk):
    event_id = event_of(desk, "writer", ("writer", "submit"))
    page = desk.at("moderator", "/publication/")
    assert page.xpath(f"//aside//a[@href='{page_of(event_id)}']")


def test_the_page_of_an_event_asks_few_questions_whatever_its_series(desk):
    single = event_of(desk, "writer", ("writer", "submit"))
    with counted_queries() as one:
        desk.at("moderator", page_of(single))
    series = event_of(desk, "writer", weekly=True)
    with counted_queries() as four:
        desk.at("moderator", page_of(series))
    assert len(four) <= len(one) + 1
