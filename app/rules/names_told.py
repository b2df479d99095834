"""To whom the check of a text tells which names are those of pupils or parents."""

from app.rules.audience import Viewer
from app.rules.roles import Permission, Role, allows
from app.rules.signature import STAFF

_KEYS = frozenset(f"profile:{profile}" for profile in STAFF)


def may_hear_names(viewer: Viewer, role: Role | None, *, own: bool) -> bool:
    """Tell whether a name of the school's directory is told in a text that one writes.

    To the staff, and to whoever may put the text online, where it stops at the same names. A pupil
    who writes could else try out names, and learn who is here: for him, who approves is told.
    """
    return bool(viewer.keys & _KEYS) or allows(Permission.PUBLISH, role, own)
