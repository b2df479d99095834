"""The menu of services as who keeps it sees it: each link with its audience in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.actions.services import state_of
from app.models import ServiceLink
from app.queries.key_names import KeyNames
from app.queries.services import Service, by_group, seen
from app.rules.audience import Profile, Viewer, reaches
from app.rules.see_as import population
from app.rules.services import some_may_hold
from app.targets import told_names
from app.wording import key_in_words


@dataclass(frozen=True)
class ServiceLine:
    """A link, who sees it, and the fingerprint of what is shown here of it."""

    link: ServiceLink
    whom: Sequence[str]
    state: str

    @property
    def group(self) -> str:
        """Return the group of the link."""
        return self.link.group


@dataclass(frozen=True)
class Preview:
    """What everybody of a profile sees, and what some of them see beside, with who these are."""

    services: Sequence[Service]
    beside: Sequence[tuple[str, str]]

    @property
    def groups(self) -> Mapping[str, list[Service]]:
        """Return the services as the menu groups them."""
        return by_group(self.services)


def lines_of(links: Sequence[ServiceLink]) -> list[ServiceLine]:
    """Return the lines of the list, in at most two queries."""
    names = _names(links)
    return [ServiceLine(link, _words(_keys(link), names), state_of(link)) for link in links]


def preview(links: Sequence[ServiceLink], profile: Profile) -> Preview:
    """Return the menu of a profile."""
    viewer = Viewer(None, population(f"profile:{profile}"))
    names = _names(links)
    beside = [
        (link.title, ", ".join(_words(some, names)))
        for link in links
        if not reaches(_keys(link), viewer)
        and (some := [key for key in _keys(link) if some_may_hold(profile, key)])
    ]
    return Preview([seen(link) for link in links if reaches(_keys(link), viewer)], beside)


def _keys(link: ServiceLink) -> list[str]:
    return sorted(one.key for one in link.audience)


def _names(links: Sequence[ServiceLink]) -> KeyNames:
    return told_names({key for link in links for key in _keys(link)})


def _words(keys: Sequence[str], names: KeyNames) -> list[str]:
    return [key_in_words(key, names) for key in keys]
