"""The signed cookie of a session, also where several machines sign and their clocks differ.

Flask's own signer takes a cookie of the future for one that has expired: whoever signed in on a
machine whose clock goes ahead would be a stranger to the next one. Only we hold the key, so such a
date can only be a clock's; how long a session holds is in its row.

A visitor's cookie holds what the token of a form is compared with. An answer to a script, a picture
or a frame that comes late would put another one there, and the form of the page that is open would
be refused, or whoever has logged in meanwhile be out again: only pages give a visitor a cookie. One
that names a session, also an ended one, holds the token of all forms since that began.
"""

from datetime import datetime
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

TOKEN = "_user_id"
"""Where Flask-Login keeps the token of who is signed in."""
PAGE = "document"
"""How browsers name a page in a tab (Fetch Metadata); behind TLS all of them do since 2023."""


class AnyClockSigner(TimestampSigner):
    """A signer for which nothing is too young."""

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        """Return what was signed, with the moment if asked; raises BadSignature."""
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        if max_age is not None and self._age(signed_at) > max_age:
            raise SignatureExpired("too old", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value

    def _age(self, signed_at: datetime) -> float:
        return self.get_timestamp() - signed_at.timestamp()


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions, signed so."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; without one there is no signature to check."""
        if app.secret_key and self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie if the session has changed, in an answer that may do so.

        Any other one has a token in it without the cookie for it: nobody keeps it for a page.
        """
        is_page = request.headers.get("Sec-Fetch-Dest", PAGE) == PAGE
        if session.modified and not is_page and TOKEN not in session:
            session.modified = False
            response.headers["Cache-Control"] = "no-store"
        super().save_session(app, session, response)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what reads and writes the cookie."""
        found = super().get_signing_serializer(app)
        if found is not None:
            found.signer = AnyClockSigner
        return found
