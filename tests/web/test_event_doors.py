"""Who may do what with an event: each state × role × authorship, through its pages."""

from itertools import product

import pytest
from sqlalchemy import select

from app.models import Event, Grant, Rubrique
from app.rules.audience import user_key
from app.rules.events import open_moves
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Change, Stage, State
from blueprints.newsroom.event_looks import LOOKS, NAMES
from tests.factories import make_rubrique
from tests.visits import browser, saved
from tests.web.event_pages import (
    LIST,
    NEW,
    event_of,
    events_in,
    make_agenda,
    page_of,
    send_new,
    stored,
)

pytestmark = pytest.mark.usefixtures("demo_day")

WAYS = {
    State(Stage.DRAFT): (),
    State(Stage.REFUSED): (("{author}", "submit"), ("chief", "refuse")),
    State(Stage.PENDING): (("{author}", "submit"),),
    State(Stage.ONLINE): (("chief", "publish"),),
    State(Stage.ONLINE, Change.PENDING): (("chief", "publish"), ("writer", "change")),
    State(Stage.TRASHED): (("chief", "publish"), ("chief", "trash")),
}
ROLES = {
    "visitor": Role.VISITOR,
    "writer": Role.WRITER,
    "publisher": Role.PUBLISHER,
    "moderator": Role.MODERATOR,
    "manager": Role.MANAGER,
    "colleague": Role.WRITER,
}


@pytest.fixture
def desk(app):
    return make_agenda(app, Visibility.PRIVATE)


def made(desk, state):
    """Return an event of the writer in a state."""
    moves = [(name.format(author="writer"), move) for name, move in WAYS[state]]
    return event_of(desk, "writer", *moves)


@pytest.mark.parametrize(("state", "name"), list(product(WAYS, [*ROLES, "stranger"])))
def test_buttons_and_posts_agree(desk, state, name):
    event_id = made(desk, state)
    role, own = ROLES.get(name), name == "writer"
    works = own or role in (Role.MODERATOR, Role.MANAGER)
    reads = role is not None and state.stage is Stage.ONLINE
    expected = 200 if works else 403 if reads else 404
    page = desk.at(name, page_of(event_id), expected)
    allowed = {one.name for one in open_moves(state, role, own)} if works else set()
    shown = {action.rpartition("/")[2] for action in page.xpath("//main//@formaction")} | {
        action.rpartition("/")[2] for action in page.xpath("//main//dialog//form/@action")
    }
    assert shown == {LOOKS[one].word for one in allowed}
    before = stored(desk, event_id)
    just_done = {"submit", "submit_change"} if own else set()
    for move in set(NAMES.values()) - allowed - just_done:
        answer = desk.post(name, page_of(event_id, LOOKS[move].word), reason="Non.")
        assert answer.status_code in ((403, 409) if works else (expected,)), move
    after = stored(desk, event_id)
    assert (after.status, after.version) == (before.status, before.version)


@pytest.mark.parametrize("name", ["visitor", "colleague", "stranger"])
def test_nobody_else_opens_the_form_or_saves(desk, name):
    for state, expected in ((State(Stage.DRAFT), 404), (State(Stage.ONLINE), 403)):
        event_id = made(desk, state)
        expected = 404 if name == "stranger" else expected
        desk.at(name, page_of(event_id, "modifier"), expected)
        typed = {"title": "Volé", "starts_on": "2026-04-09", "version": "1", "do": "save"}
        assert desk.post(name, page_of(event_id, "modifier"), **typed).status_code == expected
        assert stored(desk, event_id).title == "La sortie"


def test_visitors_are_sent_to_the_login(desk, app):
    event_id = made(desk, State(Stage.ONLINE))
    for path in (LIST, NEW, page_of(event_id), page_of(event_id, "modifier")):
        assert browser(app).get(path).status_code == 302


@pytest.mark.parametrize("path", ["0", "-1", "1e3", "١", "9999999999", "%00", "999999"])
def test_what_is_no_event_is_not_found(desk, path):
    assert desk.browsers["manager"].get(f"{LIST}/{path}").status_code == 404


def test_a_move_that_does_not_exist_is_not_found(desk):
    event_id = made(desk, State(Stage.DRAFT))
    assert desk.post("manager", page_of(event_id, "programmer")).status_code == 404
    publish = page_of(event_id, LOOKS["publish"].word)
    assert desk.post("manager", publish, scope="everything").status_code == 404


def test_one_writes_only_where_one_may_and_the_agenda_is_on(desk, app):
    with saved(app) as session:
        other = make_rubrique(session, "Ailleurs").id
    for place, expected in ((other, 403), (999_999, 404), (desk.rubrique_id, 200)):
        desk.at("writer", f"{NEW}?rubrique={place}", expected)
    answer = send_new(desk, "writer", rubrique_id=str(other))
    assert (answer.status_code, events_in(desk)) == (403, 0)
    assert send_new(desk, "writer", rubrique_id="x").status_code == 404
    with saved(app) as session:
        session.get_one(Rubrique, desk.rubrique_id).has_agenda = False
    desk.at("manager", f"{NEW}?rubrique={desk.rubrique_id}", 403)
    assert "Vous ne pouvez pas encore" in desk.at("manager", NEW).text_content()


def test_what_a_form_does_not_ask_is_ignored(desk):
    typed = {"status": "online", "author_id": "1", "series_id": "1", "decided_by_id": "1"}
    answer = send_new(desk, "writer", **typed)
    assert answer.status_code == 303
    with saved(desk.app) as session:
        event = session.scalars(select(Event)).one()
        assert (event.status.value, event.author_id) == ("draft", desk.people["writer"])
        assert event.series_id is None


def test_a_rubrique_is_asked_for_where_there_are_several(desk, app):
    with saved(app) as session:
        session.add(other := make_rubrique(session, "Club"))
        other.has_agenda, other.grants = True, []
        session.add(
            Grant(rubrique_id=other.id, key=user_key(desk.people["writer"]), role=Role.WRITER)
        )
        other_id = other.id
    links = desk.at("writer", NEW).xpath("//main//ul[contains(@class, 'panel')]//a/@href")
    assert f"{NEW}?rubrique={other_id}" in links
    assert len(links) == 2
    assert desk.at("publisher", NEW).cssselect("input[name=title]"), "the only place is taken"
