"""The directory: people, guests, groups, who is in charge of what, and access to the site."""

from flask import Blueprint
from flask_babel import gettext as _

from app.access import rights, viewer
from app.desk import Entry, entry
from app.rules.access_codes import may_issue_codes
from app.rules.site_rights import Right

directory = Blueprint("directory", __name__, url_prefix="/annuaire")


@directory.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the directory their own menu, to who finds more than one there."""
    entries = list(_entries())
    return {"subnav": entries if len(entries) > 1 else []}


def _entries() -> list[Entry]:
    found = [
        entry(_("People"), "directory.people"),
        entry(_("Groups"), "directory.groups"),
        entry(_("Who does what"), "directory.duties"),
    ]
    if Right.DIRECTORY in rights():
        found.append(entry(_("Guests"), "directory.guests"))
        found.append(entry(_("Import"), "directory.imports"))
    if may_issue_codes(viewer()):
        found.append(entry(_("First access"), "directory.activation"))
    if Right.DIRECTORY in rights():
        found.append(entry(_("Requests about personal data"), "directory.data_requests"))
    return found


from blueprints.directory import (  # noqa: E402, F401 - their views register on the blueprint above
    accounts,
    activation,
    companions,
    duties,
    erasure,
    group_members,
    group_page,
    group_settings,
    groups,
    guests,
    imports,
    people,
    person,
    pruning,
    requests,
)
