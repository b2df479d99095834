"""The same text in several windows, or typed by two people: each keeps what it holds."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import PASSWORD, Cast
from tests.browser.typing_kit import SAVED, TYPED, change, end, holds, keeps_here, state, type_in

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_two_people_save_over_each_other(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    chief = cast.member("h.castagne")
    chief.go(address)
    expect(chief.main.locator("[data-others]")).to_contain_text("Estrade modifie aussi cet article")
    chief.write("Texte", "Le texte de la principale.")
    type_in(writer, TYPED)
    chief.press("Enregistrer en brouillon")
    chief.is_at(title)
    writer.write("Texte", f"{TYPED} Encore.")
    expect(writer.main.locator("[data-outdated]")).to_be_visible(timeout=10_000)
    writer.press("Enregistrer en brouillon")
    writer.sees("Quelqu’un a enregistré cet article entre-temps")
    holds(writer, f"{TYPED} Encore.")
    assert writer.main.locator("#other-body").input_value() == "Le texte de la principale."
    state(writer, SAVED)
    writer.page.close(run_before_unload=False)
    again = cast.member("m.estrade")
    again.go(address)
    again.follow("Reprendre mes modifications")
    holds(again, f"{TYPED} Encore.")
    again.press("Enregistrer en brouillon")
    again.is_at(title)
    again.sees("Encore.")


def test_two_windows_of_one_person(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, TYPED)
    tab = writer.new_tab()
    tab.go(address)
    tab.sees("C’est peut-être encore ouvert dans une autre fenêtre.")
    tab.write("Texte", "Le texte du second onglet.")
    state(tab, "Décidez d’abord, en haut de la page, de vos modifications précédentes")
    type_in(writer, f"{TYPED} Encore.")
    tab.press(f"Abandonner… : {title}")
    tab.press("Abandonner", tab.page.get_by_role("dialog"))
    tab.sees("Rien n’est abandonné")
    tab.press("Reprendre ce texte")
    state(tab, "Décidez d’abord")
    tab.follow("Reprendre mes modifications")
    holds(tab, f"{TYPED} Encore.")
    type_in(tab, "Des deux onglets.")
    writer.write("Texte", "Le premier continue.")
    state(writer, "Cet article est ouvert dans une autre fenêtre")
    keeps_here(writer, 2)
    end(writer)


def test_leaving_a_page_keeps_what_was_typed_last(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    writer.write("Texte", TYPED)
    writer.go("/")  # within the two seconds
    writer.page.wait_for_timeout(1_000)  # what was sent on leaving arrives after the next page
    writer.go(address)
    writer.follow("Reprendre mes modifications")
    holds(writer, TYPED)
    writer.page.wait_for_timeout(3_000)
    keeps_here(writer, 0)


def test_a_form_sent_after_the_end_of_the_session_forgets_its_copy(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, TYPED)
    writer.page.context.clear_cookies()
    writer.press("Enregistrer en brouillon")
    writer.is_at("Votre session est terminée")
    writer.write("Identifiant", "m.estrade")
    writer.write("Mot de passe", PASSWORD)
    writer.press("Continuer")
    writer.press("Renvoyer mon formulaire")
    writer.is_at(title)
    writer.go(address)
    writer.does_not_see("Reprendre mes modifications")
