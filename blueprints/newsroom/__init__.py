"""The newsroom: articles from their first draft to the trash, for those who write and review."""

from collections.abc import Iterator

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import pgettext

from app.access import peer, roles
from app.desk import Entry, entry, waiting_count, waiting_events_count
from app.queries.work import rubriques_where
from app.rules.roles import Permission
from app.shared import shared

newsroom = Blueprint("newsroom", __name__, url_prefix="/publication")


@newsroom.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the newsroom their own menu."""
    name = ("newsroom's pages", peer(), request.endpoint)
    return {"subnav": shared(name, lambda: list(_pages()))}


def _pages() -> Iterator[Entry]:
    yield entry(_("Dashboard"), "newsroom.dashboard")
    yield entry(_("Contributions"), "newsroom.contributions")
    if rubriques_where(Permission.APPROVE, roles()):
        yield entry(_("To approve"), "newsroom.review", waiting_count())
        yield entry(pgettext("page", "Check"), "newsroom.online_check")
    yield entry(_("Events"), "newsroom.events", waiting_events_count())
    yield entry(_("Media library"), "newsroom.library")
    yield entry(_("My batches"), "newsroom.batches")
    yield entry(_("Trash"), "newsroom.trash")


from blueprints.newsroom import (  # noqa: E402, F401 - views register on the blueprint above
    articles,
    batches,
    check,
    confirmations,
    contributions,
    dashboard,
    editor,
    event_moves,
    event_page,
    event_writing,
    events,
    framing,
    library,
    media_item,
    media_upload,
    models,
    online_check,
    picker,
    preview_links,
    previews,
    review,
    revisions,
    transitions,
    trash,
    versions,
    working_copies,
    writing,
)
