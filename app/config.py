"""Settings of an instance, read from the environment once at start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32


class ConfigurationError(Exception):
    """The environment does not describe an instance that may start."""


@dataclass(frozen=True)
class Config:
    """One instance: where its data is, which database, under which address it is known."""

    data: Path
    database_url: str
    base_url: str
    secret: str
    production: bool
    threads: int

    @property
    def trusted_hosts(self) -> list[str]:
        """Host names that a request may carry: the public one, and the loopback for probes."""
        return [urlsplit(self.base_url).hostname or "", "127.0.0.1", "localhost"]

    @property
    def served_over_tls(self) -> bool:
        """Whether people reach the site over https."""
        return self.base_url.startswith("https://")


def read(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration.

    `PARVIS_DATA` (folder, default `./var`), `PARVIS_DATABASE` (SQLAlchemy URL, default SQLite in
    that folder), `PARVIS_URL` (public address), `PARVIS_SECRET`, `PARVIS_PRODUCTION` (1 or 0),
    `PARVIS_THREADS` (of one worker).

    Raises ConfigurationError when a production instance lacks its secret or its address.
    """
    production = environment.get("PARVIS_PRODUCTION") == "1"
    data = Path(environment.get("PARVIS_DATA", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
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
    )


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
