"""The command that tells what is wrong with an instance, and mends its files."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from app.checkup.machine import database_told, folders_told, settings_told
from app.checkup.school import school_told, work_told
from app.checkup.stores import counter_told, files_told
from app.checkup.told import Told
from app.commands import in_one_line
from app.config import Config
from app.extensions import db
from app.storage import Storage
from app.stored_files import ANY_AGE, SAFE_AGE, Findings, look, sweep


@click.command()
@click.option("--repair", is_flag=True, help="Remove files that no row names.")
@click.option(
    "--all", "of_any_age", is_flag=True, help="Also young ones; only while nothing else runs."
)
@with_appcontext
def check(repair: bool, of_any_age: bool) -> None:
    """Tell what is wrong: settings, folders, who is in charge, jobs, files; end with 1 if so."""
    config: Config = current_app.extensions["parvis"]
    storage: Storage = current_app.extensions["storage"]
    with in_one_line():
        is_right = _tell(settings_told(config)) & _tell(folders_told(config))
        if not _tell(database_told(db.engine)):
            raise SystemExit(1)
        session = db.session()
        is_right &= _tell(school_told(session, config)) & _tell(
            work_told(session, datetime.now(UTC))
        )
        session.rollback()
        is_right &= _tell(counter_told(current_app.extensions["login_counter"]))
        is_right &= _tell(files_told(config, storage)) and _look_at_files(
            storage, repair=repair, of_any_age=of_any_age
        )
    if not is_right:
        raise SystemExit(1)


def _tell(found: Iterable[Told]) -> bool:
    """Print sentences; tell whether none is of something wrong."""
    told = list(found)
    for one in told:
        click.echo(f"{'Wrong' if one.is_wrong else 'Doubtful'}: {one.words}")
    return not any(one.is_wrong for one in told)


def _look_at_files(storage: Storage, *, repair: bool, of_any_age: bool) -> bool:
    age = ANY_AGE if of_any_age else SAFE_AGE
    found = look(storage, age)
    _tell_files(found)
    if repair and (found.unnamed or found.aside):
        removed = sum(sweep(storage, time.time() - age.total_seconds()))
        click.echo(f"Removed {removed} that no row names.")
        found = look(storage, age)
    if found.is_right:
        click.echo("Files and rows agree.")
    return found.is_right


def _tell_files(found: Findings) -> None:
    click.echo(f"{found.rows} rows, {found.files} files")
    for address in found.missing:
        click.echo(f"  missing: {address} (put the file back from a backup, or replace it)")
    for address in found.altered:
        click.echo(f"  altered: {address} (put the file back from a backup, or replace it)")
    for complaint in found.database:
        click.echo(f"  database: {complaint}")
    if found.unnamed:
        click.echo(f"  {found.unnamed} files that no row names (--repair removes them)")
    if found.aside:
        click.echo(f"  {found.aside} remains of interrupted writes (--repair removes them)")
    if found.on_their_way:
        click.echo(f"  {found.on_their_way} files of today without a row; they may be on their way")
