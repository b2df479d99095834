"""Events in the states that the demo school does not have, for looks at their pages."""

from dataclasses import replace
from datetime import date, time

from sqlalchemy.orm import Session

from app.actions.event_moves import make_event_move
from app.actions.event_text import EventText, newest_text
from app.actions.events import Repetition, change_event, create_event
from app.demo.texts import CLOCK
from app.models import Event, Person, Rubrique
from app.queries.event_work import EventWork, read_event_work, read_series_work
from app.queries.rubriques import nodes
from app.queries.viewers import viewer_of
from app.queries.workpiece import Worker
from app.rules.events import Scope
from app.rules.repeating import Repeats, Span
from app.rules.visibility import roles_in

MOVES = {
    "draft of an event": [],
    "event to approve": ["submit"],
    "event online": ["publish"],
    "event with a change": ["publish"],
    "refused event": ["submit", "refuse"],
    "trashed event": ["trash"],
}
OUTING = EventText(
    "Sortie au musée",
    "Salle polyvalente",
    "Apportez un pique-nique.\nRetour vers 17 h.",
    Span(date(2026, 4, 9), date(2026, 4, 9), time(8, 30), time(17)),
)


def events(session: Session, rubrique: Rubrique, author: Person, head: Person) -> dict[str, int]:
    """Let somebody write one for each state, and the head decide; return their ids by name."""
    return {name: _made(session, name, rubrique, author, head).id for name in MOVES}


def _made(session: Session, name: str, rubrique: Rubrique, author: Person, head: Person) -> Event:
    repetition = (
        Repetition(Repeats.WEEKLY, date(2026, 5, 28)) if name == "event to approve" else None
    )
    made = create_event(
        session, CLOCK, author.id, rubrique.id, replace(OUTING, title=f"Sortie : {name}"),
        creation_key=name.replace(" ", "-"), repetition=repetition,
    )  # fmt: skip
    for move in MOVES[name]:
        person = head if move in ("refuse", "publish") else author
        works = read_series_work(
            session, _worker(session, person), _work(session, person, made), Scope.ALL
        )
        make_event_move(
            session,
            CLOCK,
            person.id,
            works,
            move,
            seen_version=None,
            reason="Dites à quelle heure.",
        )
    if name == "event with a change":
        text = replace(newest_text(made), place="Devant le collège")
        works = [_work(session, author, made)]
        change_event(session, CLOCK, author.id, works, text, seen_version=made.version)
    return made


def _work(session: Session, person: Person, event: Event) -> EventWork:
    found = read_event_work(session, _worker(session, person), event.id)
    assert found is not None
    return found


def _worker(session: Session, person: Person) -> Worker:
    viewer = viewer_of(session, person.id)
    return Worker(viewer, roles_in(nodes(session), viewer))
