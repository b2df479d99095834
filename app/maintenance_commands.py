"""The commands with which an update is announced on every page, and its announcement withdrawn."""

from datetime import datetime

import click
from flask.cli import AppGroup

from app import clock
from app.actions.maintenance import (
    MaintenanceRefused,
    announce_maintenance,
    maintenance_state,
    withdraw_maintenance,
)
from app.actions.settings import hold_settings
from app.commands import in_one_line
from app.days import moment_typed, typed_moment
from app.extensions import db
from app.queries.school import School, read_school
from app.rules.maintenance import LONGEST_NOTE, Fault, Maintenance, shown_at_once
from app.text.typed import line_of

maintenance = AppGroup("maintenance", help="Say on every page when the site will be away.")
MOMENT = '"2026-11-28 18:00", by the clock of Paris'
FAULTS = {
    Fault.ENDS_FIRST: "the end comes before the start",
    Fault.OVER: "this end has passed already",
    Fault.SHOWN_LATE: "it is to be announced before it begins",
}


@maintenance.command()
@click.option("--from", "starts", required=True, help=f"Since when the site is away: {MOMENT}.")
@click.option("--until", "ends", required=True, help="When it is back.")
@click.option("--announce-from", "shown", default="", help="Since when pages say so; else at once.")
@click.option("--note", default="", help="A sentence for the readers, in French.")
def announce(starts: str, ends: str, shown: str, note: str) -> None:
    """Announce a maintenance, in the place of one that is announced."""
    starts_at, ends_at = _moment(starts), _moment(ends)
    shown_from = _moment(shown) if shown else None
    sentence = line_of(note)
    if len(sentence) > LONGEST_NOTE:
        raise click.ClickException(f"a note has at most {LONGEST_NOTE} characters")
    with in_one_line():
        school, now = _held()
        since = shown_from or shown_at_once(now, starts_at, school.announced)
        wanted = Maintenance(starts_at, ends_at, since, sentence)
        try:
            announce_maintenance(db.session(), now, None, maintenance_state(school), wanted)
        except MaintenanceRefused as refused:
            db.session.rollback()
            raise click.ClickException(FAULTS[refused.fault]) from None
        db.session.commit()
    told = "now" if wanted.is_shown(now) else _shown(since)
    click.echo(f"Announced from {told} on: away from {_shown(starts_at)} to {_shown(ends_at)}.")


@maintenance.command()
def withdraw() -> None:
    """Take back what is announced: the banner disappears at once."""
    with in_one_line():
        _school, now = _held()
        done = withdraw_maintenance(db.session(), now, None)
        db.session.commit()
    click.echo("The announcement is withdrawn." if done else "Nothing was announced.")


def _held() -> tuple[School, datetime]:
    """Let nobody else change the settings, and return the school with its moment."""
    hold_settings(db.session())
    school = read_school(db.session())
    return school, clock.now(school.clock_offset)


def _moment(text: str) -> datetime:
    try:
        return moment_typed(text)
    except ValueError:
        raise click.ClickException(f"{text} is no moment: write it as {MOMENT}") from None


def _shown(moment: datetime) -> str:
    return typed_moment(moment).replace("T", " ")
