"""Commands of an instance: `flask --app wsgi …`."""

import time
from importlib import import_module

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, pass_script_info, with_appcontext
from flask_migrate import upgrade

from app.backup_commands import backup, restore
from app.demo.commands import demo, print_accounts, seed_if_empty
from app.directory_commands import directory
from app.site_commands import site
from app.stored_files import ANY_AGE, SAFE_AGE, Findings, look, sweep


def register_commands(app: Flask) -> None:
    """Give an application its commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(worker)
    app.cli.add_command(check)
    app.cli.add_command(demo)
    app.cli.add_command(directory)
    app.cli.add_command(site)
    app.cli.add_command(backup)
    app.cli.add_command(restore)


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Seed the demo school if there is nothing.")
@with_appcontext
def prepare(with_demo: bool) -> None:
    """Bring the database up to date; with --demo, fill an empty one with the demo school."""
    upgrade()
    if with_demo:
        seed_if_empty()
        print_accounts()


@click.command()
@click.option("--beside", type=int, help="A process; the worker ends when it does.")
@pass_script_info
def worker(info: ScriptInfo, beside: int | None) -> None:
    """Do the jobs that pages leave: mail, changes of many articles, purges."""
    # Loaded here, because every server of pages reads this file and none needs huey.
    import_module("app.jobs.worker").run_worker(info.load_app(), beside)


@click.command()
@click.option("--repair", is_flag=True, help="Remove files that no row names.")
@click.option(
    "--all", "of_any_age", is_flag=True, help="Also young ones; only while nothing else runs."
)
@with_appcontext
def check(repair: bool, of_any_age: bool) -> None:
    """Tell whether the stored files, their rows and the database agree; end with 1 if not."""
    storage = current_app.extensions["storage"]
    age = ANY_AGE if of_any_age else SAFE_AGE
    found = look(storage, age)
    _tell(found)
    if repair and (found.unnamed or found.aside):
        removed = sum(sweep(storage, time.time() - age.total_seconds()))
        click.echo(f"Removed {removed} that no row names.")
        found = look(storage, age)
    if not found.is_right:
        raise SystemExit(1)
    click.echo("Files and rows agree.")


def _tell(found: Findings) -> None:
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
