"""A home page is composed from nothing with a mouse, and with the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.models import PageKind
from tests.browser.composing_kit import (
    CHIEF,
    SAID,
    begin,
    draft_anew,
    names,
    open_settings,
    panel,
    plot,
    put_back,
)
from tests.browser.hands import EDITOR
from tests.browser.people import Cast
from tests.browser.school import School

pytestmark = pytest.mark.browser
PERSONAL = PageKind.PERSONAL_HOME


@pytest.fixture
def empty_page(school: School) -> Iterator[None]:
    """A personal page whose draft has no tile; what is online comes back after."""
    with put_back(school.app, PERSONAL):
        draft_anew(school.app, PERSONAL, is_empty=True)
        yield


def test_a_page_is_composed_from_nothing_and_published(
    school: School, cast: Cast, empty_page: None, title: str
) -> None:
    chief = cast.member(CHIEF)
    chief.open_area("Site", "Page personnelle")
    chief.is_at("Composer : Page personnelle")
    chief.sees("Aucune tuile pour l’instant")
    said = chief.page.locator(SAID)

    for kind in ("Lien", "Texte avec mise en forme", "Agenda"):
        chief.follow("Ajouter une tuile")
        chief.is_at("Ajouter une tuile")
        chief.press(f"Ajouter : {kind}")
        chief.is_at("Composer : Page personnelle")
        opened = panel(chief)
        expect(opened.locator("[data-panel-title]")).to_have_text(kind)
        expect(opened.locator("[data-panel-title]")).to_be_focused()
        chief.write("Titre affiché (facultatif)", f"{title}, {kind}")
        if kind == "Lien":
            chief.write("Adresse", "/contact")
        elif kind == "Texte avec mise en forme":
            expect(opened.locator(EDITOR)).to_be_visible()
            chief.write("Texte", "Rendez-vous samedi à la grille du confluent.")
        chief.press("Garder dans le brouillon")
        expect(said).to_contain_text(f"« {title}, {kind} » est gardée dans le brouillon")
        expect(opened).to_be_hidden()
    link, text, agenda = (
        f"{title}, {one}" for one in ("Lien", "Texte avec mise en forme", "Agenda")
    )
    expect(plot(chief, text)).to_contain_text("Rendez-vous samedi à la grille du confluent.")

    chief.press(f"Avancer : {agenda}")
    expect(said).to_contain_text(f"« {agenda} » est maintenant en position 2 sur 3")
    assert names(chief) == [link, agenda, text]
    expect(chief.main.get_by_role("button", name=f"Avancer : {agenda}")).to_be_focused()
    chief.press(f"Élargir : {link}")
    expect(said).to_contain_text(f"« {link} » prend 3 colonnes sur 12")
    chief.press(f"Retirer : {link}")
    expect(said).to_contain_text(f"« {link} » est retirée")
    undo = chief.main.get_by_role("button", name="Annuler", exact=True)
    expect(undo).to_be_focused()
    chief.hand.press(undo)
    expect(said).to_contain_text(f"« {link} » est de retour")

    reader = cast.member("m.estrade")
    reader.go("/accueil")
    reader.does_not_see(title)
    chief.follow("Publier la page…")
    chief.write("Une note pour l’historique (facultatif)", "La page du tournoi")
    chief.press("Publier")
    chief.is_told("La page est publiée")
    reader.go("/accueil")
    reader.sees(text)
    reader.sees("Rendez-vous samedi à la grille du confluent.")


@pytest.mark.long
def test_a_tile_of_the_home_page_is_set_beside_it(school: School, cast: Cast, title: str) -> None:
    with put_back(school.app, PageKind.PUBLIC_HOME):
        chief = begin(cast)
        opened = open_settings(chief, "Pronote")
        chief.write("Titre affiché (facultatif)", title)
        chief.press("Garder et rester ici")
        expect(chief.page.locator(SAID)).to_contain_text(f"« {title} » est gardée")
        expect(opened).to_be_visible()
        expect(plot(chief, title)).to_be_visible()
        chief.press("Fermer les réglages")
        expect(opened).to_be_hidden()
        expect(plot(chief, title).locator(".plot__name")).to_be_focused()
        expect(plot(chief, title)).to_contain_text("Modifiée")
        visitor = cast.visitor()
        visitor.go("/")
        visitor.does_not_see(title)
