"""Rubriques of a tile are found as one types."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.composing_kit import begin, panel
from tests.browser.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_a_rubrique_is_found_as_one_types_and_what_is_chosen_stays(cast: Cast) -> None:
    chief = begin(cast)
    chief.follow("Ajouter une tuile")
    chief.press("Ajouter : Actualités")
    tree = panel(chief).locator("[data-tree]")
    expect(tree).to_be_visible()
    shown = tree.locator(".pick-tree__row:visible")
    everything = shown.count()
    news = tree.get_by_role("checkbox", name=re.compile("^Actualités"))
    news.check()
    words = tree.get_by_role("searchbox", name="Trouver une rubrique")
    words.fill("ecole")
    expect(shown).not_to_have_count(everything)
    words.fill("zzz")
    expect(shown).to_have_count(0)
    expect(tree.get_by_role("status")).to_have_text("Aucune rubrique ne porte ces mots.")
    words.press("Enter")
    expect(panel(chief)).to_be_visible()
    chief.press("Garder et rester ici", panel(chief))
    expect(news).to_be_checked()
    expect(shown).to_have_count(everything)
