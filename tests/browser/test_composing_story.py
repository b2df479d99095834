"""A home page is composed with a mouse, with the keyboard alone, and drawn into another order."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import Cast, Person
from tests.browser.school import School

pytestmark = pytest.mark.browser


def names(person: Person) -> list[str]:
    """Return the names of the tiles, in order."""
    found = person.main.locator(".plot__name").all_inner_texts()
    return [one.replace("Réglages de", "").replace("\u00a0", " ").strip() for one in found]


def begin(cast: Cast) -> Person:
    chief = cast.member("h.castagne")
    chief.open_area("Site", "Page d’accueil")
    chief.is_at("Composer : Page d’accueil")
    if chief.main.get_by_role("button", name="Commencer à composer").count():
        chief.press("Commencer à composer")
    expect(chief.main.locator(".plots")).to_be_visible()
    return chief


def test_a_page_is_composed_and_published(school: School, cast: Cast, title: str) -> None:
    chief = begin(cast)
    chief.follow("Ajouter une tuile")
    chief.press("Ajouter : Lien")
    chief.is_at("Tuile : Lien")
    chief.write("Titre affiché (facultatif)", title)
    chief.write("Adresse", "/contact")
    chief.press("Garder dans le brouillon")
    chief.is_told(f"« {title} » est gardée dans le brouillon")
    before = names(chief)
    chief.press(f"Avancer : {title}")
    said = chief.page.locator("[data-composed-said]")
    expect(said).to_contain_text(f"en position {len(before) - 1} sur {len(before)}")
    assert names(chief) == [*before[:-2], before[-1], before[-2]]
    expect(chief.main.get_by_role("button", name=f"Avancer : {title}")).to_be_focused()
    chief.press(f"Élargir : {title}")
    expect(said).to_contain_text(f"« {title} » prend 3 colonnes sur 12")
    chief.press("Retirer : Pronote")
    expect(said).to_contain_text("« Pronote » est retirée")
    undo = chief.main.get_by_role("button", name="Annuler", exact=True)
    expect(undo).to_be_focused()
    chief.hand.press(undo)
    chief.is_told("« Pronote » est de retour")
    visitor = cast.visitor()
    visitor.go("/")
    visitor.does_not_see(title)
    chief.follow("Publier la page…")
    chief.press("Publier")
    chief.is_told("La page est publiée")
    visitor.go("/")
    visitor.sees(title)


def middle(one: Locator, share: float = 0.5) -> tuple[float, float]:
    one.scroll_into_view_if_needed()
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * share, box["y"] + min(box["height"] / 2, 60)


def test_a_tile_is_drawn_to_its_place(school: School, cast: Cast) -> None:
    chief = begin(cast)
    before = names(chief)
    plots = chief.main.locator(".plot")
    place, other = len(before) - 1, len(before) - 2
    moved = before[place]
    handle = plots.nth(place).locator(".plot__handle")
    x, y = middle(handle)
    chief.page.mouse.move(x, y)
    chief.page.mouse.down()
    target = plots.nth(other).bounding_box()
    assert target is not None
    chief.page.mouse.move(target["x"] + 5, target["y"] + 40, steps=5)
    chief.page.mouse.up()
    expect(chief.page.locator("[data-composed-said]")).to_contain_text(
        f"« {moved} » est maintenant en position {other + 1}"
    )
    assert names(chief) == [*before[:other], moved, *before[other:-1]]
