"""Who composes may be curious, and forms may be made by hand: what is kept, and what is refused."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import DraftTile, GroupKind, Person, SiteRight
from app.rules.audience import Part, user_key
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS
from tests.factories import make_group
from tests.files_sent import halves
from tests.visits import saved
from tests.web.site_pages import send, text_of
from tests.web.site_school import School, make_school
from tests.web.tile_kit import added, fields_on, post, stored
from tests.web.tile_pictures_kit import LARGE, publish, send_pictures, source_of

pytestmark = pytest.mark.usefixtures("demo_day")
MB = 1_048_576


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def test_whom_a_tile_is_for_is_named_to_who_may_know_them(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=user_key(school.people["parent"])))
        pupil = session.get_one(Person, school.people["pupil"])
        hidden = make_group(session, "Suivis", (pupil, Part.PUPIL), kind=GroupKind.FREE)
        hidden.is_visible = False
        keys = [f"group:{hidden.id}/pupil", user_key(pupil.id)]
    client, address = added(school, "rich_text")
    post(client, address, everybody=[], target=keys)
    for page in (ADDRESS, address):
        told = text_of(client.get(page))
        kept = text_of(school.come("parent").get(page))
        assert "Suivis" in told
        assert "Lou Dubosc" in told
        assert "Suivis" not in kept
        assert "Dubosc" not in kept
        assert "Une personne dont vous ne pouvez pas voir le nom" in kept


@pytest.mark.parametrize(
    ("kind", "name"), [("link", "note"), ("link", "icon"), ("social_link", "text")]
)
def test_what_no_keyboard_types_is_no_setting(school: School, kind: str, name: str) -> None:
    client, address = added(school, kind)
    before = stored(school, address)
    assert post(client, address, **{f"r-{name}": "a\x00b"}).status_code == 422
    assert stored(school, address) == before


def test_only_files_are_larger_than_other_forms(school: School) -> None:
    client, address = added(school, "rich_text")
    typed = {**fields_on(client.get(address), address), "r-html": "a" * 3 * MB}
    assert client.post(address, data=typed).status_code == 413


def test_what_was_typed_for_a_tile_that_is_gone_is_added_once(school: School) -> None:
    client, address = added(school, "rich_text")
    typed = fields_on(client.get(address), address)
    send(client, f"{ADDRESS}/brouillon/abandon", f"{ADDRESS}/brouillon/abandon")
    gone, new = (
        client.post(address, data={**typed, "r-html": "gardé"}),
        f"{ADDRESS}/tuiles/nouvelle",
    )
    assert gone.status_code == 409
    again = fields_on(gone, new)
    first, second = (client.post(new, data=again) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with saved(school.app) as session:
        texts = [one.settings["html"] for one in session.scalars(select(DraftTile))]
    assert texts.count("<p>gardé</p>") == 1


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", ""])
def test_a_row_that_cannot_be_changes_nothing(school: School, number: str) -> None:
    client, address = school.come("head"), "/site/reglages/etablissement"
    typed = fields_on(client.get(address), address)
    answer = client.post(address, data={**typed, "do": f"remove:phones:{number}"})
    assert answer.status_code == 200


def test_the_picture_of_a_tile_that_is_disabled_is_seen_by_nobody(school: School) -> None:
    client, address = added(school, "hero")
    send_pictures(client, address, data=halves(LARGE), picture__alt="Le collège")
    source = source_of(client.get(ADDRESS))
    publish(client)
    visitor = school.app.test_client()
    assert visitor.get(source).status_code == 200
    send(client, ADDRESS, f"{ADDRESS}/brouillon")
    with saved(school.app) as session:
        number = session.scalars(select(DraftTile.id).where(DraftTile.kind == "hero")).one()
    assert send_pictures(client, f"{ADDRESS}/tuiles/{number}", r__enabled=None).status_code == 303
    publish(client)
    assert visitor.get(source).status_code == 404
    assert client.get(source).status_code == 200
