"""Who may be erased from the directory, and by whom (RGPD, article 17)."""

from collections.abc import Collection
from enum import StrEnum

from app.rules.access_codes import GUARDED, HIGHEST
from app.rules.audience import Duty, Viewer

KEPT_ALIVE = frozenset({Duty.HEAD, Duty.ADMIN})
"""What a school cannot be without: its last head, its last administrator."""


class Kept(StrEnum):
    """Why an account cannot be erased."""

    ONESELF = "oneself"
    LAST_HEAD = "last_head"
    LAST_ADMIN = "last_admin"
    GUARDED = "guarded"


def why_kept(
    viewer: Viewer,
    person_id: int,
    duties: Collection[Duty],
    sole: Collection[Duty],
    *,
    holds_more: bool = False,
) -> Kept | None:
    """Tell why a viewer cannot erase a person with these duties, nothing when he can.

    `sole` are those of them that nobody else holds. `holds_more`: the person was given a right on
    the site that the viewer lacks. Those who may open everything are erased by the highest only.
    """
    if viewer.person_id == person_id:
        return Kept.ONESELF
    elif Duty.HEAD in sole:
        return Kept.LAST_HEAD
    elif Duty.ADMIN in sole:
        return Kept.LAST_ADMIN
    elif (holds_more or not GUARDED.isdisjoint(duties)) and not viewer.keys & HIGHEST:
        return Kept.GUARDED
    else:
        return None
