"""How each move of an event looks: its word in addresses, its button, what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.looks import Look
from app.rules.events import MOVES
from blueprints.newsroom.looks import LOOKS as OF_ARTICLES
from blueprints.newsroom.looks import main_transition

_SAID = {
    "withdraw": {"done": _l("Withdrawn. The event is a draft again.")},
    "refuse": {"question": _l("Refuse this event?")},
    "publish": {"done": _l("The event is in the agenda.")},
    "approve": {"done": _l("Approved. The event is in the agenda, and its author has been told.")},
    "submit_change": {
        "done": _l("Submitted. Until it is approved, readers keep the event as it is.")
    },
    "withdraw_change": {
        "done": _l("Withdrawn. Your change is kept, and readers keep the event as it is.")
    },
    "approve_change": {"done": _l("Approved. The change is online, and the author has been told.")},
    "publish_change": {"done": _l("The change is online.")},
    "discard_change": {"explained": _l("Readers keep the event as it is.")},
    "unpublish": {
        "done": _l("Taken offline. The event is a draft again."),
        "question": _l("Take this event offline?"),
        "explained": _l(
            "It leaves the agenda and the calendars that follow it. It becomes a draft and can be"
            " put online again."
        ),
    },
    "trash": {
        "question": _l("Move this event to the trash?"),
        "explained": _l("It leaves the agenda at once. It can be restored for 90 days."),
    },
}
LOOKS: Mapping[str, Look] = {
    move.name: replace(OF_ARTICLES[move.name], **_SAID.get(move.name, {})) for move in MOVES
}
"""Those of articles, with words of their own where they name the thing."""
NAMES: Mapping[str, str] = {look.word: name for name, look in LOOKS.items()}
"""The move behind each address."""
FROM_FORM = ("publish", "submit", "approve")
"""What an event that was just written may be sent on to, in one go with saving it."""


def drawn(names: Iterable[str]) -> list[tuple[str, Look]]:
    """Return moves with their looks; the one to which the page leads stands out."""
    names = list(names)
    main = main_transition(names)
    return [
        (name, replace(LOOKS[name], kind="primary") if name == main else LOOKS[name])
        for name in names
    ]
