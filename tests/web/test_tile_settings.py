"""The settings of a tile: what each type asks, and what is refused."""

from typing import Any

import pytest
from flask import Flask

from app.models import DraftTile, Rubrique, SiteRight
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.drafts_kit import ADDRESS
from tests.visits import saved
from tests.web.site_pages import form_on, text_of, token_of
from tests.web.site_school import School
from tests.web.tile_kit import added, fields_on, ids, post, school_with_articles, stored
from tiles import TYPES

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return school_with_articles(app)


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_is_added_opened_and_saved(school: School, kind: str) -> None:
    client, address = added(school, kind)
    assert client.get(address).status_code == 200
    assert post(client, address, do="save").status_code == 303
    assert client.get(ADDRESS).status_code == 200
    assert str(TYPES[kind].label) != ""


WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("link", {"title": "x" * 101}),
    ("link", {"title": "a\x00b"}),
    ("link", {"width": "11"}),
    ("link", {"width": "x"}),
    ("link", {"height": "4"}),
    ("link", {"finish": "gold"}),
    ("link", {"shown_from": "hier"}),
    ("link", {"shown_until": "2026-13-01"}),
    ("link", {"shown_from": "2026-04-02T10:00", "shown_until": "2026-04-01T10:00"}),
    ("link", {"everybody": None}),
    ("link", {"everybody": None, "target": ["public"]}),
    ("link", {"target": ["profile:nobody"]}),
    ("link", {"r-url": "javascript:alert(1)"}),
    ("link", {"r-url": "//evil.example"}),
    ("link", {"r-note": "x" * 101}),
    ("link", {"r-rubrique": "99999"}),
    ("link", {"r-rubrique": "x"}),
    ("news_feed", {"r-maximum": "0"}),
    ("news_feed", {"r-maximum": "many"}),
    ("news_feed", {"r-maximum": "9" * 40}),
    ("news_feed", {"r-rubriques": ["99999"]}),
    ("news_feed", {"r-rubriques": ["1", "-1"]}),
    ("news_feed", {"r-rubriques": ["9" * 40]}),
    ("news_feed", {"r-rubriques": ["1; DROP TABLE tile"]}),
    ("news_feed", {"r-pins": ["424242"]}),
    ("news_feed", {"r-pins": ["1~2026-04-01"]}),
    ("article_pick", {"r-articles": ["424242"]}),
    ("hero", {"r-article": "424242"}),
    ("rich_text", {"r-html": "<p>" + "x" * 50_001}),
)


@pytest.mark.parametrize(("kind", "values"), WRONG)
def test_what_is_typed_wrong_is_shown_again(
    school: School, kind: str, values: dict[str, Any]
) -> None:
    client, address = added(school, kind)
    before = stored(school, address)
    fields = fields_on(client.get(address), address)
    typed = {**fields, "title": "Tapé avec soin", **values, "do": "save"}
    answer = client.post(
        address, data={name: one for name, one in typed.items() if one is not None}
    )
    assert answer.status_code == 422, values
    assert "error-summary" in answer.text
    assert "Not a valid" not in answer.text
    kept = form_on(answer, address)
    if "title" not in values:
        assert kept["title"] == "Tapé avec soin"
    assert stored(school, address) == before


def test_what_one_may_not_read_cannot_be_chosen(school: School) -> None:
    """But what somebody else chose stays, without its name."""
    client, address = added(school, "rubrique_list")
    [conseil] = ids(school, Rubrique, "Conseil")
    assert post(client, address, **{"r-rubriques": [conseil], "do": "save"}).status_code == 303
    with saved(school.app) as session:
        session.execute(Rubrique.__table__.update().values(visibility=Visibility.PRIVATE))
        session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people['teacher']}"))
    teacher = school.come("teacher")
    page = teacher.get(address)
    assert page.status_code == 200
    assert "Conseil" not in text_of(page).replace("Conseil d’administration", "")
    assert post(teacher, address, title="Portes", do="save").status_code == 303
    assert stored(school, address)["rubriques"] == [conseil]
    [rome] = ids(school, Rubrique, "Rome")
    answer = post(teacher, address, **{"r-rubriques": [conseil, rome], "do": "save"})
    assert answer.status_code == 422


def test_a_broken_tile_can_be_opened_and_removed(school: School) -> None:
    client, address = added(school, "link")
    number = int(address.rpartition("/")[2])
    for kind, settings in (("no_such_kind", {"a": 1}), ("news_feed", {"maximum": "many"})):
        with saved(school.app) as session:
            tile = session.get_one(DraftTile, number)
            tile.kind, tile.settings = kind, settings
        assert "Tuile abîmée" in text_of(client.get(ADDRESS))
        assert client.get(address).status_code == 200
    assert post(client, address, **{"r-maximum": "4", "do": "save"}).status_code == 303
    assert stored(school, address)["maximum"] == 4
    assert "Tuile abîmée" not in text_of(client.get(ADDRESS))


def test_whom_a_tile_is_for_is_chosen_like_elsewhere(school: School) -> None:
    client, address = added(school, "contact")
    answer = post(client, address, **{"target-do": "add:profile:parent"})
    assert answer.status_code == 200
    fields = fields_on(answer, address)
    assert fields["target"] == ["profile:parent"]
    fields.pop("everybody")
    assert client.post(address, data={**fields, "do": "save"}).status_code == 303
    assert "Parents" in text_of(client.get(ADDRESS))
    token = {"csrf_token": token_of(client)}
    assert client.post(address, data=token).status_code == 422


def test_a_text_is_written_without_script_as_plain_lines(school: School) -> None:
    client, address = added(school, "rich_text")
    typed = {"r-html": "Bonjour à tous.\r\n\r\nÀ samedi <3", "do": "save"}
    assert post(client, address, **typed).status_code == 303
    html_stored = stored(school, address)["html"]
    assert html_stored == "<p>Bonjour à tous.</p><p>À samedi &lt;3</p>"
    shown = form_on(client.get(address), address)["r-html"].strip()
    assert shown == "Bonjour à tous.\n\nÀ samedi <3"
    assert 'aria-describedby=""' not in client.get(address).text, "a field without help"
    assert post(client, address, do="save").status_code == 303
    assert stored(school, address)["html"] == html_stored


def test_saving_without_a_change_changes_nothing(school: School) -> None:
    client, address = added(school, "news_feed")
    with saved(school.app) as session:
        session.get_one(DraftTile, int(address.rpartition("/")[2])).settings = {"maximum": 6}
    assert post(client, address, do="save").status_code == 303
    assert stored(school, address) == {"maximum": 6}


@pytest.mark.parametrize("kind", ["contact", "social_link"])
def test_the_settings_of_the_site_are_opened_by_who_may(school: School, kind: str) -> None:
    _client, address = added(school, kind)
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people['teacher']}"))
    place = 'href="/site/reglages/etablissement"'
    assert place in school.come("head").get(address).text
    page = school.come("teacher").get(address)
    assert page.status_code == 200
    assert place not in page.text
    assert "Le chef d’établissement et les administrateurs les modifient" in text_of(page)
