"""The site as its managers see it: rubriques and their actors, rights, the journal."""

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from app.access import own_viewer, rights, viewer
from app.desk import Entry, entry
from app.models import PageKind
from app.rules.pages import composed_with
from app.rules.site_rights import Right, rights_by_rule
from blueprints.site.laid import OF_PAGE
from blueprints.site.managed import managed_something

site = Blueprint("site", __name__, url_prefix="/site")


@site.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the site's management their own menu."""
    return {"subnav": _entries()}


def _entries() -> list[Entry]:
    manages_some = managed_something(viewer())
    found = [entry(_("Overview"), "site.overview")]
    composed = composed_with(rights())
    found += [_entry_of(page) for page in composed]
    if manages_some:
        found += [
            entry(_("Rubriques"), "site.rubriques"),
            entry(_("Neglected rubriques"), "site.neglected_rubriques"),
            entry(_("Trash"), "site.rubrique_trash"),
        ]
    if composed:
        found.append(entry(_("Who publishes"), f"site.{OF_PAGE[composed[0]]}_publishers"))
    if rights_by_rule(own_viewer()):
        found.append(entry(_("Rights on the site"), "site.site_rights"))
    if manages_some or Right.SEE_AS in rights():
        found.append(entry(_("See as"), "site.see_as"))
    if Right.SERVICES in rights():
        found.append(entry(_("Services"), "site.services"))
    if Right.JOURNAL in rights():
        found.append(entry(_("Journal"), "site.journal"))
    if Right.SETTINGS in rights():
        found += [_settings(), entry(_("Jobs"), "site.jobs")]
    return found


def _settings() -> Entry:
    """Return the entry of the settings, current on each of their pages."""
    first = url_for("site.settings")
    return Entry(_("Settings"), first, request.path.startswith(first))


def _entry_of(page: PageKind) -> Entry:
    names = {PageKind.PUBLIC_HOME: _("Home page"), PageKind.PERSONAL_HOME: _("Personal page")}
    is_current = (request.view_args or {}).get("page") is page
    return Entry(names[page], url_for("site.composing", page=page), is_current)


from blueprints.site import (  # noqa: E402, F401 - their views register on the blueprint above
    actors,
    appearance,
    composing,
    delegation,
    ending,
    in_tile,
    jobs,
    journal,
    moving,
    neglected,
    overview,
    page_history,
    page_preview,
    page_publishers,
    people,
    publishing,
    rubriques,
    see_as,
    service_order,
    services,
    settings,
    tile_moves,
    tile_settings,
)
