"""The agenda: the next events of chosen rubriques, or of all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import NumberRange

from app.days import moment_and_place
from app.forms import AtMost, NumberField, RubriquesField
from app.models import PageKind
from app.queries.agenda import agenda_events
from app.queries.events import coming, readable_events
from app.rules.audience import Viewer
from app.rules.page_tiles import Sources, Supply
from app.tile import PlacedTile, TileType, read

MOST_RUBRIQUES = 40
MOST_EVENTS = 30


class Events(TileType):
    """Events of rubriques that the viewer may not read are left out."""

    kind = "events"
    label = _l("Agenda")
    about = _l("The next dates of the agenda.")
    icon = "calendar-days"
    pages = frozenset(PageKind)
    columns = 4
    example: ClassVar[Mapping[str, Any]] = {"rubriques": [1], "maximum": 5}

    class Settings(Form):
        """Whose events, none chosen meaning all rubriques, and how many."""

        rubriques = RubriquesField(
            _l("Rubriques"),
            supply=Supply.EVENTS,
            description=_l("Where none is chosen, all agendas give their dates."),
            validators=[AtMost(MOST_RUBRIQUES)],
        )
        maximum = NumberField(
            _l("How many events at most"),
            default=5,
            validators=[NumberRange(min=1, max=MOST_EVENTS)],
        )

    def context(
        self, tile: PlacedTile, settings: Mapping[str, Any], viewer: Viewer, now: datetime
    ) -> dict[str, Any]:
        """Give the events that are not over, the next one first, in one query."""
        events = readable_events(viewer, settings["rubriques"] or None)
        next_ones = coming(events, now).limit(settings["maximum"])
        found = agenda_events(read(), viewer, now, next_ones)
        return {"events": [(event, moment_and_place(event)) for event in found]}

    def sources(self, settings: Mapping[str, Any]) -> Sources:
        """Name the rubriques."""
        chosen = tuple(settings["rubriques"])
        return Sources(Supply.EVENTS, chosen, everywhere=not chosen, maximum=settings["maximum"])
