"""What stands beside the announcements: one's children or class, what waits, where one goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.access import look, viewer
from app.queries.briefs import Brief
from app.queries.owner import Owner
from app.queries.services import Service
from app.services import quick_links
from app.shared import own
from blueprints.personal.family import Member, family, news_beside
from blueprints.personal.spaces import Space, own_spaces
from blueprints.personal.waiting import waiting, waiting_announcements, waiting_events


@dataclass(frozen=True)
class Arrival:
    """Whose classes, what waits and which ways lead on."""

    members: Sequence[Member]
    lists: Mapping[str, Sequence[Brief]]
    """The news of each member, what is to be approved, and what was refused."""
    office: Sequence[tuple[str, str]]
    agenda: Sequence[tuple[str, str]]
    spaces: Sequence[Space]
    has_spaces: bool
    quick: Sequence[Service]

    @property
    def waits(self) -> bool:
        """Whether something waits for the reader."""
        lists = self.lists.get("to approve") or self.lists.get("refused")
        return bool(lists or self.office or self.agenda)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not (self.members or self.waits or self.has_spaces or self.quick)

    def new_since(self, since: datetime | None) -> frozenset[int]:
        """Return the ids of the news that are new since a moment; without one none is."""
        if since is None:
            return frozenset()
        return frozenset(
            brief.id
            for member in self.members
            for brief in self.lists[member.section]
            if brief.bumped_at and brief.bumped_at > since
        )


def arrival(owner: Owner) -> Arrival:
    """Return what its owner finds on the page, made once until something of it changes."""
    who = viewer()
    if who.person_id is None or look() is not None:
        return _arrival(owner)
    return own(who.person_id, ("arrival", who), lambda: _arrival(owner))


def _arrival(owner: Owner) -> Arrival:
    members = family(owner.pupils)
    spaces = own_spaces([space for member in members for space in member.spaces])
    return Arrival(
        members=members,
        lists=news_beside(members, waiting()),
        office=waiting_announcements(owner),
        agenda=waiting_events(owner),
        spaces=spaces,
        has_spaces=bool(spaces) or viewer().manages_everywhere,
        quick=quick_links(),
    )
