"""The log of an instance: one JSON object a line, which names people by their ids alone.

A line of a request says the endpoint, never the address: that may hold what somebody looks for, or
a token. Of an error it says the class and where it happened, never the message, which may quote
what was typed. Pages that the cache answers are counted (`metrics`) and not logged.
"""

import json
import logging
import re
import secrets
import time
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

from app.config import ROOT, Config
from app.rules.audience import ANONYMOUS

GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
"""What nginx calls a request; anything else gets a name of ours."""
DEEPEST = 30
"""Calls told of an error, the innermost."""
QUIET = ("alembic", "huey", "sqlalchemy")

access_log = logging.getLogger("parvis.requests")


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON, with the request in which it was made."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line["request"] = request_id()
            line["person"] = person_id()
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def init_logs(app: Flask, config: Config) -> None:
    """Let an instance log in JSON, each request included, when its settings say so."""
    if not config.logs_json:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    app.logger.handlers = []
    app.logger.setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_tell)


def request_id() -> str:
    """Return the name of this request: the one that the proxy gave it, or a new one."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(16)
    return str(g.request_id)


def person_id() -> int | None:
    """Return the id of who is signed in, as far as this request has asked."""
    found: int | None = g.get("own_viewer", ANONYMOUS).person_id
    return found


def _begin() -> None:
    g.began = time.monotonic()


def _tell(response: Response) -> Response:
    began = g.get("began")
    fields = {
        "method": request.method,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round(1000 * (time.monotonic() - began), 1) if began is not None else None,
    }
    access_log.info("request", extra={"fields": fields})
    return response


def _where(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)[-DEEPEST:]
    ]
