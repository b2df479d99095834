"""Who asks, what each view needs, and the one guard that compares them.

A view declares its need with `open_to_all`, `for_members`, `for_right` or `for_those`; the factory
refuses to start with an endpoint that declares nothing. `confirmed` adds that the password must
have been given lately.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app import clock
from app.extensions import db
from app.other_eyes import View, opens_to_eyes
from app.queries.access_ends import is_over
from app.queries.rubriques import nodes
from app.queries.school import School, read_school
from app.queries.see_as import eyes
from app.queries.site_rights import rights_of
from app.queries.workpiece import Worker
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.pages import composed_with
from app.rules.roles import Role
from app.rules.see_as import Look, may_look
from app.rules.session_limits import may_stay
from app.rules.site_rights import Right
from app.rules.visibility import Node, archived_in, roles_in
from app.sessions import has_only_stayed, is_lately_confirmed, session_look, signed_in_viewer
from app.shared import deciding_keys, is_sharing, shared

WAYS_OUT = frozenset({"site.stop_looking", "account.log_out"})
"""What may be done while one looks with other eyes; each checks by itself who asks."""


class Need(Enum):
    """What a view asks of whoever comes."""

    NOTHING = "nothing"
    MEMBER = "member"


class UndeclaredAccess(Exception):
    """An endpoint does not say who may use it."""


class SessionEnded(Forbidden):
    """A form came from somebody who is signed in no more; what was typed must not be lost."""


class OtherEyes(Forbidden):
    """Nothing is changed, and no working page opened, while one looks with other eyes."""


class PasswordNeeded(Forbidden):
    """A form asks for what needs a password given lately; what was typed must not be lost."""


def open_to_all(view: View) -> View:
    """Declare that a view answers everybody (what it shows is filtered by its queries)."""
    view.need = Need.NOTHING  # type: ignore[attr-defined]
    return view


def for_members(view: View) -> View:
    """Declare that a view answers people who are signed in; others are sent to the login page."""
    view.need = Need.MEMBER  # type: ignore[attr-defined]
    return view


def for_right(right: Right, *, confirmed: bool = False) -> Callable[[View], View]:
    """Declare that a view answers people who hold a right on the site; others get 403."""
    return for_those(lambda _viewer: right in rights(), confirmed=confirmed)


def for_those(rule: Callable[[Viewer], bool], *, confirmed: bool = False) -> Callable[[View], View]:
    """Declare that a view answers people whom a rule lets in; others get 403."""

    def declare(view: View) -> View:
        view.need = Need.MEMBER  # type: ignore[attr-defined]
        view.lets_in = rule  # type: ignore[attr-defined]
        view.confirmed = confirmed  # type: ignore[attr-defined]
        return view

    return declare


def confirmed(view: View) -> View:
    """Declare that a view answers only when the password was given within 30 minutes.

    A page sends to where it is asked; a form is kept on the page that asks it. This stands above
    the declaration of who may use the view, with which it is used.
    """
    view.confirmed = True  # type: ignore[attr-defined]
    return view


def init_access(app: Flask) -> None:
    """Bind the guard to an application."""
    app.before_request(_guard)


def check_declarations(app: Flask) -> None:
    """Raise UndeclaredAccess when an endpoint declares no need."""
    for endpoint, view in app.view_functions.items():
        if not isinstance(getattr(view, "need", None), Need):
            raise UndeclaredAccess(endpoint)


def viewer() -> Viewer:
    """Return who asks for this page, or with whose eyes it is looked at ("see as")."""
    if "viewer" not in g:
        _open_eyes()
    return g.viewer  # type: ignore[no-any-return]


def own_viewer() -> Viewer:
    """Return who is signed in; not who became head or administrator since, nor a guest whose access
    is over."""
    if "own_viewer" not in g:
        found = signed_in_viewer()
        ends = not may_stay(found) and has_only_stayed()
        g.own_viewer = ANONYMOUS if ends or is_over(db.session, found.person_id, now) else found
    return g.own_viewer  # type: ignore[no-any-return]


def actor() -> int:
    """Return the id of whoever acts; the guard lets nobody else come this far."""
    return viewer().person_id or abort(403)


def look() -> Look | None:
    """Return as whom the site is looked at with other eyes, as far as that is still allowed."""
    if "look" not in g:
        _open_eyes()
    return g.look  # type: ignore[no-any-return]


def _open_eyes() -> None:
    """Decide at each request: a right that was withdrawn ends the look, a deleted group too."""
    wanted, own = session_look(), own_viewer()
    g.look, g.viewer = None, own
    if wanted is None or own.is_anonymous:
        return
    own_roles = roles_in(tree(), own)
    if may_look(wanted, own, rights_of(db.session(), own), own_roles):
        seen = eyes(db.session(), wanted, tree(), own_roles)
        if seen is not None:
            g.look, g.viewer = wanted, seen


def peer() -> Viewer:
    """Return what decides about contents of a viewer: some keys, no person (`app/shared.py`)."""
    found: Viewer | None = g.get("peer")
    if found is None:
        keys = viewer().keys
        if is_sharing():
            keys &= deciding_keys()
        found = g.peer = Viewer(None, keys, viewer().within)
    return found


def forget_viewer() -> None:
    """Let the rest of this request see who signed in during it."""
    for name in ("viewer", "own_viewer", "look", "peer", "menu", "services", "roles", "rights"):
        g.pop(name, None)


def roles() -> Mapping[int, Role]:
    """Return the viewer's role in each rubrique where he has one; none in what is in the trash."""
    if "roles" not in g:
        g.roles = shared(("roles", peer()), lambda: roles_in(tree(), peer()))
    return g.roles  # type: ignore[no-any-return]


