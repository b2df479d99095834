"""Settings of an instance, read from the environment once at start."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.storage import BucketPlace

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MAIL_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+")
"""One plain address: no space, no second @, nothing that could begin another header."""


class ConfigurationError(Exception):
    """The environment does not describe an instance that may start."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over; `security` is `smtp`, `smtp+starttls` or `smtps`."""

    host: str
    port: int
    security: str = "smtp"
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class Config:
    """One instance: where its data is, which database, under which address it is known."""

    data: Path
    database_url: str
    base_url: str
    secret: str
    production: bool
    threads: int
    page_cache: int = 8
    """MiB of pages that each server process keeps for visitors; none with 0."""
    mail: MailServer | None = None
    mail_from: str = ""
    proxy: str = ""
    """Who stands before the site: nobody, a `plain` proxy, or `nginx` as in `deploy/nginx`."""
    logs_json: bool = False
    """Whether the log is JSON, a line for each request included."""
    metrics_token: str = ""
    """What whoever asks for `/metrics` must show; without one there is no such address."""
    bucket: BucketPlace | None = None
    """Where the stored files are; in the folder `files` of `data` without one."""
    redis: str = ""
    """The Redis or Valkey that counts failed logins; the database does without one."""

    @property
    def host(self) -> str:
        """The name under which people reach the site."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def sender(self) -> str:
        """The address from which the site writes."""
        return self.mail_from or f"ne-pas-repondre@{self.host}"

    @property
    def trusted_hosts(self) -> list[str]:
        """Host names that a request may carry: the public one, and the loopback for probes."""
        return [self.host, "127.0.0.1", "localhost"]

    @property
    def served_over_tls(self) -> bool:
        """Whether people reach the site over https."""
        return self.base_url.startswith("https://")


def read(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration.

    `PARVIS_DATA` (folder, default `./var`), `PARVIS_DATABASE` (SQLAlchemy URL, default SQLite in
    that folder), `PARVIS_URL` (public address), `PARVIS_SECRET`, `PARVIS_PRODUCTION` (1 or 0),
    `PARVIS_THREADS` (of one worker), `PARVIS_PAGE_CACHE` (MiB of pages that each worker keeps for
    visitors, 32; 0 keeps none), `PARVIS_MAIL` (the mail server: `smtp://host:port`, with
    TLS `smtp+starttls://user:password@host` or `smtps://user:password@host`; without it mails are
    kept as files in the folder `mail` of `PARVIS_DATA`), `PARVIS_MAIL_FROM` (who writes them),
    `PARVIS_PROXY` (`plain`: the one proxy before the site says who asks in `X-Forwarded-For`;
    `nginx`: it also sends the files of the school, see `deploy/nginx`), `PARVIS_LOG` (`json` or
    `text`; json in production), `PARVIS_METRICS_TOKEN` (opens `/metrics`), `PARVIS_FILES` (a
    bucket of an S3-compatible store: `https://key:secret@s3.example.org/bucket?region=fr-par`, or
    `…/bucket/prefix`), `PARVIS_REDIS` (`redis://host:6379/0`, with TLS `rediss://`).

    Raises ConfigurationError when a production instance lacks its secret or its address, or when
    one of these is not what it should be.
    """
    production = environment.get("PARVIS_PRODUCTION") == "1"
    data = Path(environment.get("PARVIS_DATA", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    logs = environment.get("PARVIS_LOG", "json" if production else "text")
    port = environment.get("PORT", "8000")
    base_url = environment.get("PARVIS_URL", "" if production else f"http://127.0.0.1:{port}")
    if not base_url.startswith(("http://", "https://")):
        raise ConfigurationError(
            "PARVIS_URL must be the public address, as https://www.example.org"
        )
    return Config(
        data=data,
        database_url=environment.get("PARVIS_DATABASE", f"sqlite:///{data / 'parvis.db'}"),
        base_url=base_url.rstrip("/"),
        secret=_secret(environment, data, production=production),
        production=production,
        threads=int(environment.get("PARVIS_THREADS", "8")),
        page_cache=_page_cache(environment.get("PARVIS_PAGE_CACHE", "8")),
        mail=_mail_server(environment.get("PARVIS_MAIL", "")),
        mail_from=_mail_from(environment.get("PARVIS_MAIL_FROM", "")),
        proxy=_one_of("PARVIS_PROXY", environment.get("PARVIS_PROXY", ""), ("", "plain", "nginx")),
        logs_json=_one_of("PARVIS_LOG", logs, ("json", "text")) == "json",
        metrics_token=_metrics_token(environment.get("PARVIS_METRICS_TOKEN", "")),
        bucket=_bucket(environment.get("PARVIS_FILES", "")),
        redis=_redis(environment.get("PARVIS_REDIS", "")),
    )


def _page_cache(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ConfigurationError("PARVIS_PAGE_CACHE must be a number of MiB, 0 to keep no page")
    return int(text)


def _mail_server(url: str) -> MailServer | None:
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port or MAIL_PORTS[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not (port and parts.hostname):
        raise ConfigurationError("PARVIS_MAIL must be as smtps://user:password@mail.example.org")
    if parts.username and parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
        raise ConfigurationError(
            "PARVIS_MAIL would send a password in clear: use smtp+starttls:// or smtps://"
        )
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return MailServer(parts.hostname, port, parts.scheme, user, password)


def _mail_from(address: str) -> str:
    if address and not MAIL_ADDRESS.fullmatch(address):
        raise ConfigurationError("PARVIS_MAIL_FROM must be one address, as site@example.org")
    return address


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ConfigurationError(f"{name} must be {' or '.join(filter(None, choices))}")
    return value


def _metrics_token(token: str) -> str:
    if token and not re.fullmatch(r"[!-~]{16,}", token):
        raise ConfigurationError("PARVIS_METRICS_TOKEN must be 16 random characters or more")
    return token


def _bucket(url: str) -> BucketPlace | None:
    if not url:
        return None
    _needs_library("obstore", "PARVIS_FILES")
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    is_web = parts.scheme in ("http", "https") and parts.hostname
    if not (is_web and bucket and parts.username and parts.password):
        raise ConfigurationError(
            "PARVIS_FILES must be as https://key:secret@s3.example.org/bucket?region=fr-par"
        )
    return BucketPlace(
        endpoint=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
        bucket=bucket,
        key_id=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        prefix=prefix,
        region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
    )


def _redis(url: str) -> str:
    if url:
        _needs_library("redis", "PARVIS_REDIS")
    if url and not re.match(r"rediss?://[^/]", url):
        raise ConfigurationError("PARVIS_REDIS must be as redis://localhost:6379/0")
    return url


def _needs_library(name: str, setting: str) -> None:
    if find_spec(name) is None:
        raise ConfigurationError(f"{setting} needs a library more: run bin/setup machines")


def _secret(environment: Mapping[str, str], data: Path, *, production: bool) -> str:
    given = environment.get("PARVIS_SECRET", "")
    if len(given) >= SHORTEST_SECRET:
        return given
    if production or given:
        raise ConfigurationError(
            f"PARVIS_SECRET must hold at least {SHORTEST_SECRET} random characters"
        )
    kept = data / "secret"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()
