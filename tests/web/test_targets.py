"""The picker of recipients, without script and with it: what may be chosen, and what it answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g, get_template_attribute
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.queries.viewers import viewer_of
from app.targets import MOST_TARGETS, TargetsField
from tests.factories import make_person
from tests.web.targets_kit import make_targets


class Picking(Form):
    """A form that asks whom something is for."""

    targets = TargetsField("Destinataires", name="target")


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """People and groups to choose from, by their ids."""
    return make_targets(app)


@pytest.fixture
def pick(app: Flask, school: dict[str, int], session: Session) -> Iterator[Any]:
    """Send the picker as somebody, and return its field, read and judged."""

    def send(name: str, /, *targets: str, **more: str) -> TargetsField:
        g.viewer = viewer_of(session, school[name])
        sent = MultiDict([("target", key) for key in targets])
        sent.update({f"target-{part}": value for part, value in more.items()})
        form = Picking(sent)
        form.validate()
        return form.targets  # type: ignore[return-value]

    with app.test_request_context():
        yield send


def words(field: TargetsField) -> list[str]:
    """Return what is chosen, in words."""
    return [words for _key, words in field.lines]


@pytest.mark.parametrize(
    ("who", "where", "expected"),
    [
        ("profile:parent", "", ["Parents"]),
        ("members", "", ["Tout l’établissement"]),
        ("duty:cpe", "", ["CPE"]),
        ("profile:parent", "4B", ["Parents de 4B"]),
        ("profile:pupil", "4e", ["Élèves du niveau 4e"]),
        ("members", "4B", ["Élèves de 4B", "Enseignants de 4B", "Parents de 4B"]),
        ("members", "free", ["Membres du groupe Éco-délégués"]),
        ("profile:parent", "free", []),
        ("profile:staff", "4B", []),
        ("members", "empty", []),
        ("members", "ended", []),
        ("", "4B", []),
        ("public", "", []),
        ("profile:nobody", "", []),
    ],
)
def test_a_population_and_a_place_make_keys(
    pick: Any, school: dict[str, int], who: str, where: str, expected: list[str]
) -> None:
    place = str(school[where]) if where else ""
    field = pick("head", "profile:teacher", do="add", who=who, where=place)
    assert field.is_being_chosen
    assert sorted(words(field)) == sorted(["Enseignants", *expected])
    assert field.said or field.refusals


def test_what_is_chosen_is_taken_away_again(pick: Any, school: dict[str, int]) -> None:
    key = f"group:{school['4B']}/parent"
    field = pick("head", "profile:pupil", key, do=f"remove:{key}")
    assert field.data == ["profile:pupil"]
    assert field.said == "Retiré\u00a0: Parents de 4B."


@pytest.mark.parametrize(
    "unknown",
    [
        "public",
        "profile:nobody",
        "duty:king",
        "group:{ended}/member",
        "group:{4B}/companion",
        "group:999/pupil",
        "group:{4B}",
        "group:x/pupil",
        "user:99999",
        "user:\x00",
        "a" * 90,
        "",
    ],
)
def test_what_cannot_be_chosen_is_refused_and_the_rest_stays(
    pick: Any, school: dict[str, int], unknown: str
) -> None:
    field = pick("head", "profile:pupil", unknown.format(**school))
    assert field.data == ["profile:pupil"]
    assert "n’existe plus" in " ".join(field.errors)
    assert not field.is_being_chosen


def test_too_many_are_left_out(pick: Any, school: dict[str, int], session: Session) -> None:
    people = [f"user:{make_person(session).id}" for _ in range(MOST_TARGETS + 5)]
    field = pick("head", *people)
    assert field.data == people[:MOST_TARGETS]
    assert "60 au plus" in " ".join(field.errors)


def test_a_name_finds_people_and_groups_that_one_may_know(
    pick: Any, school: dict[str, int]
) -> None:
    found = pick("head", do="find", words="dubosc").found
    assert [line[1:] for line in found] == [
        ("Camille Dubosc", "Parent"),
        ("Lou Dubosc", "Élève, 4B"),
    ]
    assert [name for _k, name, _n in pick("head", do="find", words="parents 4b").found] == [
        "Parents de 4B"
    ]
    assert pick("head", do="find", words="ancien club").found == []
    assert [name for _k, name, _n in pick("teacher", do="find", words="le goff").found] == []
    assert [name for _k, name, _n in pick("head", do="find", words="eco").found] == [
        "Membres du groupe Éco-délégués"
    ]


def test_nobody_is_added_or_named_whom_one_does_not_know(pick: Any, school: dict[str, int]) -> None:
    stranger = f"user:{school['other']}"
    for verb in ("add", "remove"):
        field = pick("teacher", stranger, do=f"{verb}:{stranger}")
        assert field.data == []
        assert "Goff" not in field.said
    assert pick("teacher", do=f"add:user:{school['pupil']}").data == [f"user:{school['pupil']}"]


def test_the_enter_key_saves_or_searches(pick: Any) -> None:
    assert not pick("head", "members", do="enter").is_being_chosen
    assert pick("head", "members", do="enter", words="dubosc").command == "find"


def test_the_picker_works_without_script(app: Flask, pick: Any, school: dict[str, int]) -> None:
    draw = get_template_attribute("components/targets.html", "target_fields")
    group = html.fromstring(
        draw(pick("head", "profile:pupil", do="find", words="dubosc"), stay_url="/ici#target")
    )
    buttons = {button.get("value"): button for button in group.cssselect("button")}
    assert next(iter(buttons)) == "enter"
    assert {one.get("formaction") for key, one in buttons.items() if key != "enter"} == {
        "/ici#target"
    }
    assert f"add:user:{school['pupil']}" in buttons
    assert "remove:profile:pupil" in buttons
    assert [one.get("value") for one in group.cssselect("[type=hidden]")] == ["profile:pupil"]
    places = {one.text for one in group.cssselect("[name='target-where'] option")}
    assert {"4e", "4B", "Éco-délégués"} <= places
    assert not {"Ancien club", "4Z"} & places
    assert "2 personnes concernées" in " ".join(group.text_content().split())
