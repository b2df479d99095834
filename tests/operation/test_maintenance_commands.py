"""`flask maintenance announce` and `withdraw`: what an update says before it comes."""

from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.models import LogEntry, Setting
from tests.visits import browser, saved
from tests.web.site_pages import text_of

pytestmark = pytest.mark.usefixtures("demo_day")
TIMES = {"--from": "2026-03-28 18:00", "--until": "2026-03-28 20:30"}


def run(app: Flask, verb: str, **options: str) -> Result:
    words = [part for pair in options.items() for part in pair]
    return app.test_cli_runner().invoke(args=["maintenance", verb, *words])


def test_an_update_is_announced_and_withdrawn(app: Flask) -> None:
    said = run(app, "announce", **TIMES, **{"--note": "Une mise à jour."})
    assert said.exit_code == 0, said.output
    assert said.output == (
        "Announced from now on: away from 2026-03-28 18:00 to 2026-03-28 20:30.\n"
    )
    told = text_of(browser(app).get("/"))
    assert (
        "Le samedi 28 mars 2026, de 18 h à 20 h 30, le site ne sera pas disponible."
        " Une mise à jour." in told
    )
    assert run(app, "withdraw").output == "The announcement is withdrawn.\n"
    assert "disponible" not in text_of(browser(app).get("/"))
    assert run(app, "withdraw").output == "Nothing was announced.\n"
    with saved(app) as session:
        lines = session.execute(select(LogEntry.action, LogEntry.actor_id)).all()
    assert lines == [("announce", None), ("withdraw", None)]


def test_it_is_announced_from_a_moment_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(app, "announce", **TIMES, **{"--announce-from": "2026-03-27 07:00"})
    assert said.output.startswith("Announced from 2026-03-27 07:00 on:")
    assert "disponible" not in text_of(browser(app).get("/"))
    monkeypatch.setattr("app.clock.frozen", datetime.fromisoformat("2026-03-27T07:00:00+01:00"))
    assert "ne sera pas disponible" in text_of(browser(app).get("/"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"--from": "demain"}, "demain is no moment"),
        ({"--until": "2026-03-28 17:00"}, "the end comes before the start"),
        ({"--from": "2026-03-20", "--until": "2026-03-21"}, "has passed already"),
        ({"--announce-from": "2026-03-28 18:01"}, "before it begins"),
        ({"--note": "a" * 201}, "at most 200"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(
    app: Flask, options: dict[str, str], words: str
) -> None:
    said = run(app, "announce", **TIMES | options)
    assert said.exit_code == 1
    assert len(said.output.splitlines()) == 1
    assert words in said.output
    with saved(app) as session:
        assert session.scalars(select(Setting)).all() == []