def archived() -> frozenset[int]:
    """Return the rubriques where nothing new is written or put online, by themselves or from above.

    Rights in them remain: what is there is still read, withdrawn, moved elsewhere or deleted.
    """
    return shared(("archived",), lambda: frozenset(archived_in(tree())))


def tree() -> Sequence[Node]:
    """Return the tree of rubriques as the rules see it."""
    if "tree" not in g:
        g.tree = shared(("tree",), lambda: nodes(db.session()))
    return g.tree  # type: ignore[no-any-return]


def worker() -> Worker:
    """Return the viewer as the newsroom knows him: with his roles, and what is archived."""
    return Worker(viewer(), roles(), archived(), bool(composed_with(rights())))


def rights() -> frozenset[Right]:
    """Return the viewer's rights on the site, read once a request."""
    if "rights" not in g:
        g.rights = rights_of(db.session(), viewer())
    return g.rights  # type: ignore[no-any-return]


def school() -> School:
    """Return the school's settings."""
    if "school" not in g:
        g.school = shared(("school",), lambda: read_school(db.session()))
    return g.school  # type: ignore[no-any-return]


def now() -> datetime:
    """Return the moment at which this page is seen, the same for all its parts."""
    if "now" not in g:
        g.now = clock.now(school().clock_offset)
    return g.now  # type: ignore[no-any-return]


def needs_member(endpoint: str) -> bool:
    """Tell whether an endpoint answers only those who are signed in."""
    return getattr(current_app.view_functions[endpoint], "need", Need.MEMBER) is not Need.NOTHING


def _guard() -> Response | None:
    if request.endpoint is None or request.endpoint in WAYS_OUT:
        return None
    reads = request.method in ("GET", "HEAD")
    is_for_members = needs_member(request.endpoint)
    view = current_app.view_functions[request.endpoint]
    is_closed = is_for_members and (viewer().is_anonymous or not opens_to_eyes(view))
    if (is_closed or not reads) and look() is not None:
        raise OtherEyes
    if not is_for_members:
        return None
    here = request.full_path.rstrip("?")
    if viewer().is_anonymous:
        if not reads:
            raise SessionEnded
        return redirect(url_for("account.login", next=here))
    lets_in = getattr(view, "lets_in", None)
    if lets_in is not None and not lets_in(viewer()):
        abort(403)
    if getattr(view, "confirmed", False) and not is_lately_confirmed():
        if not reads:
            raise PasswordNeeded
        return redirect(url_for("account.confirmation", next=here))
    return None
