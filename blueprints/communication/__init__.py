"""Targeted announcements: written, approved and followed by those who send them."""

from collections.abc import Iterator

from flask import Blueprint
from flask_babel import gettext as _

from app.access import rights, roles, viewer
from app.desk import Entry, entry, waiting_announcements_count
from app.rules.announcing import Reach, may_announce
from app.rules.audience import Viewer
from app.rules.roles import Permission, allows
from app.rules.site_rights import Right

communication = Blueprint("communication", __name__, url_prefix="/communication")


def writes() -> bool:
    """Tell whether the viewer holds the role of a writer or more in some rubrique."""
    return any(allows(Permission.PROPOSE, role, own=True) for role in set(roles().values()))


def announces(one: Viewer) -> bool:
    """Let in whoever may send an announcement or propose one."""
    return may_announce(one, rights(), writes=writes()) is not Reach.NONE


@communication.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of announcements their own menu."""
    return {"subnav": list(_pages())}


def _pages() -> Iterator[Entry]:
    yield entry(_("Announcements"), "communication.announcements")
    yield entry(_("New announcement"), "communication.new_announcement")
    if approves(viewer()):
        yield entry(_("To approve"), "communication.waiting", waiting_announcements_count())


def approves(_one: Viewer) -> bool:
    """Let in whoever decides of what others propose."""
    return Right.APPROVE_ANNOUNCEMENTS in rights()


from blueprints.communication import (  # noqa: E402, F401 - views register on the blueprint above
    announcement,
    announcements,
    deciding,
    reach,
    writing,
)
