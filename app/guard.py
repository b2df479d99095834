"""The one guard: it compares what each view needs with who asks (`app/access.py`).

The factory refuses to start with an endpoint that declares nothing.
"""

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.access import Need, look, viewer
from app.other_eyes import opens_to_eyes
from app.sessions import is_lately_confirmed

WAYS_OUT = frozenset({"site.stop_looking", "account.log_out"})
"""What may be done while one looks with other eyes; each checks by itself who asks."""


class UndeclaredAccess(Exception):
    """An endpoint does not say who may use it."""


class SessionEnded(Forbidden):
    """A form came from somebody who is signed in no more; what was typed must not be lost."""


class OtherEyes(Forbidden):
    """Nothing is changed, and no working page opened, while one looks with other eyes."""


class PasswordNeeded(Forbidden):
    """A form asks for what needs a password given lately; what was typed must not be lost."""


def init_guard(app: Flask) -> None:
    """Bind the guard to an application."""
    app.before_request(_guard)


def check_declarations(app: Flask) -> None:
    """Raise UndeclaredAccess when an endpoint declares no need."""
    for endpoint, view in app.view_functions.items():
        if not isinstance(getattr(view, "need", None), Need):
            raise UndeclaredAccess(endpoint)


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
