"""The menu of services of whoever asks, for the pages that show it."""

from collections.abc import Mapping

from flask import Flask, g
from werkzeug.local import LocalProxy

from app.access import peer
from app.extensions import db
from app.forms import is_link_target
from app.queries.services import Service, by_group, read_services
from app.shared import shared


def init_services(app: Flask) -> None:
    """Give the templates the menu of services, found where a page shows it."""
    app.jinja_env.globals.update(service_groups=LocalProxy(service_groups))


def service_groups() -> Mapping[str, list[Service]]:
    """Return the services of the viewer of this page by their groups; none for a visitor."""
    return by_group(_services())


def quick_links() -> list[Service]:
    """Return the services that stand on the viewer's personal home page too."""
    return [one for one in _services() if one.is_quick]


def _services() -> list[Service]:
    """Return the services of the viewer; a stored address is checked as one that is typed."""
    if "services" not in g:
        who = peer()
        found = shared(("services", who), lambda: read_services(db.session(), who))
        g.services = [one for one in found if is_link_target(one.url)]
    return g.services  # type: ignore[no-any-return]
