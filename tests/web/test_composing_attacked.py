"""Who composes may be curious, and forms may be made by hand: what is kept, and what is refused."""

import pytest
from flask import Flask

from app.models import GroupKind, Person, SiteRight
from app.rules.audience import Part, user_key
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS
from tests.factories import make_group
from tests.visits import saved
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school
from tests.web.tile_kit import added, post

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
