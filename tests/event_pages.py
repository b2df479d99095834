"""The pages of events at work, each with somebody who may see it."""

from tests.demo_pages import RUBRIQUES
from tests.sights import HEAD, PARENT, TEACHER, Sight


def _event(name: str, login: str = HEAD, view: str = "event") -> Sight:
    return Sight(f"newsroom.{view}", login, {"event_id": name})


SIGHTS = {
    "events": Sight("newsroom.events", HEAD, {"quand": "tous"}),
    "events to approve": Sight("newsroom.events", HEAD, {"vue": "a-valider"}),
    "events of who cannot write": Sight("newsroom.events", PARENT),
    "no event found": Sight("newsroom.events", TEACHER, {"vue": "refuses"}),
    "where to add an event": Sight("newsroom.new_event"),
    "nowhere to add an event": Sight("newsroom.new_event", PARENT),
    "new event": Sight("newsroom.new_event", HEAD, {"rubrique": RUBRIQUES["actualites"]}),
    "draft of an event": _event("draft of an event"),
    "event to approve": _event("event to approve"),
    "event online": _event("event online"),
    "event with a change": _event("event with a change"),
    "refused event": _event("refused event"),
    "trashed event": _event("trashed event"),
    "changing an event": _event("event online", view="edit_event"),
    "changing a series": _event("event to approve", view="edit_event"),
}
