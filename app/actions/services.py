"""Keep the menu of services: each verb checks what its page showed, changes it and logs it.

Whoever calls has called `hold_services` before reading: two people then change one after the other.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.rubriques import fingerprint
from app.models import ServiceAudience, ServiceLink, SiteVersion
from app.queries.services import all_services, by_group, deleted_service


class ServiceRefused(Exception):
    """The menu is no longer as it was shown; the cause is a word that the page explains."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True)
class ServiceSettings:
    """What is decided of a link, but for its place."""

    title: str
    url: str
    group: str
    icon: str
    description: str
    is_quick: bool
    keys: Sequence[str]


def settings_of(link: ServiceLink) -> ServiceSettings:
    """Return what is decided of a link now."""
    return ServiceSettings(
        link.title,
        link.url,
        link.group,
        link.icon,
        link.description,
        link.is_quick,
        sorted(one.key for one in link.audience),
    )


def state_of(link: ServiceLink) -> str:
    """Return the fingerprint of a link as a form shows it."""
    return fingerprint(asdict(settings_of(link)))


def order_of(links: Sequence[ServiceLink]) -> str:
    """Return the fingerprint of the menu's order as a list shows it."""
    return fingerprint([(link.id, link.group) for link in links])


def hold_services(session: Session) -> None:
    """Let nobody else change the menu until the end of this transaction.

    The one row of the site version is held: a menu that is still empty has none of its own.
    """
    session.execute(select(SiteVersion.value).with_for_update())


def add_service(
    session: Session, now: datetime, actor_id: int, settings: ServiceSettings
) -> ServiceLink:
    """Add a link as the last of its group."""
    links = list(all_services(session))
    link = ServiceLink(position=_last(links) + 1)
    _set(link, settings)
    session.add(link)
    _number(session, [*links, link])
    record(session, now, actor_id, "add", "service", link.id,
           title=link.title, after=asdict(settings_of(link)))  # fmt: skip
    return link


def change_service(
    session: Session,
    now: datetime,
    actor_id: int,
    link: ServiceLink,
    seen: str,
    settings: ServiceSettings,
) -> None:
    """Change a link; one that goes to another group is the last there.

    Raises ServiceRefused (`changed`) when it is not what was seen.
    """
    _check_seen(seen, state_of(link))
    before = asdict(settings_of(link))
    _set(link, settings)
    after = asdict(settings_of(link))
    differs = [name for name in after if before[name] != after[name]]
    if not differs:
        return
    links = list(all_services(session))
    others = [one for one in links if one is not link]
    joins = "group" in differs and link.group in by_group(others)
    _number(session, [*others, link] if joins else links)
    record(session, now, actor_id, "change", "service", link.id, title=link.title,
           before={name: before[name] for name in differs},
           after={name: after[name] for name in differs})  # fmt: skip


def shift_service(
    session: Session, now: datetime, actor_id: int, link: ServiceLink, seen: str, *, up: bool
) -> bool:
    """Move a link one place within its group; tell whether it could.

    Raises ServiceRefused (`order`) when the order is not what was seen.
    """
    links = all_services(session)
    _check_seen(seen, order_of(links), "order")
    groups = by_group(links)
    beside = groups[link.group]
    if not _swap(beside, beside.index(link), up=up):
        return False
    _number(session, [one for group in groups.values() for one in group])
    record(session, now, actor_id, "shift", "service", link.id, title=link.title)
    return True


def shift_group(
    session: Session, now: datetime, actor_id: int, link: ServiceLink, seen: str, *, up: bool
) -> bool:
    """Move the group of a link one place among the groups; tell whether it could.

    Raises ServiceRefused (`order`) when the order is not what was seen.
    """
    links = all_services(session)
    _check_seen(seen, order_of(links), "order")
    groups = by_group(links)
    order = list(groups)
    if not _swap(order, order.index(link.group), up=up):
        return False
    _number(session, [one for name in order for one in groups[name]])
    record(session, now, actor_id, "shift_group", "service", link.id, title=link.group)
    return True


def delete_service(
    session: Session, now: datetime, actor_id: int, link: ServiceLink, seen: str
) -> None:
    """Take a link out of the menu; the journal keeps what `restore_service` needs.

    Raises ServiceRefused (`changed`) when it is not what was seen.
    """
    _check_seen(seen, state_of(link))
    record(session, now, actor_id, "delete", "service", link.id, title=link.title,
           kept={**asdict(settings_of(link)), "position": link.position})  # fmt: skip
    session.delete(link)
    session.flush()


def restore_service(session: Session, now: datetime, actor_id: int, service_id: int) -> ServiceLink:
    """Put a deleted link back where it stood, with its id.

    Raises ServiceRefused: `there` when it is back already, `gone` when nothing of it is kept.
    """
    if session.get(ServiceLink, service_id) is not None:
        raise ServiceRefused("there")
    kept = dict(deleted_service(session, service_id) or {})
    if not kept:
        raise ServiceRefused("gone")
    place = kept.pop("position")
    links = list(all_services(session))
    is_free = all(one.position != place for one in links)
    link = ServiceLink(id=service_id, position=place if is_free else _last(links) + 1)
    _set(link, ServiceSettings(**kept))
    session.add(link)
    links.insert(sum(one.position < place for one in links), link)
    _number(session, links)
    record(session, now, actor_id, "restore", "service", link.id, title=link.title)
    return link


def _check_seen(seen: str, current: str, cause: str = "changed") -> None:
    if seen != current:
        raise ServiceRefused(cause)


def _set(link: ServiceLink, settings: ServiceSettings) -> None:
    values = asdict(settings)
    held = {one.key: one for one in link.audience}
    link.audience = [
        held.get(key) or ServiceAudience(key=key) for key in sorted(set(values.pop("keys")))
    ]
    for name, value in values.items():
        setattr(link, name, value)


def _last(links: Sequence[ServiceLink]) -> int:
    return max((link.position for link in links), default=0)


def _swap(things: list[ServiceLink] | list[str], here: int, *, up: bool) -> bool:
    there = here - 1 if up else here + 1
    if not 0 <= there < len(things):
        return False
    things.insert(there, things.pop(here))  # type: ignore[arg-type]
    return True


def _number(session: Session, links: Sequence[ServiceLink]) -> None:
    """Let the links stand in this order, those of a group together; where they do, nothing moves.

    Two links never have the same place: those that move leave theirs first.
    """
    session.flush()
    order = [one for group in by_group(links).values() for one in group]
    if order == sorted(order, key=lambda one: one.position):
        return
    moving = [(place, link) for place, link in enumerate(order, 1) if link.position != place]
    for _place, link in moving:
        link.position = -link.position
    session.flush()
    for place, link in moving:
        link.position = place
    session.flush()
