"""The commands of the directory: its files in, and out."""

import os
import tempfile
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app import clock
from app.actions.directory_writing import write_plan
from app.commands import Progress
from app.database import ONLY_READS
from app.directory.faults import Refused
from app.directory.layout import File
from app.directory.read import read_directory
from app.directory.report import Report, ends_much, leaves_much, taken
from app.directory_export import lines_of
from app.extensions import db
from app.import_words import fault_words, place_words
from app.queries.directory_comparison import compared, dry_run
from app.queries.school import read_school

directory = AppGroup(
    "directory", help="The directory as four CSV files (docs/directory-import.md)."
)
FOLDER = click.Path(file_okay=False, path_type=Path)
TOLD = {
    "added": "people added",
    "changed": "people changed",
    "leaving": "people leaving",
    "returning": "people returning",
    "new_groups": "groups added",
    "changed_groups": "groups changed",
    "ended_groups": "groups ended",
    "returning_groups": "groups returning",
    "joining": "memberships added",
    "parting": "memberships removed",
    "tied": "guardians added",
    "retied": "guardians changed",
    "untied": "guardians removed",
}


@directory.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", "only_looks", is_flag=True, help="Only tell what would change.")
@click.option("--yes", "agreed", is_flag=True, help="Do not ask.")
@click.option(
    "--many-leave", "many", is_flag=True, help="Even if more than 10 % of a profile would leave."
)
@click.option(
    "--many-end",
    "bare",
    is_flag=True,
    help="Even if more than 10 % of the memberships or ties would end, with no others instead.",
)
@click.option("--same", multiple=True, help="A new group that is an old one, as proposed.")
def import_directory(
    folder: Path, *, only_looks: bool, agreed: bool, many: bool, bare: bool, same: tuple[str, ...]
) -> None:
    """Bring the four files of FOLDER in, in one transaction; end with 1 when they are refused."""
    progress = Progress()
    try:
        total = sum((folder / file).stat().st_size for file in File if (folder / file).is_file())
        arrival = read_directory(folder, lambda read: progress.add("reading", read, total))
        with (
            db.engine.connect().execution_options(**ONLY_READS) as connection,
            Session(connection) as reading,
        ):
            now = clock.now(read_school(reading).clock_offset)
            report, looked_at = dry_run(reading, arrival, None, now)
        progress.end()
        _tell(report)
        if only_looks or report["nothing"]:
            return
        _agree(report, agreed=agreed, many=many, bare=bare)
        arrival = read_directory(folder, lambda _read: None)
        session = db.session()
        found = compared(session, arrival, None, taken(same, report["renames"]))
        if found.digest != looked_at.digest:
            raise click.ClickException("the directory has changed meanwhile: nothing was changed")
        write_plan(
            session,
            now,
            None,
            arrival,
            found.plan,
            lambda done, of: progress.show("writing", done, of),
        )
        session.commit()
        progress.end()
        click.echo("Done.")
    except Refused as refused:
        progress.end()
        for fault in refused.faults:
            click.echo(f"{place_words(fault)}: {fault_words(fault)}", err=True)
        click.echo("Nothing was changed.", err=True)
        raise SystemExit(1) from None


@directory.command("export")
@click.argument("folder", type=FOLDER)
def export_directory(folder: Path) -> None:
    """Write the four files into FOLDER, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        db.engine.connect().execution_options(**ONLY_READS) as connection,
        Session(connection) as reading,
    ):
        for file in File:
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, delete=False, encoding="utf-8", newline=""
            ) as aside:
                rows = 0
                for line in lines_of(reading, file):
                    aside.write(line)
                    rows += 1
                aside.flush()
                os.fsync(aside.fileno())
            Path(aside.name).replace(folder / file)
            click.echo(f"{file}: {rows - 1} rows")


def _tell(report: Report) -> None:
    counts = report["counts"]
    click.echo(f"{counts['people']} people and {counts['groups']} groups in the files")
    for name, words in TOLD.items():
        if counts[name]:
            click.echo(f"  {counts[name]} {words}")
    for one in report["renames"]:
        click.echo(
            f"  {one['before']} may be {one['after']} ({one['share']} % of the members):"
            f" --same '{one['external_id']}' says so"
        )
    for one in report["duplicates"]:
        click.echo(f"  twice? {one['name']} ({', '.join(one['ids'])})")
    if report["nothing"]:
        click.echo("Nothing to do.")


def _agree(report: Report, *, agreed: bool, many: bool, bare: bool) -> None:
    profiles = leaves_much(report)
    if profiles and not many:
        raise click.ClickException(
            f"more than 10 % would leave ({', '.join(profiles)}): --many-leave lets them"
        )
    bonds = ends_much(report)
    if bonds and not bare:
        raise click.ClickException(
            f"more than 10 % would end ({', '.join(bonds)}): --many-end lets them"
        )
    if not agreed:
        click.confirm("Import?", abort=True)
