"""Targeted announcements: written, approved and followed by those who send them."""

from flask import Blueprint

from app.access import rights, roles
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


def approves(_one: Viewer) -> bool:
    """Let in whoever decides of what others propose."""
    return Right.APPROVE_ANNOUNCEMENTS in rights()
