"""The site as its managers see it: rubriques and their actors, rights, the journal."""

from flask import Blueprint
from flask_babel import gettext as _

from app.access import rights
from app.desk import Entry, entry
from app.rules.site_rights import Right

site = Blueprint("site", __name__, url_prefix="/site")


@site.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the site's management their own menu."""
    return {"subnav": _entries()}


def _entries() -> list[Entry]:
    found = [entry(_("Overview"), "site.overview")]
    if Right.JOURNAL in rights():
        found.append(entry(_("Journal"), "site.journal"))
    if Right.SETTINGS in rights():
        found.append(entry(_("Jobs"), "site.jobs"))
    return found


from blueprints.site import jobs, journal, overview  # noqa: E402, F401 - its views register on the blueprint above
