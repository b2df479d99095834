"""The menu of services: what a viewer sees of it, and the whole of it for who keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.models import LogEntry, ServiceAudience, ServiceLink
from app.rules.audience import Viewer


@dataclass(frozen=True)
class Service:
    """A link of the menu as its readers see it."""

    title: str
    description: str
    url: str
    group: str
    icon: str
    is_quick: bool

    @property
    def is_outside(self) -> bool:
        """Whether it leads to another site."""
        return not self.url.startswith("/")


class HasGroup(Protocol):
    """Whatever stands in a group of the menu."""

    @property
    def group(self) -> str:
        """Return the name of the group."""


Grouped = TypeVar("Grouped", bound=HasGroup)


def services_for(viewer: Viewer) -> Select[Any]:
    """Select the links whose audience reaches a viewer, in order, as `Service` holds them."""
    reached = select(ServiceAudience.service_link_id).where(
        ServiceAudience.key.in_(sorted(viewer.keys))
    )
    columns = [getattr(ServiceLink, name) for name in Service.__annotations__]
    return select(*columns).where(ServiceLink.id.in_(reached)).order_by(ServiceLink.position)


def read_services(session: Session, viewer: Viewer) -> list[Service]:
    """Return the links that a viewer sees, in one query; a visitor sees none, and asks nothing."""
    if viewer.is_anonymous:
        return []
    return [Service(*row) for row in session.execute(services_for(viewer))]


def seen(link: ServiceLink) -> Service:
    """Return a link as its readers see it."""
    return Service(*(getattr(link, name) for name in Service.__annotations__))


def all_services(session: Session) -> Sequence[ServiceLink]:
    """Return all links with their audience, in order, in two queries."""
    return session.scalars(
        select(ServiceLink)
        .options(selectinload(ServiceLink.audience))
        .order_by(ServiceLink.position)
    ).all()


def by_group(services: Iterable[Grouped]) -> Mapping[str, list[Grouped]]:
    """Return links by the group in which they stand, both in the order in which they come."""
    groups: dict[str, list[Grouped]] = {}
    for one in services:
        groups.setdefault(one.group, []).append(one)
    return groups


def deleted_service(session: Session, service_id: int) -> Mapping[str, Any] | None:
    """Return what a deleted link was, as the journal keeps it; none when it keeps nothing."""
    details = session.scalars(
        select(LogEntry.details)
        .where(
            LogEntry.subject == "service",
            LogEntry.subject_id == service_id,
            LogEntry.action == "delete",
        )
        .order_by(LogEntry.id.desc())
        .limit(1)
    ).first()
    return details and details["kept"]
