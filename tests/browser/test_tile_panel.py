"""The settings of a tile beside the page: nothing that was typed there is lost by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.models import PageKind
from tests.browser.composing_kit import (
    CHIEF,
    SAID,
    begin,
    draft_anew,
    forgive,
    open_settings,
    panel,
    plot,
    put_back,
)
from tests.browser.hands import Mouse
from tests.browser.people import PASSWORD, Cast, Person
from tests.browser.school import School

pytestmark = [pytest.mark.browser, pytest.mark.long]
TITLE = "Titre affiché (facultatif)"


@pytest.fixture
def chief(school: School) -> Iterator[Person]:
    """The head before a new draft of the home page; what was there comes back at the end."""
    cast = Cast(school.looks, Mouse())
    with put_back(school.app, PageKind.PUBLIC_HOME):
        draft_anew(school.app, PageKind.PUBLIC_HOME)
        yield begin(cast)
    cast.leave()


def test_escape_closes_it_and_asks_when_something_was_typed(chief: Person) -> None:
    opened = open_settings(chief, "Pronote")
    chief.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(plot(chief, "Pronote").locator(".plot__name")).to_be_focused()

    open_settings(chief, "Pronote")
    chief.write(TITLE, "Autre chose")
    chief.page.keyboard.press("Escape")
    question = chief.page.get_by_role("dialog", name="Fermer sans garder ce que vous avez tapé ?")
    expect(question).to_be_visible()
    expect(question.get_by_role("button", name="Continuer les réglages")).to_be_focused()
    chief.page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(chief.main.get_by_label(TITLE)).to_have_value("Autre chose")
    chief.follow("Annuler", opened)
    chief.press("Fermer sans garder", question)
    expect(opened).to_be_hidden()
    expect(plot(chief, "Pronote")).to_be_visible()


def test_another_tile_is_opened_after_the_same_question(chief: Person) -> None:
    opened = open_settings(chief, "Pronote")
    chief.write(TITLE, "Autre chose")
    chief.hand.press(plot(chief, "Contacts").locator(".plot__name"))
    question = chief.page.get_by_role("dialog", name="Fermer sans garder ce que vous avez tapé ?")
    chief.press("Continuer les réglages", question)
    expect(opened.locator("[data-panel-title]")).to_have_text("Pronote")
    chief.hand.press(plot(chief, "Contacts").locator(".plot__name"))
    chief.press("Fermer sans garder", question)
    expect(opened.locator("[data-panel-title]")).to_have_text("Contacts")


def test_what_is_wrong_is_said_there(chief: Person) -> None:
    opened = open_settings(chief, "Pronote")
    chief.write("Adresse", "javascript:alert(1)")
    chief.press("Garder dans le brouillon")
    summary = opened.locator(".error-summary")
    expect(summary).to_be_focused()
    chief.hand.press(summary.get_by_role("link").first)
    expect(chief.main.get_by_label("Adresse")).to_be_focused()
    expect(chief.main.get_by_label("Adresse")).to_have_value("javascript:alert(1)")
    chief.write("Adresse", "/contact")
    chief.press("Garder dans le brouillon")
    expect(opened).to_be_hidden()
    expect(chief.page.locator(SAID)).to_contain_text("« Pronote » est gardée")
    forgive(chief, "422")


def test_what_somebody_else_changed_meanwhile_is_said_and_nothing_lost(chief: Person) -> None:
    other = chief.new_tab()
    opened = open_settings(chief, "Pronote")
    chief.write(TITLE, "De cette fenêtre")
    other.go("/site/page-accueil")
    open_settings(other, "Pronote")
    other.write(TITLE, "De l’autre")
    other.press("Garder dans le brouillon")
    expect(panel(other)).to_be_hidden()
    chief.press("Garder dans le brouillon")
    expect(opened).to_contain_text("Modifiée entre-temps")
    expect(chief.main.get_by_label(TITLE)).to_have_value("De cette fenêtre")
    chief.press("Garder dans le brouillon")
    expect(opened).to_be_hidden()
    expect(plot(chief, "De cette fenêtre")).to_be_visible()
    forgive(chief, "409")


def test_a_session_that_ended_loses_nothing(chief: Person) -> None:
    opened = open_settings(chief, "Pronote")
    chief.write(TITLE, "Tapé avec soin")
    chief.page.context.clear_cookies()
    chief.press("Garder dans le brouillon")
    expect(opened).to_contain_text("Il faut vous reconnecter")
    expect(chief.main.get_by_label(TITLE)).to_have_value("Tapé avec soin")
    with chief.page.context.expect_page() as opening:
        chief.follow("Se connecter (nouvel onglet)", opened)
    tab = opening.value
    tab.get_by_label("Identifiant").fill(CHIEF)
    tab.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Se connecter", exact=True).click()
    expect(tab.locator(".account").first).to_be_visible()
    chief.press("Garder dans le brouillon")
    expect(opened).to_be_hidden()
    expect(plot(chief, "Tapé avec soin")).to_be_visible()
    forgive(chief, "400", "401")


def test_it_lies_over_a_small_window_and_nothing_behind_it_is_reached(chief: Person) -> None:
    chief.visit.resize(320, 640)
    opened = open_settings(chief, "Pronote")
    expect(opened).to_have_attribute("aria-modal", "true")
    box = opened.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 320)
    for _ in range(60):
        chief.page.keyboard.press("Tab")
        assert chief.page.evaluate(
            "!document.activeElement.closest('main, header, footer')"
            " || Boolean(document.activeElement.closest('[data-panel]'))"
        )
    chief.visit.resize(1440, 900)
    expect(opened).not_to_have_attribute("aria-modal", "true")
    expect(chief.page.locator("[inert][data-behind]")).to_have_count(0)
