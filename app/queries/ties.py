"""Who may know whose child somebody is (DESIGN, "Personal data"), wherever people are found by it.

That somebody who works here is also a parent is nobody's business but of who knows everybody; a tie
to a pupil is known to the two themselves and to the pupil's teachers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select, true

from app.models import Guardian, Membership
from app.queries.people import is_staff
from app.queries.profiles import is_of_profile
from app.rules.audience import Part, Profile, Viewer
from app.rules.directory import STAFF, groups_of, sees_all
from app.rules.site_rights import Right


@dataclass(frozen=True)
class Finder:
    """Who looks into the directory, and the rights by which more is shown."""

    viewer: Viewer
    rights: Collection[Right] = ()

    @property
    def sees_all(self) -> bool:
        """Whether everybody is known to this viewer."""
        return sees_all(self.viewer, self.rights)


def may_know_tie(finder: Finder) -> ColumnElement[bool]:
    """Return that a viewer may know whose child somebody is, as a row of Guardian says it."""
    if finder.sees_all:
        return true()
    oneself = finder.viewer.person_id
    return or_(
        Guardian.adult_id == oneself,
        Guardian.pupil_id == oneself,
        Guardian.pupil_id.in_(taught_by(finder.viewer)),
    )


def taught_by(viewer: Viewer) -> Select[int]:
    """Select the ids of the pupils whom a viewer teaches."""
    groups = sorted(groups_of(viewer, Part.TEACHER))
    return select(Membership.person_id).where(
        Membership.group_id.in_(groups), Membership.part == Part.PUPIL
    )


def is_known_as(finder: Finder, profile: Profile) -> ColumnElement[bool]:
    """Return that a person is of a profile, as far as a viewer may find him by it."""
    has = is_of_profile(profile)
    is_private = profile is Profile.PARENT and not finder.sees_all
    return and_(has, not_(is_staff())) if is_private else has


def profiles_told(finder: Finder, person_id: int, held: Sequence[Profile]) -> Sequence[Profile]:
    """Return what a viewer is told of a person's profiles: of who works here, only the work."""
    works = [one for one in held if one in STAFF]
    is_private = works and not finder.sees_all and person_id != finder.viewer.person_id
    return works if is_private else held
