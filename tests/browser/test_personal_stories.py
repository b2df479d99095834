"""One's own page, told for a mother of two, a pupil and the head of the school."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import Cast, Person

pytestmark = [pytest.mark.browser, pytest.mark.long]

OUTAGE, PHOTOS = "L’ENT sera indisponible mercredi 25 mars", "Photos de classe jeudi 2 avril"


def announcements(somebody: Person) -> Locator:
    """Return the announcements on somebody's page."""
    return somebody.main.get_by_role("region", name="Annonces").get_by_role("article")


def demo_titles(somebody: Person) -> Locator:
    """Return the titles of those of the demo: other stories may have announced something too."""
    demo = re.compile(f"{re.escape(OUTAGE)}|{re.escape(PHOTOS)}")
    return announcements(somebody).filter(has_text=demo).get_by_role("heading")


def titled(somebody: Person, title: str) -> Locator:
    """Return one announcement."""
    return announcements(somebody).filter(has_text=title)


def test_a_mother_of_two_finds_each_child_and_folds_what_she_has_read(cast: Cast) -> None:
    mother = cast.member("v.dubosc")
    mother.is_at("Bonjour Valérie")
    headings = demo_titles(mother)
    expect(headings).to_have_text([OUTAGE, PHOTOS])
    expect(titled(mother, PHOTOS)).to_contain_text("Parce que vous êtes parent d’élève")
    mother.does_not_see("EPS en salle polyvalente")
    mother.press(f"Replier : {PHOTOS}".replace(" :", "\u00a0:"), titled(mother, PHOTOS))
    expect(titled(mother, PHOTOS)).not_to_contain_text("carnet de liaison")
    mother.go("/accueil")
    expect(headings).to_have_text([OUTAGE, PHOTOS])
    expect(titled(mother, PHOTOS)).not_to_contain_text("carnet de liaison")
    mother.press(f"Déplier : {PHOTOS}".replace(" :", "\u00a0:"), titled(mother, PHOTOS))
    expect(titled(mother, PHOTOS)).to_contain_text("carnet de liaison")
    tom = mother.main.get_by_role("region", name="Tom")
    expect(mother.main.get_by_role("region", name="Lou")).to_contain_text("4B")
    mother.follow("Évaluation commune\u00a0: le programme de révision", tom)
    mother.is_at("Évaluation commune\u00a0: le programme de révision")


def test_a_pupil_finds_the_class_and_what_is_announced(cast: Cast) -> None:
    pupil = cast.member("lou.dubosc")
    pupil.is_at("Bonjour Lou")
    expect(pupil.main.get_by_role("region", name="Ma classe")).to_contain_text("4B")
    expect(demo_titles(pupil)).to_have_text([OUTAGE, PHOTOS])
    pupil.does_not_see("Jeu-concours")
    pupil.follow(PHOTOS, titled(pupil, PHOTOS))
    pupil.is_at(PHOTOS)
    pupil.sees("Parce que vous êtes élève")
    expect(pupil.main.get_by_role("button")).to_have_count(0)
    pupil.follow("Mon accueil", pupil.main)
    pupil.follow("Toutes mes annonces")
    pupil.is_at("Mes annonces")
    expect(pupil.main.get_by_role("article").filter(has_text="Portes ouvertes")).to_contain_text(
        "Terminée"
    )


def test_the_head_begins_the_week_with_what_waits(cast: Cast) -> None:
    chief = cast.member("h.castagne")
    chief.is_at("Bonjour Hélène")
    waiting = chief.main.get_by_role("region", name="Ce qui vous attend")
    chief.follow("Portes ouvertes\u00a0: plus de 300 visiteurs", waiting)
    expect(chief.page.locator(".desk__work")).to_contain_text("plus de 300 visiteurs")
    home = chief.page.get_by_role("banner").get_by_role("link", name=re.compile("Trois Rivières"))
    chief.hand.press(home)
    chief.is_at("Bonjour Hélène")
    expect(announcements(chief).get_by_role("heading")).to_have_text([OUTAGE])
