"""The newsroom: articles from their first draft to the trash, for those who write and review."""

from flask import Blueprint
from flask_babel import gettext as _

from app.desk import entry

newsroom = Blueprint("newsroom", __name__, url_prefix="/publication")


@newsroom.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the newsroom their own menu."""
    return {
        "subnav": [
            entry(_("Contributions"), "newsroom.contributions"),
            entry(_("My batches"), "newsroom.batches"),
        ]
    }


from blueprints.newsroom import (  # noqa: E402 - their views register on the blueprint above
    batches,  # noqa: F401
    contributions,  # noqa: F401
    dashboard,  # noqa: F401
)
