"""Pages for what goes wrong: short, in the site's clothes, without a trace of the inside.

What breaks on our side is logged with an identifier that its page shows, and that page needs no
database: it must stand when nothing else does.
"""

import errno
import re
import secrets
from types import TracebackType
from typing import Any

from flask import Flask, current_app, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.access import viewer
from app.database import AWAY
from app.extensions import db
from app.guard import SessionEnded
from app.queries.school import School
from app.rules.audience import ANONYMOUS
from app.storage import StorageAway
from app.typed_again import can_be_kept, show_again, typed_in_vain

KNOWN = frozenset({400, 403, 404, 405, 413, 500, 503})
BARE = frozenset({"400", "500", "503"})
"""Pages that ask nothing of the database, nor of an address that may not be ours."""
ARGUMENT = re.compile(r"<(?:[^:>]*:)?(\w+)>")
"""A part of an address that differs from one page to the next, as a rule of Flask writes it."""
RETRY_AFTER = 30
"""Seconds after which a browser may ask again for what could not be given."""
DISK_REFUSES = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM}
)
"""A disk that is full, or takes nothing: whoever looks after the machine mends it."""
HIDDEN_FROM_VISITORS = frozenset(
    {"personal.announcement", "public.article", "public.media", "public.rubrique"}
)
"""Where somebody who signs in may find what a visitor does not."""

ExceptionInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def init_errors(app: Flask) -> None:
    """Register the error pages and the log of what breaks."""
    app.register_error_handler(HTTPException, _http_error)
    for away in (*AWAY, StorageAway):
        app.register_error_handler(away, _cannot_now)
    app.register_error_handler(OSError, _disk_refuses)
    app.log_exception = _log  # type: ignore[method-assign, assignment]


def _http_error(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, AWAY):
        return _asked_to_wait()  # another error page could not be rendered
    code = error.code or 500
    db.session.rollback()
    if request.accept_mimetypes.best == "application/json":
        return _for_a_script(error, code)
    if can_be_kept(error):
        return show_again(error), code, {"Cache-Control": "no-store"}
    page = str(code) if code in KNOWN else ("400" if code < 500 else "500")
    headers = dict(error.get_headers()) | {"Content-Type": "text/html; charset=utf-8"}
    if page in BARE:
        body = _bare(page, expired=isinstance(error, CSRFError))
    else:
        body = render_template(f"errors/{page}.html", login_url=_login_url())
    return body, code, headers


def _for_a_script(error: HTTPException, code: int) -> ResponseReturnValue:
    """Say in one word what is wrong to a script of ours, which keeps what was typed itself.

    Whoever is signed in no more hears so by 401, whether his session or the form's token ended.
    """
    is_token = isinstance(error, CSRFError)
    if isinstance(error, SessionEnded) or (is_token and viewer().is_anonymous):
        return jsonify(error="session"), 401
    return jsonify(error="token" if is_token else str(code)), code


def _disk_refuses(error: OSError) -> ResponseReturnValue:
    if error.errno not in DISK_REFUSES:
        raise error
    return _cannot_now(error)


def _cannot_now(error: Exception) -> ResponseReturnValue:
    _log((type(error), error, error.__traceback__))  # type: ignore[arg-type]
    return _asked_to_wait()


def _asked_to_wait() -> ResponseReturnValue:
    """Say that it cannot be done right now; what was typed is on the page that says so."""
    db.session.rollback()
    headers = {"Retry-After": str(RETRY_AFTER)}
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error="503"), 503, headers
    return _bare("503", **typed_in_vain()), 503, headers


def _bare(page: str, **more: Any) -> str:
    """Render without the context processors, which ask the database and need a known host."""
    template = current_app.jinja_env.get_template(f"errors/{page}.html")
    return template.render(
        school=g.get("school") or School(), reference=g.get("error_reference"), **more
    )


def _log(error: ExceptionInfo) -> None:
    g.error_reference = secrets.token_hex(4)
    if isinstance(error[1], DBAPIError):
        _forget_values(error[1])
    current_app.logger.error(
        "error %s: %s %r, endpoint %s, person %s",
        g.error_reference,
        request.method,
        _where(),
        request.endpoint,
        g.get("viewer", ANONYMOUS).person_id,
        exc_info=error,
    )


def _forget_values(error: DBAPIError) -> None:
    """Keep the first line of what the database says: PostgreSQL quotes the row in the others."""
    for one in (error, error.orig):
        if one is not None and one.args:
            one.args = (str(one.args[0]).partition("\n")[0],)


def _where() -> str:
    """Return the address of the view with its numbers: slugs, names of files and tokens stay out.

    They may open something, or name somebody.
    """
    if request.url_rule is None:
        return "nowhere"
    given = request.view_args or {}
    return ARGUMENT.sub(
        lambda found: str(given[found[1]]) if isinstance(given.get(found[1]), int) else "…",
        request.url_rule.rule,
    )


def _login_url() -> str | None:
    if request.endpoint in HIDDEN_FROM_VISITORS and viewer().is_anonymous:
        return url_for("account.login", next=request.path)
    return None
