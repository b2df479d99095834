"""Who says who is in charge of what ("Qui fait quoi", guide p. 34, 46)."""

from collections.abc import Collection

from app.rules.access_codes import GUARDED, HIGHEST
from app.rules.audience import Duty, Viewer
from app.rules.site_rights import Right


def may_change_duty(viewer: Viewer, duty: Duty, rights: Collection[Right]) -> bool:
    """Tell whether a viewer with these rights gives and takes a duty.

    Who is head, deputy or administrator answers for the site: only the head and the administrators
    say it, nobody by a delegated right.
    """
    if duty in GUARDED:
        return bool(viewer.keys & HIGHEST)
    return Right.DIRECTORY in rights


def may_give_more(viewer: Viewer) -> bool:
    """Tell whether a viewer lets others have rights that are not his own."""
    return bool(viewer.keys & HIGHEST)
