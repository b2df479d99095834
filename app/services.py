"""The menu of services of whoever asks: read once a request, for the pages that show it."""

from collections.abc import Mapping

from flask import Flask, g

from app.access import viewer
from app.extensions import db
from app.forms import is_link_target
from app.queries.services import Service, by_group, read_services
from app.rules.audience import Viewer


def init_services(app: Flask) -> None:
    """Give the templates the menu of services."""
    app.jinja_env.globals.update(service_groups=service_groups)


def service_groups() -> Mapping[str, list[Service]]:
    """Return the services of the viewer of this page by their groups; none for a visitor."""
    return by_group(_services_of(viewer()))


def quick_links(asks: Viewer) -> list[Service]:
    """Return the services that stand on a viewer's personal home page too."""
    return [one for one in _services_of(asks) if one.is_quick]


def _services_of(asks: Viewer) -> list[Service]:
    """Return the services of a viewer; a stored address is checked as one that is typed."""
    if "services" not in g:
        g.services = {}
    if asks not in g.services:
        found = read_services(db.session(), asks)
        g.services[asks] = [one for one in found if is_link_target(one.url)]
    return g.services[asks]  # type: ignore[no-any-return]
