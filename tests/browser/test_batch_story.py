"""A spring clean: old articles are deleted by the dozen, and brought back."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Cast, Person

pytestmark = [pytest.mark.browser, pytest.mark.long]

MANY = 40
A_PAGE = 50
DONE_WITHIN = 60_000


def test_forty_old_articles_are_deleted_and_brought_back(cast: Cast) -> None:
    chief = cast.member("h.castagne")
    find_old_articles(chief)
    boxes = chief.main.locator("[name=article]")
    expect(boxes).to_have_count(A_PAGE)
    ids = listed(chief)[:MANY]
    chief.tick("Toute la page")
    for number in range(MANY, A_PAGE):
        chief.hand.tick(boxes.nth(number))
    chief.sees(f"Choisies : {MANY}")
    chief.press("Mettre à la corbeille")

    chief.is_at("Mettre à la corbeille")
    chief.sees(f"{MANY} contributions seront mises à la corbeille")
    chief.press("Confirmer")
    wait_for(chief, "Ce lot est terminé")
    chief.sees(f"Fait : {MANY}")
    chief.go_back()
    chief.is_at("Contributions")
    assert not set(ids) & set(listed(chief))

    chief.open_area("Publication", "Mes lots")
    chief.hand.press(chief.main.get_by_role("link", name="Mettre à la corbeille").first)
    chief.is_at("Mettre à la corbeille")
    chief.press("Annuler ce lot")
    wait_for(chief, "Ce lot a été annulé")
    chief.sees(f"Annulé : {MANY}")
    chief.go_back()
    chief.is_at("Contributions")
    assert listed(chief)[:MANY] == ids


def test_all_that_match_are_chosen_at_once(cast: Cast) -> None:
    chief = cast.member("h.castagne")
    find_old_articles(chief)
    box = chief.main.get_by_role("checkbox", name="contributions de ce filtre")
    number = box.evaluate("one => one.labels[0].textContent.match(/[0-9\\s\\u202f]+/)[0].trim()")
    chief.hand.tick(box)
    chief.press("Retirer de la publication")
    chief.is_at("Retirer de la publication")
    chief.sees(f"{number} contributions")
    chief.press("Abandonner")
    chief.is_at("Contributions")


def find_old_articles(chief: Person) -> None:
    """Narrow the list to what has been left alone in the archives, the oldest first."""
    chief.open_area("Publication", "Contributions")
    chief.choose("Rubrique", "Archives")
    chief.choose("Plus ancienne que", "5 ans")
    chief.press("Filtrer")
    expect(chief.main.get_by_role("link", name="Archives")).to_be_visible()
    chief.follow("Les plus anciennes d’abord")
    chief.sees("les plus anciennes d’abord")


def listed(person: Person) -> list[str]:
    """Return the numbers of the articles of the list, in order."""
    boxes = person.main.locator("[name=article]")
    expect(boxes.first).to_be_visible()
    values: list[str] = boxes.evaluate_all("boxes => boxes.map(one => one.value)")
    return values


def wait_for(person: Person, heading: str) -> None:
    """Watch the progress until the worker has come to the end."""
    expect(person.main.get_by_role("heading", name=heading)).to_be_visible(timeout=DONE_WITHIN)
