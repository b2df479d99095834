"""The workrooms that a person may enter, as the head of each page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, g, request
from flask_babel import gettext as _

from app.access import forget_viewer, look, own_viewer, peer, rights, roles, viewer
from app.extensions import db
from app.page_urls import url_of
from app.queries.announcement_work import count_waiting_announcements
from app.queries.event_work import count_waiting_work
from app.queries.notices import count_unread
from app.rules.announcing import Reach, may_announce
from app.rules.audience import Viewer
from app.rules.pages import COMPOSED_BY
from app.rules.roles import Permission, Role, allows
from app.rules.site_rights import Right
from app.shared import shared

SITE_RIGHTS = frozenset({*COMPOSED_BY.values(), Right.SETTINGS, Right.SERVICES, Right.JOURNAL})
"""The rights that open a page under `/site/`."""


@dataclass(frozen=True)
class Entry:
    """A link of a menu or a tab; `count` is how much waits or is there, none where nobody asks.

    With `has_more` there is more than that, which nobody counted.
    """

    name: str
    url: str
    is_current: bool = False
    count: int | None = None
    has_more: bool = False


def init_desk(app: Flask) -> None:
    """Give the templates the areas of whoever is signed in, with what waits there or without."""
    app.jinja_env.globals.update(
        desk_areas=lambda: tuple(areas()), workrooms=lambda: tuple(areas(counted=False))
    )


def areas(*, counted: bool = True) -> Iterator[Entry]:
    """Yield the areas in which the viewer has something to do, with what waits there if asked."""
    if viewer().is_anonymous or look() is not None:
        return
    held = set(roles().values())
    writes = any(allows(Permission.PROPOSE, role, own=True) for role in held)
    if writes:
        waits = (sum(_waiting_work()) or _unread()) if counted else 0
        yield _entry(_("Publication"), "newsroom", "newsroom.dashboard", waits)
    if may_announce(viewer(), rights(), writes=writes) is not Reach.NONE:
        waits = waiting_announcements_count() if counted else 0
        yield _entry(_("Communication"), "communication", "communication.announcements", waits)
    if Role.MANAGER in held or rights() & SITE_RIGHTS:
        yield _entry(_("Site"), "site", "site.overview")
    yield _entry(_("Directory"), "directory", "directory.people")


def see_page_as(seen: Viewer) -> None:
    """Let the rest of this request, a preview, see the site as somebody else does.

    The head of the page goes on naming who looks, but for what visitors see.
    """
    own = own_viewer()
    forget_viewer()
    g.viewer, g.look = seen, None
    g.own_viewer = seen if seen.is_anonymous else own


def waiting_count() -> int:
    """Return how many articles wait for an approval by the viewer."""
    return _waiting_work()[0]


def waiting_events_count() -> int:
    """Return how many events wait for an approval by the viewer."""
    return _waiting_work()[1]


def waiting_announcements_count() -> int:
    """Return how many announcements wait for an approval by the viewer."""
    if Right.APPROVE_ANNOUNCEMENTS not in rights():
        return 0
    if "waiting_announcements" not in g:
        name = ("waiting announcements",)
        g.waiting_announcements = shared(name, lambda: count_waiting_announcements(db.session()))
    return g.waiting_announcements  # type: ignore[no-any-return]


def entry(name: str, endpoint: str, count: int = 0) -> Entry:
    """Return the entry of one page, current when it is the one being shown."""
    return Entry(name, url_of(endpoint), request.endpoint == endpoint, count)


def _entry(name: str, blueprint: str, endpoint: str, count: int = 0) -> Entry:
    return Entry(name, url_of(endpoint), request.blueprint == blueprint, count)


def _waiting_work() -> tuple[int, int]:
    """Return how many articles and events wait, counted once for the same roles."""
    if "waiting_work" not in g:
        name = ("waiting work", peer())
        g.waiting_work = shared(name, lambda: count_waiting_work(db.session(), roles()))
    return g.waiting_work  # type: ignore[no-any-return]


def _unread() -> int:
    return count_unread(db.session(), viewer().person_id or 0)
