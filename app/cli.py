"""Commands of an instance: `flask --app wsgi …`."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info, with_appcontext
from flask_migrate import upgrade

from app.backup_commands import backup, restore
from app.check_command import check
from app.demo.commands import demo, print_accounts, seed_if_empty
from app.directory_commands import directory
from app.maintenance_commands import maintenance
from app.search_commands import search
from app.site_commands import site


def register_commands(app: Flask) -> None:
    """Give an application its commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(worker)
    app.cli.add_command(check)
    app.cli.add_command(demo)
    app.cli.add_command(directory)
    app.cli.add_command(site)
    app.cli.add_command(maintenance)
    app.cli.add_command(search)
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
