"""The settings of an instance, its folders and the state of its database."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from app.checkup.told import Told, doubtful
from app.config import LOOPBACK, ROOT, Config
from app.database import ONLY_READS

LEAST_SIGNS = 10
"""Different characters below which a secret was not drawn at random."""
LEAST_FREE = 1_073_741_824
NETWORK_DISKS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"})
"""Where SQLite's locks and shared memory do not work (sqlite.org, "wal.html")."""
ADDRESS_OF_A_MACHINE = re.compile(r"[0-9.]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?", re.IGNORECASE)


def settings_told(config: Config, environment: Mapping[str, str] = os.environ) -> Iterator[Told]:
    """Tell what is odd in the settings that the environment gives."""
    if len(set(config.secret)) < LEAST_SIGNS:
        yield Told("PARVIS_SECRET is not random: whoever guesses it signs in as anybody.")
    if config.production:
        yield from _production_told(config, environment)
    if config.mail and config.mail.security == "smtp" and config.mail.host not in LOOPBACK:
        yield doubtful(
            f"PARVIS_MAIL hands mails to {config.mail.host} in clear: smtp+starttls:// or smtps://"
            " encrypts them."
        )
    if not list((ROOT / "translations").glob("fr/LC_MESSAGES/*.mo")):
        yield Told("The translations are not compiled, the site speaks English: run bin/setup.")


def _production_told(config: Config, environment: Mapping[str, str]) -> Iterator[Told]:
    is_local = config.host in LOOPBACK
    if not config.served_over_tls and not is_local:
        yield Told("PARVIS_URL begins with http://: passwords would travel in clear.")
    if environment.get("PARVIS_NOW"):
        yield Told("PARVIS_NOW is set: the clock of the school stands still.")
    if config.mail is None:
        yield Told(
            f"PARVIS_MAIL is not set: mails are kept in {config.data / 'mail'}, nobody gets them."
        )
    elif not config.mail_from and (is_local or ADDRESS_OF_A_MACHINE.fullmatch(config.host)):
        yield Told(f"Mails would come from {config.sender}: set PARVIS_MAIL_FROM.")
    if os.geteuid() == 0:
        yield doubtful("Run as root: an account of its own can break less (docs/deploy.md).")


def folders_told(config: Config) -> Iterator[Told]:
    """Tell which folder cannot be written, is read by others, or is nearly full."""
    for folder in (config.data, config.data / "files"):
        if folder.exists() and not _is_writable(folder):
            yield Told(f"{folder} cannot be written by this account.")
    if config.production and config.data.stat().st_mode & 0o007:
        yield doubtful(f"{config.data} is open to other accounts of this machine: chmod o= it.")
    free = shutil.disk_usage(config.data).free
    if free < LEAST_FREE:
        yield Told(f"{config.data} has only {free // 1_048_576} MB left.")
    disk = _disk_of(config.data)
    if config.database_url.startswith("sqlite") and disk in NETWORK_DISKS:
        yield Told(f"SQLite stands on a network disk ({disk}), where it loses data.")


def database_told(engine: Engine) -> Iterator[Told]:
    """Tell when the database does not answer, or is of another version of Parvis."""
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    head = scripts.get_current_head()
    try:
        with engine.connect().execution_options(**ONLY_READS) as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            encoding = _encoding(connection)
    except DBAPIError as error:
        said = str(error.orig).partition("\n")[0]
        yield Told(f"The database does not answer: {said}")
        return
    if current is None:
        yield Told("The database has no tables: `site create` or `prepare` makes them.")
    elif current not in {one.revision for one in scripts.walk_revisions()}:
        yield Told(f"The database is of a newer Parvis (migration {current}, here {head}).")
    elif current != head:
        yield Told(f"The database waits for migrations ({current}, here {head}): run `prepare`.")
    if encoding != "UTF8":
        yield Told(f"The database keeps texts as {encoding}: make it anew with UTF8.")


def _encoding(connection: object) -> str:
    """Return how PostgreSQL keeps texts; SQLite has one way only."""
    driver = getattr(getattr(connection, "connection", None), "driver_connection", None)
    info = getattr(driver, "info", None)
    return "UTF8" if info is None else str(info.parameter_status("server_encoding"))


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"0")
    except OSError:
        return False
    return True


def _disk_of(folder: Path) -> str:
    """Return the kind of the file system that holds a folder, where Linux tells it."""
    try:
        mounts = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return ""
    kinds = {line.split()[1]: line.split()[2] for line in mounts}
    above = [str(one) for one in (folder, *folder.parents) if str(one) in kinds]
    return kinds[above[0]] if above else ""
