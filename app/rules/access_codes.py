"""One-time codes: how long they hold, and who may print them for whom."""

from collections.abc import Collection
from datetime import timedelta

from app.rules.audience import MANAGERS_EVERYWHERE, Duty, Viewer

ACTIVATION_LASTS = timedelta(days=60)
RESET_LASTS = timedelta(hours=1)
MOST_RESETS = 3
"""How many links for a new password an account is sent while one of them lasts."""

ISSUERS = frozenset({"duty:cpe", "duty:secretariat"}) | MANAGERS_EVERYWHERE
HIGHEST = frozenset({"duty:head", "duty:admin"})
GUARDED = frozenset({Duty.HEAD, Duty.DEPUTY, Duty.ADMIN})
"""Whose accounts open everything: a code for them is printed by the highest only."""


def may_issue_codes(viewer: Viewer) -> bool:
    """Tell whether somebody prints codes at all."""
    return bool(viewer.keys & ISSUERS)


def may_issue_code_for(
    viewer: Viewer, person_id: int, duties: Collection[Duty], *, holds_more: bool = False
) -> bool:
    """Tell whether somebody prints a code for a person with these duties.

    `holds_more`: the person was given a right on the site that the viewer lacks, and who prints the
    code could take it. Never for oneself: with an open session one could set a password without
    knowing the old one.
    """
    if not may_issue_codes(viewer) or viewer.person_id == person_id:
        return False
    is_ordinary = GUARDED.isdisjoint(duties) and not holds_more
    return bool(viewer.keys & HIGHEST) or is_ordinary
