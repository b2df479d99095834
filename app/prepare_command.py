"""The command that stands before each start."""

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.demo.commands import print_accounts, seed_if_empty


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Seed the demo school if there is nothing.")
@with_appcontext
def prepare(with_demo: bool) -> None:
    """Bring the database up to date; with --demo, fill an empty one with the demo school."""
    upgrade()
    if with_demo:
        seed_if_empty()
        print_accounts()
