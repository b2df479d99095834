"""What the script of the picker is told, to whom, and what that costs."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from tests.factories import make_person
from tests.layouts import counted_queries
from tests.visits import Browser, saved, signed_in
from tests.web.site_pages import token_of
from tests.web.targets_kit import make_targets

REACH = "/communication/annonces/portee"


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """People and groups to choose from, by their ids."""
    return make_targets(app)


def ask(visitor: Browser, **data: Any) -> TestResponse:
    """Ask how many people some targets reach."""
    return visitor.post(REACH, data={"csrf_token": token_of(visitor), **data})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], "Personne n’est encore choisi."),
        (["duty:nurse"], "Personne n’est concerné"),
        (["members"], "plus de la moitié de l’établissement (5 personnes)"),
        (["duty:head"], "1 personne concernée"),
    ],
)
def test_the_script_is_told_who_is_reached(
    app: Flask, school: dict[str, int], keys: list[str], expected: str
) -> None:
    answer = ask(signed_in(app, school["head"]), target=keys)
    assert answer.status_code == 200
    page = html.fromstring(f"<div>{answer.get_data(as_text=True)}</div>")
    [told] = page.cssselect("[data-targets-reach]")
    assert expected in " ".join(told.text_content().split())


def test_only_who_may_announce_is_told(app: Flask, school: dict[str, int]) -> None:
    for name in ("pupil", "parent"):
        assert ask(signed_in(app, school[name])).status_code == 403
    teacher = signed_in(app, school["teacher"])
    assert ask(teacher).status_code == 200
    assert teacher.post(REACH).status_code == 400


def test_whom_one_may_only_propose_to_address_is_marked(app: Flask, school: dict[str, int]) -> None:
    keys = [f"group:{school['4B']}/parent", "profile:parent"]
    answer = ask(signed_in(app, school["teacher"]), target=keys).get_data(as_text=True)
    assert ["à valider" in str(chip.text_content()) for chip in chips(answer)] == [False, True]
    assert "à valider" not in ask(signed_in(app, school["head"]), target=keys).get_data(True)


def chips(answer: str) -> list[html.HtmlElement]:
    """Return what is chosen, in order."""
    return html.fromstring(f"<div>{answer}</div>").cssselect(".chip")


def test_an_answer_takes_few_queries(app: Flask, school: dict[str, int]) -> None:
    visitor = signed_in(app, school["head"])
    token = token_of(visitor)
    with saved(app) as session:
        people = [f"user:{make_person(session).id}" for _ in range(40)]
    group = [f"group:{school['4B']}/parent"]
    counts = []
    for keys in (group, group + people):
        with counted_queries() as statements:
            sent = {"target": keys, "target-do": "find", "target-words": "lou"}
            answer = visitor.post(REACH, data={"csrf_token": token, **sent})
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 2, counts
