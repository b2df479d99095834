"""What was typed is not lost when a session ended, a password is asked, or nothing can be saved.

The page that refuses the form carries all that was typed, and nothing is kept on the server. Once
the person has signed in there (`account.resume`), a button sends the form again with a fresh token.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.access import viewer
from app.addresses import own_path
from app.guard import PasswordNeeded, SessionEnded, needs_member
from app.rules.passwords import LONGEST

PREFIX = "typed-"
MOST_FIELDS = 1_500
MOST_BYTES = 400_000
"""What a form may hold to be sent again, its files aside; a larger one is shown to be copied."""
LONGEST_LOGIN = 100
RESUME = "account.resume"
"""Where the page sends that keeps what was typed."""

Typed = list[tuple[str, str]]


class KnownForm(FlaskForm):
    """A login, as those who are not signed in write it."""

    login = StringField(
        _l("Login"),
        validators=[
            DataRequired(_l("Enter your login.")),
            Length(max=LONGEST_LOGIN, message=_l("A login has at most 100 characters.")),
        ],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )


class ProofForm(KnownForm):
    """Login and password."""

    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST, message=_l("A password has at most 200 characters.")),
        ],
    )


def can_be_kept(error: HTTPException) -> bool:
    """Tell whether what this request typed is to be shown again."""
    if isinstance(error, CSRFError):
        is_members = request.endpoint is not None and needs_member(request.endpoint)
        is_ours = is_members or _path_before() is not None
    else:
        is_ours = isinstance(error, SessionEnded | PasswordNeeded)
    return is_ours and not _comes_from_elsewhere()


def show_again(error: HTTPException) -> str:
    """Return the page that keeps what this request typed: nobody's password is repeated.

    That page's own form may be refused, too: somebody has logged in meanwhile in another window.
    """
    before = _path_before()
    typed = typed_before() if before else _typed_now()
    return page_of(
        ProofForm(formdata=None),
        before or request.full_path.rstrip("?"),
        typed,
        asks_password=viewer().is_anonymous or isinstance(error, PasswordNeeded),
        lost_files=_files_now(),
        fits=_fits(typed),
    )


def typed_in_vain() -> dict[str, Any]:
    """Return what a page shows again that asks nothing of the database, nor of a full disk.

    The form's own token goes with it: it holds as long as the session.
    """
    if request.method != "POST" or request.endpoint is None or _comes_from_elsewhere():
        return {}
    try:
        typed, files = _typed_now(), _files_now()
    except (OSError, HTTPException):
        return {}  # the body itself found no room
    return {
        "path": request.full_path.rstrip("?"),
        "token": request.form.get("csrf_token", ""),
        "typed": typed[:MOST_FIELDS],
        "lost_files": files,
        "fits": _fits(typed),
    }


def page_of(
    form: ProofForm,
    path: str,
    typed: Typed,
    *,
    asks_password: bool,
    lost_files: list[str] | None = None,
    fits: bool = True,
) -> str:
    """Return the page with what was typed, which asks for the password or is ready to send."""
    return render_template(
        "account/typed_again.html",
        form=form,
        path=path,
        typed=typed[:MOST_FIELDS],
        prefix=PREFIX,
        asks_password=asks_password,
        lost_files=lost_files or [],
        fits=fits,
    )


def typed_before() -> Typed:
    """Return what the page above carried."""
    return [
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX)
    ]


def form_path(target: str | None) -> str | None:
    """Return `target` when a form of a member can be sent there, else none."""
    path = own_path(target)
    if path is None:
        return None
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(path).path, method="POST")
    except (HTTPException, ValueError):
        return None
    return path if needs_member(endpoint) else None


def _path_before() -> str | None:
    """Return where a form was going that was kept already and comes from the page above."""
    return form_path(request.form.get("path")) if request.endpoint == RESUME else None


def _typed_now() -> Typed:
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]


def _files_now() -> list[str]:
    return [file.filename for file in request.files.values() if file.filename]


def _fits(typed: Typed) -> bool:
    weight = sum(len(name) + len(value.encode()) for name, value in typed)
    return weight <= MOST_BYTES and len(typed) <= MOST_FIELDS


def _comes_from_elsewhere() -> bool:
    """Tell whether another site sent this form: its text would be put into somebody's mouth."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin") or request.host_url
    return site not in ("same-origin", "none") or urlsplit(origin).netloc != request.host
