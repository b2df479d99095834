"""Metrics for Prometheus, as plain text at `/metrics`, for who shows the token of the settings.

Without the token, or without the setting, that address does not exist. Requests are counted
before the page cache, by all processes together (`app/measures.py`); jobs, version and memory are
read when they are asked for.
"""

import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.config import Config
from app.database import ONLY_READS
from app.extensions import db
from app.measures import COLUMNS, Measures, Sums
from app.models import Job, JobState, SiteVersion

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/metrics"
ENDPOINT = "parvis.endpoint"
"""A list in which Flask leaves the name of the view; empty when something before it answered."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; with the count and the sum they are the columns of a row."""
TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Measured:
    """Counts what a WSGI application answers, and how long it took to begin."""

    def __init__(
        self, app: "WSGIApplication", measures: Measures, token: str, flask: Flask
    ) -> None:
        self.app = app
        self.measures = measures
        self.token = f"Bearer {token}".encode()
        self.flask = flask

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("PATH_INFO") == PATH and self._may_ask(environ):
            self.measures.begin()
            body = "".join(self._lines()).encode()
            headers = [("Content-Type", TEXT), ("Content-Length", str(len(body))),
                       ("Cache-Control", "no-store")]  # fmt: skip
            start_response("200 OK", headers)
            return [body]
        said = ""
        environ[ENDPOINT] = []
        began = time.perf_counter()

        def note(status: str, *rest: Any) -> Any:
            nonlocal said
            said = status
            return start_response(status, *rest)

        try:
            return self.app(environ, note)
        finally:
            self._count(environ, said or "500", time.perf_counter() - began)

    def _may_ask(self, environ: "WSGIEnvironment") -> bool:
        given = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")
        return compare_digest(given, self.token)

    def _count(self, environ: "WSGIEnvironment", status: str, seconds: float) -> None:
        endpoint = environ[ENDPOINT][0] if environ[ENDPOINT] else _before_flask(environ)
        name = f"{endpoint} {status[:1]}xx"
        slower = [1.0 if seconds <= bucket else 0.0 for bucket in BUCKETS]
        self.measures.add(name, [1.0, seconds, *slower])

    def _lines(self) -> Iterator[str]:
        yield from _of_requests(self.measures.sums())
        yield from _of_processes(self.measures)
        with self.flask.app_context():
            yield from _of_database()


def init_metrics(app: Flask, config: Config) -> None:
    """Wrap an application, when its settings hold a token for who may ask."""
    if not config.metrics_token:
        return

    @app.before_request
    def leave_endpoint() -> None:
        request.environ[ENDPOINT].append(request.endpoint or "none")

    measures = Measures(config.data / "metrics")
    app.wsgi_app = Measured(app.wsgi_app, measures, config.metrics_token, app)  # type: ignore[method-assign]


def _before_flask(environ: "WSGIEnvironment") -> str:
    return "static" if environ.get("PATH_INFO", "").startswith("/static/") else "page_cache"


def _of_requests(sums: Sums) -> Iterator[str]:
    yield "# HELP parvis_requests_seconds How long requests took until the answer began.\n"
    yield "# TYPE parvis_requests_seconds histogram\n"
    for name, (count, seconds, *buckets) in sorted(sums.items()):
        endpoint, status = name.rsplit(" ", 1)
        labels = f'endpoint="{endpoint}",status="{status}"'
        for edge, below in zip((*BUCKETS, "+Inf"), (*buckets, count), strict=True):
            yield f'parvis_requests_seconds_bucket{{{labels},le="{edge}"}} {below:.0f}\n'
        yield f"parvis_requests_seconds_sum{{{labels}}} {seconds:.6f}\n"
        yield f"parvis_requests_seconds_count{{{labels}}} {count:.0f}\n"


def _of_processes(measures: Measures) -> Iterator[str]:
    yield "# TYPE parvis_process_resident_bytes gauge\n"
    page = os.sysconf("SC_PAGE_SIZE")
    for file in measures.processes():
        try:
            with open(f"/proc/{int(file.stem)}/statm") as statm:  # noqa: PTH123 - not a file of ours
                pages = int(statm.read().split()[1])
        except (OSError, ValueError):
            continue
        yield f'parvis_process_resident_bytes{{process="{file.stem}"}} {pages * page}\n'


def _of_database() -> Iterator[str]:
    moment = datetime.now(UTC)
    try:
        with db.engine.connect().execution_options(**ONLY_READS) as connection:
            version = connection.scalar(select(SiteVersion.value))
            jobs = dict(
                connection.execute(select(Job.state, func.count()).group_by(Job.state)).all()
            )
            due = connection.scalar(
                select(func.min(Job.due_at)).where(
                    Job.state == JobState.WAITING, Job.due_at <= moment
                )
            )
    except DBAPIError:
        yield "# TYPE parvis_database_up gauge\nparvis_database_up 0\n"
        return
    yield "# TYPE parvis_database_up gauge\nparvis_database_up 1\n"
    yield f"# TYPE parvis_site_version counter\nparvis_site_version {version}\n"
    yield "# TYPE parvis_jobs gauge\n"
    for state in JobState:
        yield f'parvis_jobs{{state="{state}"}} {jobs.get(state, 0)}\n'
    late = (moment - due).total_seconds() if due else 0
    yield "# HELP parvis_jobs_late_seconds For how long the oldest job has been due.\n"
    yield f"# TYPE parvis_jobs_late_seconds gauge\nparvis_jobs_late_seconds {late:.0f}\n"


assert 2 + len(BUCKETS) == COLUMNS  # noqa: S101 - of this file and the other
