"""`flask site create`: a real school, its first administrator, and nothing half done."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from app.factory import create_app
from app.models import LogEntry, Person, PersonDuty, Setting, Source
from app.rules.audience import Duty
from tests.conftest import config_for, fresh_database
from tests.visits import browser
from tests.web.accounts import NEW, fill, go_and_fill, page_of

ASKED = {
    "--name": "Collège Jean-Moulin",
    "--uai": "0942434k",
    "--first-name": "Anne",
    "--last-name": "Vidal",
    "--email": "anne.vidal@example.fr",
}
CODE = re.compile(r"code +([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) ")


def create(app: Flask, **changed: str) -> Result:
    words = ASKED | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    arguments = [part for pair in words.items() for part in pair]
    return app.test_cli_runner().invoke(args=["site", "create", *arguments])


def test_a_school_is_made_and_its_administrator_comes_in(app: Flask, session: Session) -> None:
    said = create(app)
    assert said.exit_code == 0, said.output
    assert "Collège Jean-Moulin (0942434K) is made." in said.output
    person = session.scalars(select(Person)).one()
    assert (person.login, person.source, person.password_hash) == ("a.vidal", Source.LOCAL, None)
    assert (person.sort_key, person.naming_word) == ("vidal anne", "vidal")
    assert session.scalars(select(PersonDuty.duty)).all() == [Duty.ADMIN]
    session.rollback()
    code = CODE.search(said.output)
    assert code
    visitor = browser(app)
    step = go_and_fill(visitor, "/connexion/activation", login="a.vidal", code=code[1])
    opened = fill(
        visitor, page_of(step), "/connexion/activation/mot-de-passe",
        new_password=NEW, repeated_password=NEW, email="",
    )  # fmt: skip
    assert opened.status_code == 303
    assert visitor.get("/site/reglages").status_code == 200
    assert "http://localhost/connexion/activation" in said.output


def test_the_journal_knows_it(app: Flask, session: Session) -> None:
    create(app)
    assert session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all() == [
        "found",
        "issue_code",
    ]


def test_a_school_is_never_made_twice(app: Flask, session: Session) -> None:
    assert create(app).exit_code == 0
    said = create(app, first_name="Paul")
    assert said.exit_code == 1
    assert said.output.strip().endswith(
        "Error: this database holds a school already; nothing was changed"
    )
    assert len(session.scalars(select(Person)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"uai": "0942434A"}, "the letter of 0942434 is K"),
        ({"uai": "hello"}, "HELLO is no number of a school (UAI)"),
        ({"uai": " "}, "nothing is no number of a school (UAI)"),
        ({"name": "  "}, "the name of the school must be 1 to 100 characters"),
        ({"name": "x" * 101}, "the name of the school must be 1 to 100 characters"),
        ({"first_name": "\x1b[31m"}, "the first name must be"),
        ({"last_name": "…"}, "they need letters"),
        ({"email": "anne"}, "anne is no mail address"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    app: Flask, session: Session, changed: dict[str, str], why: str
) -> None:
    said = create(app, **changed)
    assert said.exit_code == 1
    assert len(said.output.strip().splitlines()) == 1
    assert why in said.output
    assert session.scalars(select(Setting.name)).all() == []


def test_a_lost_administrator_is_let_in_again(app: Flask, session: Session) -> None:
    create(app)
    said = app.test_cli_runner().invoke(args=["site", "access", "a.vidal"])
    assert said.exit_code == 0
    assert CODE.search(said.output)
    said = app.test_cli_runner().invoke(args=["site", "access", "nobody"])
    assert (said.exit_code, said.output) == (1, "Error: there is no active account nobody\n")


def test_it_makes_the_tables_of_a_new_database(tmp_path: Path, worker_id: str) -> None:
    app = create_app(config_for(tmp_path, fresh_database(f"founded_{worker_id}", tmp_path)))
    with app.app_context():
        said = create(app)
        assert said.exit_code == 0, said.output
        assert db.session.scalars(select(Person.login)).all() == ["a.vidal"]
        db.session.rollback()
        assert app.test_client().get("/").status_code == 200
        db.session.remove()
        db.engine.dispose()
