"""Who asks, and what each view needs; `app/guard.py` compares them.

A view declares its need with `open_to_all`, `for_members`, `for_right` or `for_those`. `confirmed`
adds that the password must have been given lately.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from flask import abort, g

from app import clock
from app.extensions import db
from app.other_eyes import View
from app.queries.rubriques import nodes
from app.queries.school import School, read_school
from app.queries.see_as import eyes
from app.queries.site_rights import rights_of
from app.queries.viewers import Account
from app.queries.workpiece import Worker
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.consent import day_in_paris
from app.rules.directory import has_ended
from app.rules.pages import composed_with
from app.rules.roles import Role
from app.rules.see_as import Look, may_look
from app.rules.session_limits import may_stay
from app.rules.site_rights import Right
from app.rules.visibility import Node, archived_in, roles_in
from app.sessions import has_only_stayed, session_look, signed_in_account
from app.shared import deciding_keys, is_sharing, shared


class Need(Enum):
    """What a view asks of whoever comes."""

    NOTHING = "nothing"
    MEMBER = "member"


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


def viewer() -> Viewer:
    """Return who asks for this page, or with whose eyes it is looked at ("see as")."""
    if "viewer" not in g:
        _open_eyes()
    return g.viewer  # type: ignore[no-any-return]


def own_viewer() -> Viewer:
    """Return who is signed in, or nobody."""
    if "own_viewer" not in g:
        account = own_account()
        g.own_viewer = account.viewer if account else ANONYMOUS
    return g.own_viewer  # type: ignore[no-any-return]


def own_account() -> Account | None:
    """Return whose browser this is; none of who became head or administrator since he signed in
    to stay, nor of a guest whose access is over."""
    if "own_account" not in g:
        found = signed_in_account()
        if found is not None and has_ended(found.access_ends_on, day_in_paris(now())):
            found = None
        if found is not None and not may_stay(found.viewer) and has_only_stayed():
            found = None
        g.own_account = found
    return g.own_account  # type: ignore[no-any-return]


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
    wanted, account = session_look(), own_account()
    g.look, g.viewer = None, own_viewer()
    if wanted is None or account is None:
        return
    own_roles = roles_in(tree(), account.viewer)
    if may_look(wanted, account.viewer, account.rights, own_roles):
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
    own = ("own_account", "own_viewer")
    seen = ("viewer", "look", "peer", "menu", "services", "roles", "rights", "waiting_work")
    for name in (*own, *seen):
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
    """Return the viewer's rights on the site."""
    if "rights" not in g:
        account = own_account()
        if account is not None and account.viewer == viewer():
            g.rights = account.rights
        else:
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
