"""The commands that take a backup and put it back."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.backups.archive import ArchiveRefused
from app.backups.dumps import ToolMissing
from app.backups.put_back import PlaceTaken, after, put_back
from app.backups.take import BackupRefused, take
from app.commands import Progress, in_one_line
from app.config import Config
from app.extensions import db

PLACE = click.Path(path_type=Path)


@click.command()
@click.argument("target", type=PLACE)
@with_appcontext
def backup(target: Path) -> None:
    """Write the database and the files into one archive, while the site runs.

    TARGET is a file that is not there yet, or a folder, where the archive is named by the time.
    """
    config: Config = current_app.extensions["parvis"]
    if target.is_dir():
        target /= f"parvis-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.tar"
    progress = Progress()
    with in_one_line():
        try:
            taken = take(
                db.engine, current_app.extensions["storage"], config.data, target, progress.show
            )
        except (BackupRefused, ToolMissing) as refusal:
            raise click.ClickException(str(refusal)) from None
        finally:
            progress.end()
    for address in taken.missing:
        click.echo(f"  missing: {address} (`check` tells more)", err=True)
    click.echo(f"{target}: {taken.files} files, {taken.bytes / 1_048_576:.1f} MB")
    if taken.missing:
        raise SystemExit(1)


@click.command()
@click.argument("archive", type=PLACE)
@with_appcontext
def restore(archive: Path) -> None:
    """Put a backup back where there is no school yet: no tables, no files.

    Everybody signs in again; the database is brought to this version of Parvis.
    """
    config: Config = current_app.extensions["parvis"]
    progress = Progress()
    with in_one_line():
        try:
            contents = put_back(
                db.engine, current_app.extensions["storage"], config.data, archive, progress.show
            )
        except (ArchiveRefused, PlaceTaken, ToolMissing) as refusal:
            raise click.ClickException(f"{archive}: {refusal}; nothing was changed") from None
        finally:
            progress.end()
        upgrade()
        waiting = after(db.session())
        db.session.commit()
    click.echo(
        f"{contents.school} as of {contents.taken_at}: {len(contents.members) - 1} files."
        " Everybody signs in again."
    )
    if waiting:
        click.echo(
            f"{waiting} jobs wait since then, and some may have been done (mails sent):"
            " look at /site/travaux before the worker starts."
        )
