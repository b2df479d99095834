"""The commands of the demo school; they refuse a production instance."""

import time
from collections.abc import Mapping
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import delete, func, select, update

from app.actions.log import record
from app.config import Config
from app.demo.seed import STEPS, seed
from app.demo.texts import CLOCK, load
from app.extensions import db
from app.models import Article, Base, Person, SiteVersion
from app.rules.workflow import Status

demo = AppGroup("demo", help="The demo school, Collège des Trois Rivières.")


@demo.command()
@click.confirmation_option(prompt="This deletes everything in the database. Go on?")
def reset() -> None:
    """Empty the database and seed the demo school anew."""
    _refuse_production()
    session = db.session()
    session.execute(
        update(Article).values(
            status=Status.DRAFT, online_revision_id=None, newest_revision_id=None, trashed_at=None
        )
    )
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != SiteVersion.__tablename__:
            session.execute(delete(table))
    fill()


@demo.command()
def accounts() -> None:
    """Print the accounts of the demo and their password."""
    print_accounts()


def seed_if_empty() -> None:
    """Seed the demo school when nobody is in the database."""
    _refuse_production()
    if not db.session.scalar(select(func.count()).select_from(Person)):
        db.session.rollback()
        fill()


def fill() -> None:
    """Seed with progress, and commit."""
    started = time.monotonic()
    click.echo("Seeding the demo school, Collège des Trois Rivières:")

    def tell(step: str) -> None:
        number = STEPS.index(step) + 1
        click.echo(f"  {number}/{len(STEPS)} {step} ({time.monotonic() - started:.0f} s)")

    seed(db.session(), current_app.extensions["storage"], tell)
    record(db.session(), CLOCK, None, "seed", "school", None)
    db.session.commit()
    click.echo(f"  done in {time.monotonic() - started:.0f} s")


def print_accounts() -> None:
    """Print who can sign in, and with which password."""
    data = load("people")
    click.echo(f"Demo accounts (password: {data['password']}):")
    for about in data["person"]:
        name = f"{about['first_name']} {about['last_name']}"
        click.echo(f"  {about['login']:<20} {name}, {_is_what(about)}")


def _is_what(about: Mapping[str, Any]) -> str:
    if "title" in about:
        return str(about["title"])
    if "class" in about:
        return f"élève de {about['class']}"
    return "mère d’élèves" if "children" in about else "travail technique"


def _refuse_production() -> None:
    config: Config = current_app.extensions["parvis"]
    if config.production:
        raise click.ClickException("the demo school is not for a production instance")
