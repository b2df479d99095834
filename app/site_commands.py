"""The commands of a real school: make it, and let its administrator in again."""

from datetime import UTC, datetime

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app, url_for
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy import select

from app.actions.founding import SchoolExists, found_school, open_account
from app.commands import in_one_line
from app.config import Config
from app.extensions import db
from app.models import Person
from app.rules.access_codes import ACTIVATION_LASTS
from app.rules.uai import is_uai, key_of, normal_uai

site = AppGroup("site", help="The school of this instance.")
LONGEST_NAME = 100


@site.command()
@click.option("--name", prompt="Name of the school", help="As people say it.")
@click.option("--uai", prompt="Its number (UAI)", help="Seven digits and a letter.")
@click.option("--first-name", prompt="First administrator: first name")
@click.option("--last-name", prompt="First administrator: last name")
@click.option("--email", default="", help="Where the administrator gets mail; may stay empty.")
def create(name: str, uai: str, first_name: str, last_name: str, email: str) -> None:
    """Make a real school in an empty database, with its first administrator.

    Prints the login and the code with which the administrator chooses a password.
    """
    school, number = _line(name, "the name of the school"), _uai(uai)
    first, last = _line(first_name, "the first name"), _line(last_name, "the last name")
    address = _mail_address(email)
    if not all(any(sign.isalpha() for sign in one) for one in (first, last)):
        raise click.ClickException("a login is made of both names: they need letters")
    with in_one_line():
        upgrade()
        try:
            person, code = found_school(
                db.session(), datetime.now(UTC), school, number, first, last, address
            )
        except SchoolExists:
            raise click.ClickException(
                "this database holds a school already; nothing was changed"
            ) from None
        told = person.full_name, person.login
        db.session.commit()
    click.echo(f"{school} ({number}) is made.")
    _tell(*told, code)


@site.command()
@click.argument("login")
def access(login: str) -> None:
    """Print a code with which the account LOGIN chooses a new password.

    For an administrator who has lost his: for all others, the site prints codes.
    """
    with in_one_line():
        person = db.session.scalar(select(Person).where(Person.login == login, Person.is_active))
        if person is None:
            raise click.ClickException(f"there is no active account {login}")
        code = open_account(db.session(), datetime.now(UTC), person)
        told = person.full_name, person.login
        db.session.commit()
    _tell(*told, code)


def _tell(full_name: str, login: str, code: str) -> None:
    config: Config = current_app.extensions["parvis"]
    with current_app.test_request_context(base_url=config.base_url):
        address = url_for("account.activation", _external=True)
    click.echo(f"Account of {full_name}:")
    click.echo(f"  first access  {address}")
    click.echo(f"  login         {login}")
    click.echo(f"  code          {code} (once, within {ACTIVATION_LASTS.days} days)")


def _line(text: str, what: str) -> str:
    line = " ".join(text.split())
    if not line or not line.isprintable() or len(line) > LONGEST_NAME:
        raise click.ClickException(f"{what} must be 1 to {LONGEST_NAME} characters on one line")
    return line


def _uai(text: str) -> str:
    uai = normal_uai(text)
    if not is_uai(uai):
        digits = uai[:7]
        is_only_letter = len(uai) == 8 and digits.isascii() and digits.isdecimal()
        hint = f"; the letter of {digits} is {key_of(digits)}" if is_only_letter else ""
        raise click.ClickException(f"{uai or 'nothing'} is no number of a school (UAI){hint}")
    return uai


def _mail_address(text: str) -> str | None:
    try:
        return validate_email(text, check_deliverability=False).normalized if text else None
    except EmailNotValidError:
        raise click.ClickException(f"{text} is no mail address") from None
