"""The directory: who knows everybody in it, who looks after accounts, and when one ends."""

from collections.abc import Collection
from datetime import date, timedelta

from app.rules.access_codes import GUARDED, HIGHEST
from app.rules.audience import Duty, Function, Part, Profile, Viewer
from app.rules.site_rights import Right

SEE_ALL = frozenset({"function:DIR", "function:EVS", "function:ETA"})
STAFF = (Profile.TEACHER, Profile.STAFF, Profile.LOCAL_AUTHORITY)
OF_THE_SCHOOL = frozenset(f"profile:{one}" for one in Profile if one is not Profile.OTHER)
"""The profiles of who belongs to the school: guests know nobody."""
LONGEST_GUEST = timedelta(days=366)
"""How far ahead the access of a guest may end: at least once a year somebody thinks of it."""


def sees_all(viewer: Viewer, rights: Collection[Right] = ()) -> bool:
    """Tell whether somebody knows everybody: by duty or function, or to manage the directory."""
    return viewer.manages_everywhere or bool(viewer.keys & SEE_ALL) or Right.DIRECTORY in rights


def groups_of(viewer: Viewer, *parts: Part) -> frozenset[int]:
    """Return the ids of the groups to which the viewer belongs, by one of these parts or any."""
    found = set()
    for key in viewer.keys:
        if key.startswith("group:"):
            id_, _slash, part = key.removeprefix("group:").partition("/")
            if not parts or part in parts:
                found.add(int(id_))
    return frozenset(found)


def is_guest(source: str, functions: Collection[Function], duties: Collection[Duty]) -> bool:
    """Tell whether an account was made here for somebody without a place in the school (p. 38)."""
    return source == "local" and not duties and set(functions) <= {Function.ACA}


def has_ended(access_ends_on: date | None, today: date) -> bool:
    """Tell whether an account is over; it holds to the end of its last day in Paris."""
    return access_ends_on is not None and access_ends_on < today


def may_change_account(
    viewer: Viewer, person_id: int, duties: Collection[Duty], *, holds_more: bool = False
) -> bool:
    """Tell whether who manages the directory may suspend an account, or change its mail address.

    Never one's own, so that nobody locks himself out. The accounts that open everything are for the
    highest only, and so are those that hold a right which the viewer lacks: with their mail
    address goes a new password.
    """
    if viewer.person_id == person_id:
        return False
    is_ordinary = GUARDED.isdisjoint(duties) and not holds_more
    return bool(viewer.keys & HIGHEST) or is_ordinary
