"""What the script finds that opens the settings of a tile beside the page, and what it hears."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from tests.drafts_kit import ADDRESS, lay_page
from tests.visits import Browser, browser, saved
from tests.web.site_pages import form_on, send
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")

RELAXED = "style-src-attr 'unsafe-inline'"
FOR_SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def school(app: Flask) -> School:
    made = make_school(app)
    with saved(app) as session:
        lay_page(session, "Premier", "Deuxième")
    return made


@pytest.fixture
def client(school: School) -> Browser:
    """The head, who has begun a draft."""
    found = school.come("head")
    send(found, ADDRESS, f"{ADDRESS}/brouillon")
    return found


def on(answer: TestResponse) -> Any:
    return html.document_fromstring(answer.get_data(as_text=True))


def settings_of(client: Browser) -> str:
    """Return the address of the settings of the first tile."""
    return str(on(client.get(ADDRESS)).cssselect("[data-settings]")[0].get("href"))


def test_the_page_holds_the_place_and_the_words_of_the_panel(client: Browser) -> None:
    page = client.get(ADDRESS)
    [panel] = on(page).cssselect("section[data-panel]")
    assert panel.get("hidden") is not None
    told = [one.get("data-told-of") for one in panel.cssselect("template[data-told-of]")]
    assert told == ["session", "stranger", "trouble"]
    [composer] = on(page).cssselect("[data-composer]")
    assert composer.get("data-at") == "{name}, place {place} sur {total}"
    assert [one.get("data-composed") for one in on(page).cssselect("[data-composed]")] == [
        "head", "page"
    ]  # fmt: skip
    [settings] = on(client.get(settings_of(client))).cssselect("[data-tile-settings]")
    assert settings.get("data-name") == "Premier"
    assert settings.cssselect("form.tile-form")


def test_only_a_page_with_a_draft_lets_the_editor_set_sizes(school: School) -> None:
    client = school.come("head")
    assert RELAXED not in client.get(ADDRESS).headers["Content-Security-Policy"]
    assert not on(client.get(ADDRESS)).cssselect("[data-panel]")
    send(client, ADDRESS, f"{ADDRESS}/brouillon")
    assert RELAXED in client.get(ADDRESS).headers["Content-Security-Policy"]


def test_who_adds_a_tile_from_the_page_comes_back_to_it(client: Browser) -> None:
    picker = f"{ADDRESS}/tuiles/ajouter"
    assert "dans" not in form_on(client.get(picker), picker)
    answer = send(client, f"{picker}?dans=page", picker, {"type": "link"})
    assert answer.status_code == 303
    path, _, anchor = answer.headers["Location"].partition("#tuile-")
    assert path == f"{ADDRESS}?regler={anchor}"
    page = on(client.get(path))
    assert page.get_element_by_id(f"tuile-{anchor}") is not None


def test_a_script_hears_in_a_word_that_the_session_has_ended(
    school: School, client: Browser
) -> None:
    address = settings_of(client)
    typed = {**form_on(client.get(address), address), "title": "Un", "do": "save"}
    gone = browser(school.app)
    answer = gone.post(address, data=typed, headers=FOR_SCRIPT)
    assert (answer.status_code, answer.json) == (401, {"error": "session"})
    stale = {**typed, "csrf_token": "x"}
    answer = client.post(address, data=stale, headers=FOR_SCRIPT)
    assert (answer.status_code, answer.json) == (400, {"error": "token"})
    refused = client.post(address, data={**typed, "title": "x" * 101}, headers=FOR_SCRIPT)
    assert refused.status_code == 422
    assert on(refused).cssselect("[data-tile-settings] .error-summary")
    saved_one = client.post(address, data=typed, headers=FOR_SCRIPT, follow_redirects=True)
    assert on(saved_one).cssselect("[data-composed=page]")
