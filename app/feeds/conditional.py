"""An answer that says "not modified" to whoever already has the same bytes."""

import hashlib
from datetime import UTC, datetime

from flask import Response, request


def conditional(body: bytes, mime_type: str, modified_at: datetime) -> Response:
    """Return a body with its ETag and date, or 304 without it (RFC 9110, section 13).

    The ETag follows the bytes; a date later than the real one is not sent (the clock of a demo
    school may be ahead).
    """
    response = Response(body, mimetype=mime_type)
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    if modified_at <= datetime.now(UTC):
        response.last_modified = modified_at
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
