"""Commands of an instance: `flask --app wsgi …`."""

from importlib import import_module

import click
from click import Command, Context
from flask.cli import AppGroup, ScriptInfo, pass_script_info

PLACES = {
    "backup": "app.backup_commands",
    "check": "app.check_command",
    "db": "flask_migrate.cli",
    "demo": "app.demo.commands",
    "directory": "app.directory_commands",
    "maintenance": "app.maintenance_commands",
    "prepare": "app.prepare_command",
    "restore": "app.backup_commands",
    "search": "app.search_commands",
    "site": "app.site_commands",
}
"""The module of each command, where it stands under its name."""


class Commands(AppGroup):
    """The commands of an application, each loaded when it is asked for.

    Every server of pages reads this file, and none needs what they need.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.add_command(worker)

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of all of them."""
        return sorted({*super().list_commands(ctx), *PLACES})

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return one of them, if there is one of that name."""
        if cmd_name in PLACES:
            command: Command = getattr(import_module(PLACES[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


@click.command()
@click.option("--beside", type=int, help="A process; the worker ends when it does.")
@pass_script_info
def worker(info: ScriptInfo, beside: int | None) -> None:
    """Do the jobs that pages leave: mail, changes of many articles, purges."""
    import_module("app.jobs.worker").run_worker(info.load_app(), beside)
